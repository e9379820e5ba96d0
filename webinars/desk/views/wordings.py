"""Every kind of letter in every language: read it, try it on oneself, word it anew."""

import base64
import hashlib
import re
from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from webinars.accounts.queries import get_account, names_of
from webinars.desk.sights.specimens import specimen
from webinars.desk.sights.trials import Sentence, kind_sights, sentences_of, trial_of
from webinars.desk.views.door import bp
from webinars.kernel.languages import Language, is_language
from webinars.kernel.refusals import NotFound, Refusal
from webinars.outbox.letters import TRIAL
from webinars.outbox.operations import post, reword, take_ours
from webinars.outbox.queries import edited_count, wording_history
from webinars.outbox.rendering import Content
from webinars.outbox.rules import part_of
from webinars.outbox.showing import shown, sort_of, sorts
from webinars.programme.models import Webinar
from webinars.programme.queries import every_webinar, find_webinar, next_webinar
from webinars.web.access import Permission, needs, signed_in
from webinars.web.headers import policy
from webinars.web.requests import db, now

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True)
class Trial:
    """A letter as it stands, and the sentences that it said, by their English ids."""

    content: Content | None
    asked: list[str]


@bp.get("/secretariat/letters")
@needs(Permission.SCHEDULE)
def letter_kinds() -> ResponseReturnValue:
    return render_template(
        "desk/letter_kinds.html",
        kinds=kind_sights(sorts(), edited_count(db())),
        webinar=request.args.get("webinar", ""),
    )


@bp.get("/secretariat/letters/<kind>/<language>")
@needs(Permission.SCHEDULE)
def letter_kind(kind: str, language: str) -> ResponseReturnValue:
    return _page(kind, _language(language))


@bp.get("/secretariat/letters/<kind>/<language>/page")
@needs(Permission.SCHEDULE)
def letter_page(kind: str, language: str) -> ResponseReturnValue:
    """The letter's HTML as a mail program shows it, with its own style and nothing else."""
    content = _trial(kind, _language(language)).content
    if content is None:
        raise NotFound
    answer = Response(content.html, content_type="text/html; charset=utf-8")
    styles = " ".join(_fingerprint(style) for style in STYLE.findall(content.html))
    answer.headers["Content-Security-Policy"] = policy(style_src=styles or "'none'")
    return answer


@bp.post("/secretariat/letters/<kind>/<language>/trial")
@needs(Permission.SCHEDULE)
def try_letter(kind: str, language: str) -> ResponseReturnValue:
    spoken, me = _language(language), get_account(db(), public_id=signed_in().public_id)
    content = _trial(kind, spoken).content
    if content is None:
        raise NotFound
    post(
        db(),
        kind=TRIAL,
        address=me.email,
        name=me.name,
        language=spoken,
        zone=me.zone,
        about=me.public_id,
        content={"subject": content.subject, "text": content.text, "html": content.html},
        now=now(),
        urgent=True,
    )
    flash(gettext("The letter is on its way to %(address)s.", address=me.email))
    return _back(kind, spoken)


@bp.post("/secretariat/letters/<kind>/<language>")
@needs(Permission.SCHEDULE)
def word(kind: str, language: str) -> ResponseReturnValue:
    """Keep a sentence, or take ours back."""
    spoken = _language(language)
    part, words = request.form.get("part", ""), request.form.get("words", "")
    ours = next((one for one in _trial(kind, spoken).asked if part_of(one) == part), None)
    if ours is None:
        raise NotFound
    facts = {"kind": kind, "language": spoken, "ours": ours, "now": now()}
    try:
        if "ours" in request.form:
            take_ours(db(), by=signed_in().public_id, **facts)  # type: ignore[arg-type]
        else:
            reword(db(), words=words, by=signed_in().public_id, **facts)  # type: ignore[arg-type]
    except Refusal as refusal:
        fault = gettext(refusal.message) % refusal.values
        return _page(kind, spoken, part=part, words=words, fault=fault), refusal.status
    flash(gettext("The sentence was kept. Letters that leave from now on say it."))
    return _back(kind, spoken)


def _page(
    kind: str, language: Language, *, part: str = "", words: str = "", fault: str = ""
) -> str:
    trial = _trial(kind, language)
    history = wording_history(db(), kind=kind, language=language)
    with force_locale(language):
        sentences = sentences_of(trial.asked, history, say=gettext)
    return render_template(
        "desk/letter_kind.html",
        kind=kind,
        name=sort_of(kind).name,
        language=language,
        letter=specimen(language, trial.content) if trial.content else None,
        sentences=sentences,
        editors=_editors(sentences),
        wrong={"part": part, "words": words, "fault": fault},
        webinar=request.args.get("webinar", ""),
    )


def _editors(sentences: list[Sentence]) -> dict[str, str]:
    ids = {edit.editor for sentence in sentences for edit in sentence.edits}
    return names_of(db(), public_ids=ids) if ids else {}


def _trial(kind: str, language: Language) -> Trial:
    if kind not in sorts():
        raise NotFound
    webinar = _webinar()
    trial = trial_of(kind, webinar, language=language, now=now()) if webinar else None
    if trial is None:
        return Trial(None, [])
    letter, sample = trial
    content = shown(db(), letter, now=now(), sample=sample)
    return Trial(content, sample.sentences)


def _webinar() -> Webinar | None:
    """Return the webinar that the letters speak of: the one asked for, the next, or any."""
    asked = find_webinar(db(), slug=request.args.get("webinar", ""))
    found = asked or next_webinar(db(), now=now())
    if found is not None:
        return found
    rest = [one for one in every_webinar(db()) if one.sittings and one.texts]
    return rest[-1] if rest else None


def _language(language: str) -> Language:
    if not is_language(language):
        raise NotFound
    return Language(language)


def _back(kind: str, language: Language) -> ResponseReturnValue:
    webinar = request.args.get("webinar") or None
    address = url_for("desk.letter_kind", kind=kind, language=language, webinar=webinar)
    return redirect(address, 303)


def _fingerprint(style: str) -> str:
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
