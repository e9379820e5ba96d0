"""Reads an attendance file: bytes and options in, connections and an outcome out.

A pure function of its arguments and PARSER_VERSION: no clock, no network, no
database. It never raises on any bytes, and never lets a file that it does not
understand pass for one without attendees.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from webinars.attendance.imports import (
    analytics,
    dashboard,
    layouts,
    sentences,
    strangers,
    teams,
    teams_2020,
    zoom_webinar,
)
from webinars.attendance.imports.decoding import Text, text_of
from webinars.attendance.imports.formats import Format
from webinars.attendance.imports.kinds import is_office_file
from webinars.attendance.imports.records import (
    Connection,
    DateOrder,
    Detection,
    Extract,
    Outcome,
    Reading,
    Registrant,
    Reported,
    Role,
    Section,
    Sentence,
    Skipped,
    Unreadable,
)
from webinars.attendance.imports.resolving import Options, resolve
from webinars.attendance.imports.tables import Cells, Table, table_of
from webinars.attendance.imports.workbooks import texts_of_workbook
from webinars.kernel.memory import collector_at_rest

__all__ = [
    "PARSER_VERSION",
    "Connection",
    "DateOrder",
    "Detection",
    "Outcome",
    "Reading",
    "Registrant",
    "Reported",
    "Role",
    "Section",
    "Sentence",
    "Skipped",
    "detect",
    "read",
]

PARSER_VERSION = "3"
"""Kept with each import. Raise it with every change after which a file could read differently."""

FORMATS = (
    zoom_webinar.FORMAT,
    teams.FORMAT,
    teams_2020.FORMAT,
    layouts.FORMAT,
    dashboard.FORMAT,
    strangers.FORMAT,
)
UNKNOWN = Detection("", "", 0.0, ())


def read(
    raw: bytes,
    *,
    file_name: str,
    zone: str | None,
    planned: tuple[datetime, datetime] | None,
    date_order: str | None = None,
    day_of: tuple[datetime, datetime] | None = None,
    taken_for: str = "",
) -> Reading:
    """Return the reading of the attendance file `raw`.

    Args:
        raw: the bytes as they were uploaded.
        file_name: shown in sentences; it decides nothing.
        zone: IANA name of the zone of the account that exported the file; None asks for it.
        planned: when the session was to be, two aware datetimes; None: not compared.
        date_order: a value of DateOrder, if the user was asked; values of the file that can be
            read one way only outweigh it.
        day_of: as `planned`, but only for a file that gives hours without a day.
        taken_for: key of the guess that somebody chose. None of the file's: the surest is read.

    Raises:
        ValueError: `date_order` is no order. Never because of `raw`.
    """
    options = Options(zone, planned, DateOrder(date_order) if date_order else None, day_of)
    found: Detection = UNKNOWN
    others: tuple[Detection, ...] = ()
    try:
        text = _text(raw)
        found, others, extract = _told(text, taken_for)
        with collector_at_rest():  # the records all stay
            reading = resolve(_with(extract(), text.left_out), options)
        reading = replace(reading, encoding=text.encoding, resaved=text.resaved)
    except Unreadable as refusal:
        reading = _refused(refusal, file_name)
    told = replace(reading, provider=found.provider, shape=found.shape, reasons=found.reasons)
    return replace(told, others=others)


def detect(raw: bytes) -> tuple[Detection, ...]:
    """Return what `raw` may be, the surest guess first; nothing if no headings are known."""
    try:
        text = _text(raw)
        if analytics.is_json(text.content):
            return (analytics.FOUND,)
        return tuple(found for _, found in _guesses(table_of(text, recognises=_recognises)))
    except Unreadable:
        return ()


def _text(raw: bytes) -> Text:
    """Return the text of a file: of a workbook the one sheet that holds a known report.

    Raises:
        Unreadable: there is none, or more than one sheet holds a report.
    """
    if not is_office_file(raw):
        return text_of(raw)
    texts = list(texts_of_workbook(raw))
    known = [text for text in texts if _is_report(text)]
    if len(known) > 1:
        values = {"count": len(known)}
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.SEVERAL_SHEETS, values))
    return (known or texts)[0]


def _is_report(text: Text) -> bool:
    try:
        table_of(text, recognises=_recognises)
    except Unreadable:
        return False
    return True


def _with(extract: Extract, left_out: Sequence[Skipped]) -> Extract:
    extract.skipped += left_out
    return extract


def _told(
    text: Text, taken_for: str
) -> tuple[Detection, tuple[Detection, ...], Callable[[], Extract]]:
    """Return what a text is taken for, what else it may be, and what takes its people out.

    Raises:
        Unreadable: nothing in it is known.
    """
    if analytics.is_json(text.content):
        return analytics.FOUND, (), partial(analytics.extract, text.content)
    table = table_of(text, recognises=_recognises)
    guesses = {found.key: (form, found) for form, found in reversed(_guesses(table))}
    if not guesses:
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.UNKNOWN_HEADER))
    ranked = [found for _, found in reversed(guesses.values())]
    form, found = guesses.get(taken_for) or guesses[ranked[0].key]
    others = tuple(one for one in ranked if one.key != found.key)
    return found, others, partial(form.extract, table, found)


def _recognises(rows: Sequence[Cells]) -> bool:
    return any(form.recognises(rows) for form in FORMATS)


def _guesses(table: Table) -> list[tuple[Format, Detection]]:
    rows = table.head()
    guesses = [(form, form.detect(rows)) for form in FORMATS if rows]
    found = [(form, detection) for form, detection in guesses if detection is not None]
    return sorted(found, key=lambda guess: -guess[1].confidence)


def _refused(refusal: Unreadable, file_name: str) -> Reading:
    values = {**refusal.sentence.values, "file": file_name[:100]}
    sentence = Sentence(refusal.sentence.message, values)
    return Reading(outcome=refusal.outcome, sentence=sentence, reported=refusal.reported)
