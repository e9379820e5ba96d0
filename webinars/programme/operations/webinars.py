"""Planning and changing a webinar, its texts and its promises."""

from dataclasses import replace
from datetime import date, datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import ChangedMeanwhile
from webinars.kernel.text import clean_line, clean_paragraphs
from webinars.programme.models import (
    ActivityType,
    Series,
    TextState,
    Webinar,
    WebinarActivity,
    WebinarState,
    WebinarText,
)
from webinars.programme.operations.addresses import checked_slug, move_to, slug_for
from webinars.programme.operations.changes import Changes, change, plain
from webinars.programme.operations.entries import revise_entries
from webinars.programme.operations.facts import WebinarFacts, WebinarWords
from webinars.programme.operations.refusals import (
    ClosedAlready,
    IsCancelled,
    NoAbstract,
    OutsidePeriod,
)
from webinars.programme.operations.revision import raise_revision
from webinars.programme.operations.titles import checked_title
from webinars.programme.rules import standing, was_announced
from webinars.states.queries import get_state


def plan_webinar(
    db: Db, *, series: Series, facts: WebinarFacts, words: WebinarWords, by: str, now: datetime
) -> Webinar:
    """Plan a webinar as a draft with its first text. Only its month is public.

    A title alone is no text that is ready, whatever `words` say.

    Raises:
        ClosedAlready: the series is closed for good.
        OutsidePeriod: of the month.
        UnknownState: of the lead delegation.
        BadSlug, SlugTaken: of the address.
        NoTitle, TitleTooLong: of the title.
    """
    if series.closed_at is not None:
        raise ClosedAlready
    title, month = checked_title(words.title), _month(facts, series)
    wanted = checked_slug(db, slug=facts.slug) if facts.slug else ""
    webinar = Webinar(
        series=series,
        slug=wanted or slug_for(db, title=title, month=month),
        created_at=now,
        revised_at=now,
        state=WebinarState.DRAFT,
        **_columns(db, facts, month),
    )
    webinar.activities = [WebinarActivity(activity=kind) for kind in sorted(facts.activities)]
    state = words.state if clean_paragraphs(words.abstract) else TextState.DRAFT
    webinar.texts = [_text(replace(words, state=state), now=now)]
    db.add(webinar)
    db.flush()
    detail = {name: plain(value) for name, value in _columns(db, facts, month).items()}
    record(
        db,
        kind="programme.plan_webinar",
        actor=by,
        subject=webinar.public_id,
        now=now,
        detail=detail | {"title": title, "activities": sorted(facts.activities)},
    )
    raise_revision(db)
    return webinar


def change_webinar(
    db: Db, *, webinar: Webinar, facts: WebinarFacts, by: str, now: datetime
) -> None:
    """Change what is said of a webinar beside its texts; its earlier address leads on.

    Raises:
        IsCancelled: it was.
        (and as `plan_webinar`)
    """
    refuse_cancelled(webinar)
    month, before = _month(facts, webinar.series), webinar.slug
    move_to(db, row=webinar, slug=facts.slug, now=now)
    differing = change(webinar, **_columns(db, facts, month))
    if webinar.slug != before:
        differing["slug"] = [before, webinar.slug]
    differing |= _choose_activities(webinar, facts.activities)
    tell(db, webinar, "programme.change_webinar", differing, by=by, now=now)


def write_text(
    db: Db, *, webinar: Webinar, words: WebinarWords, by: str, now: datetime
) -> WebinarText:
    """Write or replace the text of a webinar in one language.

    Another title of an announced webinar is a new revision of its calendar
    entries; a first text in a language is none.

    Raises:
        ChangedMeanwhile: `words.seen` is not the text that stands there.
        IsCancelled: the webinar was.
        NoTitle, TitleTooLong: of the title.
        NoAbstract: a text without one is said to be ready.
    """
    refuse_cancelled(webinar)
    fresh = _text(words, now=now)
    if fresh.state is TextState.READY and not fresh.abstract:
        raise NoAbstract
    text = next((text for text in webinar.texts if text.language is words.language), None)
    if text is None:
        webinar.texts.append(fresh)
        differing = {name: [None, plain(said)] for name, said in _said(fresh).items()}
    else:
        differing = _rewrite(text, fresh, seen=words.seen)
    if differing:
        differing["language"] = [None, words.language]
    tell(db, webinar, "programme.write_text", differing, by=by, now=now)
    return text or fresh


def write_but_title(
    db: Db, *, webinar: Webinar, words: WebinarWords, by: str, now: datetime
) -> str:
    """Write a text as `write_text` does, but leave a title of which people were told.

    Return the title that was asked instead, for whoever shows first who will be
    written to; nothing where the text is written as it was asked.
    """
    told = told_text(webinar, words.language, now=now)
    title = checked_title(words.title)
    if told is None or words.state is TextState.DRAFT or told.title == title:
        write_text(db, webinar=webinar, words=words, by=by, now=now)
        return ""
    kept = replace(words, title=told.title)
    write_text(db, webinar=webinar, words=kept, by=by, now=now)
    return title


def retitle(
    db: Db, *, webinar: Webinar, language: Language, title: str, by: str, now: datetime
) -> str | None:
    """Give a text another title; return the one before, or None where it is the same.

    Raises:
        NoTitle, TitleTooLong: of the title.
        IsCancelled: the webinar was.
    """
    refuse_cancelled(webinar)
    text = next(text for text in webinar.texts if text.language is language)
    before, said = text.title, checked_title(title)
    words = WebinarWords(
        language=language,
        title=said,
        abstract=text.abstract,
        questions=text.questions,
        state=text.state,
        owner=text.owner,
    )
    write_text(db, webinar=webinar, words=words, by=by, now=now)
    return None if before == said else before


def told_text(webinar: Webinar, language: Language, *, now: datetime) -> WebinarText | None:
    """Return the text in `language` if people were told it, of something still to come."""
    ahead = any(sitting.ends_at > now for sitting in standing(webinar))
    if not was_announced(webinar) or not ahead:
        return None
    ready = (text for text in webinar.texts if text.state is TextState.READY)
    return next((text for text in ready if text.language is language), None)


def refuse_cancelled(webinar: Webinar) -> None:
    if webinar.state is WebinarState.CANCELLED:
        raise IsCancelled


def tell(
    db: Db,
    webinar: Webinar,
    kind: str,
    differing: Changes,
    *,
    by: str,
    now: datetime,
    subject: str = "",
) -> None:
    """Stamp the webinar, write the journal and end kept pages, if anything differs.

    `subject` where the entry is about one row of the webinar, such as a person:
    her name can then be forgotten without the rest.
    """
    if not differing:
        return
    webinar.revised_at = now
    db.flush()
    record(
        db,
        kind=kind,
        actor=by,
        subject=subject or webinar.public_id,
        now=now,
        detail=dict(differing),
    )
    raise_revision(db)


def _month(facts: WebinarFacts, series: Series) -> date:
    month = facts.planned_month.replace(day=1)
    if not series.starts_on.replace(day=1) <= month <= series.ends_on:
        raise OutsidePeriod
    return month


def _columns(db: Db, facts: WebinarFacts, month: date) -> dict[str, object]:
    lead = get_state(db, code=facts.lead_state_code).code if facts.lead_state_code else None
    return {
        "planned_month": month,
        "cycle_theme": facts.cycle_theme,
        "openness": facts.openness,
        "asks_approval": facts.asks_approval,
        "lead_state_code": lead,
    }


def _choose_activities(webinar: Webinar, wanted: frozenset[ActivityType]) -> Changes:
    before = {row.activity: row for row in webinar.activities}
    if set(before) == wanted:
        return {}
    kept = [row for kind, row in before.items() if kind in wanted]
    added = [WebinarActivity(activity=kind) for kind in sorted(wanted - set(before))]
    webinar.activities = kept + added
    return {"activities": [", ".join(sorted(before)), ", ".join(sorted(wanted))]}


def _text(words: WebinarWords, *, now: datetime) -> WebinarText:
    return WebinarText(
        language=words.language,
        title=checked_title(words.title),
        abstract=clean_paragraphs(words.abstract),
        questions=clean_paragraphs(words.questions),
        state=words.state,
        owner=clean_line(words.owner),
        revised_at=now,
    )


def _said(text: WebinarText) -> dict[str, object]:
    names = ("title", "abstract", "questions", "state", "owner")
    return {name: getattr(text, name) for name in names}


def _rewrite(text: WebinarText, fresh: WebinarText, *, seen: datetime | None) -> Changes:
    if seen is not None and text.revised_at != seen:
        raise ChangedMeanwhile
    was_read = text.state is TextState.READY and was_announced(text.webinar)
    differing = change(text, **_said(fresh))
    if differing:
        text.revised_at = fresh.revised_at
    if "title" in differing and was_read:
        revise_entries(text.webinar, now=fresh.revised_at)
    return differing
