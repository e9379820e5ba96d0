"""Further questions on the form of a webinar: asked, told in another language, taken off."""

from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_, clean_line
from webinars.programme.models import Webinar
from webinars.programme.operations import raise_revision
from webinars.registrations.models import ExtraField, ExtraKind, ExtraText
from webinars.registrations.queries.extra import extra_fields
from webinars.registrations.rules.extra import WITH_OPTIONS, options_of

MOST = 8


class NoPurpose(BadInput):
    message = N_("Write the question, and for what purpose it is asked: both stand on the form.")


class TooFewOptions(BadInput):
    message = N_("Write at least two answers to choose from, a line each.")


class OtherOptions(BadInput):
    message = N_("Write as many answers as in the first language (%(count)s), in the same order.")


class NoSuchCondition(BadInput):
    message = N_("Choose the condition from the list.")


class AskedTooMuch(BadInput):
    message = N_("Eight further questions are enough: the form takes one minute.")


@dataclass(frozen=True)
class Wording:
    """A further question in one language; `options` a line each."""

    language: Language
    label: str
    purpose: str
    options: str = ""


@dataclass(frozen=True)
class Condition:
    """Asked only of those who gave this answer to that other question."""

    field_id: int
    value: str


def ask_more(
    db: Db,
    *,
    webinar: Webinar,
    kind: ExtraKind,
    wording: Wording,
    needed: bool,
    condition: Condition | None,
    by: str,
    now: datetime,
) -> ExtraField:
    """Put a further question on the webinar's form.

    Raises:
        NoPurpose, TooFewOptions, NoSuchCondition, AskedTooMuch: it cannot be asked so.
    """
    known = extra_fields(db, webinar_id=webinar.id)
    if len(known) >= MOST:
        raise AskedTooMuch
    if condition and condition.field_id not in {one.id for one in known}:
        raise NoSuchCondition
    made = ExtraField(
        webinar_id=webinar.id,
        kind=kind,
        needed=needed,
        if_field_id=condition.field_id if condition else None,
        if_value=condition.value if condition else "",
        asked_since=now,
    )
    made.texts = [_judged(kind, wording, None)]
    db.add(made)
    webinar.asks_more = True
    _note(db, made, "ask_more", by=by, now=now)
    return made


def word(db: Db, *, field: ExtraField, wording: Wording, by: str, now: datetime) -> None:
    """Tell the question in a language, anew or for the first time.

    Raises:
        NoPurpose, TooFewOptions, OtherOptions: it cannot be told so.
    """
    others = [text for text in field.texts if text.language is not wording.language]
    first = others[0] if others else None
    fresh = _judged(field.kind, wording, first)
    known = next((one for one in field.texts if one.language is wording.language), None)
    if known is None:
        field.texts.append(fresh)
    else:
        known.label, known.purpose, known.options = fresh.label, fresh.purpose, fresh.options
    _note(db, field, "word_more", by=by, now=now)


def ask_no_more(db: Db, *, webinar: Webinar, field: ExtraField, by: str, now: datetime) -> None:
    """Take a question off the form, with those that depend on it. What was answered stays."""
    gone = {field.id}
    field.retired_at = now
    for one in extra_fields(db, webinar_id=webinar.id):  # each after the one it depends on
        if one.if_field_id in gone:
            gone.add(one.id)
            one.retired_at = now
    _note(db, field, "ask_no_more", by=by, now=now)


def _judged(kind: ExtraKind, wording: Wording, first: ExtraText | None) -> ExtraText:
    label, purpose = clean_line(wording.label), clean_line(wording.purpose)
    if not label or not purpose:
        raise NoPurpose
    lines = wording.options if kind in WITH_OPTIONS else ""
    text = ExtraText(language=wording.language, label=label, purpose=purpose, options=lines)
    if kind in WITH_OPTIONS and len(options_of(text)) < 2:
        raise TooFewOptions
    if first is not None and len(options_of(first)) != len(options_of(text)):
        raise OtherOptions(count=len(options_of(first)))
    return text


def _note(db: Db, field: ExtraField, verb: str, *, by: str, now: datetime) -> None:
    db.flush()
    raise_revision(db)
    record(db, kind=f"registrations.{verb}", actor=by, subject=field.public_id, now=now)
