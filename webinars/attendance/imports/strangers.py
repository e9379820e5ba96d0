"""Reports that are known by their headings but not read: each is refused with its own sentence.

A report that is taken for another one, or for one without attendees, would
change figures. Headings: reference/attendance-files.md, sections 3 and 4.
"""

from collections.abc import Sequence
from typing import NamedTuple

from webinars.attendance.imports import sentences
from webinars.attendance.imports.durations import minutes_text
from webinars.attendance.imports.formats import Format, by_row
from webinars.attendance.imports.records import (
    Detection,
    Extract,
    Outcome,
    Reported,
    Sentence,
    Unreadable,
)
from webinars.attendance.imports.tables import Cells, Row, Table, heading, words_of

TOTAL = "total duration (minutes)"
CONFIDENCE = 0.5
"""More than a report has that shows its title and totals, but no headings that are read."""


class Stranger(NamedTuple):
    provider: str
    shape: str
    words: frozenset[str]
    """All of these stand in one row of headings."""
    message: str


def _of(provider: str, shape: str, words: str, message: str) -> Stranger:
    return Stranger(provider, shape, frozenset(words.split(",")), message)


STRANGERS = (
    _of("zoom", "webinar_survey_report", "#,user id", sentences.ZOOM_SURVEY),
    _of("zoom", "participants_p5", "topic,host email,participants", sentences.ZOOM_USAGE),
    _of("zoom", "participants_p3", "guest,total duration (minutes)", sentences.ZOOM_UNIQUE),
    _of(
        "zoom",
        "webinar_registration_report",
        "first name,last name,email,registration time",
        sentences.ZOOM_REGISTRATION,
    ),
)
"""The first that fits counts, so those with rarer words stand first."""


def find(cells: Cells) -> Stranger | None:
    """Return the report of which `cells` are headings; “Attended” is in none that lacks it here."""
    words = words_of(cells)
    fitting = (one for one in STRANGERS if one.words <= words)
    return next(
        (one for one in fitting if "attended" in one.words or "attended" not in words), None
    )


def detect(rows: Sequence[Row]) -> Detection | None:
    found = next(filter(None, (find(cells) for _, cells in rows)), None)
    if found is None:
        return None
    seen = Sentence(sentences.HAS_WORDS, {"words": ", ".join(sorted(found.words))})
    return Detection(found.provider, found.shape, CONFIDENCE, (seen,))


def extract(table: Table, found: Detection) -> Extract:
    """Refuse a report that is recognised, but not read.

    Raises:
        Unreadable: always; with the totals of a report that has nothing else.
    """
    key = (found.provider, found.shape)
    message = next(s.message for s in STRANGERS if (s.provider, s.shape) == key)
    totals = _totals(table) if message == sentences.ZOOM_UNIQUE else Reported()
    raise Unreadable(Outcome.WRONG_SHAPE, Sentence(message), totals)


def _totals(table: Table) -> Reported:
    """Return how many people a list of totals names, and the sum of their minutes."""
    place, minutes = None, []
    for _, cells in table.rows():
        if place is None:
            words = [heading(cell) for cell in cells]
            place = words.index(TOTAL) if TOTAL in words else None
        elif place < len(cells):
            minutes.append(minutes_text(cells[place]))
    return Reported(unique=len(minutes), minutes=sum(int(said or 0) for said in minutes))


FORMAT = Format(by_row(lambda cells: find(cells) is not None), detect, extract)
