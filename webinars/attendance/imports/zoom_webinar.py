"""Zoom's webinar attendee report: reference/attendance-files.md, section 2.

A title, a line of totals, then sections one after another, each with a marker
and headings of its own. Three generations are read by one reader, because
columns are found by their headings and never by their place.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import compress
from operator import not_

from webinars.attendance.imports import sentences
from webinars.attendance.imports.blocks import Block
from webinars.attendance.imports.formats import Format, by_row
from webinars.attendance.imports.records import (
    Detection,
    Extract,
    Lines,
    Outcome,
    Section,
    Sentence,
    Skipped,
    Unreadable,
)
from webinars.attendance.imports.tables import Cells, Chunk, Row, Table, heading, words_of
from webinars.attendance.imports.zoom_totals import note_totals

PROVIDER = "zoom"
SHAPE = "webinar_attendee_report"
TITLE = "attendee report"
MARKERS = {
    "host details": Section.HOST,
    "panelist details": Section.PANELIST,
    "attendee details": Section.ATTENDEE,
    "other attended": Section.OTHER,
}
DASHES = frozenset({"-", "--"})
"""What says nothing in a part of a name; NA and Nan are names."""

SWALLOWED = re.compile(r"[\r\n](Yes|No)[,;\t]")
"""Within a cell: the beginning of another person's row, after a quotation mark that is missing."""

ANSWERS = frozenset({"Yes", "No"})
TIMES = {"join time", "leave time"}
TOTALS = {
    "# registered",
    "# registrants",
    "# cancelled",
    "unique viewers",
    "total users",
    "max concurrent views",
}


def is_attended_heading(cells: Cells) -> bool:
    words = words_of(cells)
    return words >= TIMES | {"attended"} and "interest rating" not in words


def is_totals_heading(cells: Cells) -> bool:
    words = words_of(cells)
    return len(words & TOTALS) >= 2 and not words & {"host email", "participants"}


def recognises(cells: Cells) -> bool:
    return is_attended_heading(cells) or is_totals_heading(cells)


def marker_of(cells: Cells) -> Section | None:
    """Return the section that a row opens: a marker, and nothing else in the row."""
    section = MARKERS.get(cells[0].casefold())
    return None if section is None or any(cells[1:]) else section


def detect(rows: Sequence[Row]) -> Detection | None:
    """Return how sure it is that these first rows are of this report.

    Headings with “Attended” weigh more than all else: title, totals and markers
    stand in the registration report too.
    """
    cells = [row for _, row in rows]
    signs = (
        (0.6, any(map(is_attended_heading, cells)), sentences.HAS_ATTENDED),
        (0.15, Section.ATTENDEE in map(marker_of, cells), sentences.HAS_MARKERS),
        (0.15, any(map(is_totals_heading, cells)), sentences.HAS_TOTALS),
        (0.1, heading(cells[0][0]) == TITLE, sentences.HAS_TITLE),
    )
    confidence = sum(weight for weight, seen, _ in signs if seen)
    if confidence < 0.15:
        return None
    reasons = tuple(Sentence(message) for _, seen, message in signs if seen)
    return Detection(PROVIDER, SHAPE, round(confidence, 2), reasons)


def extract(table: Table, _found: Detection) -> Extract:
    """Return the rows of people and the totals of a report.

    Raises:
        Unreadable: the table of attendees is missing, or the file is broken.
    """
    report = _Report()
    for chunk in table.chunks():
        report.take(chunk)
    if not report.has_attendee_table:
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.NO_ATTENDEE_TABLE))
    return report.extract


class _Report:
    """The report so far, taken row by row."""

    def __init__(self) -> None:
        self.extract = Extract()
        self.has_attendee_table = False
        self._section: Section | None = None
        self._block: Block | None = None
        self._totals: list[str] | None = None

    def take(self, chunk: Chunk) -> None:
        """Take some rows. Those that begin with Yes or No are people and need no other look."""
        _refuse_swallowed(chunk)
        done = 0
        for place, cells in enumerate(chunk.rows):
            if self._block is None or cells[0] not in ANSWERS:
                self._add_people(chunk, done, place)
                self._take_row(chunk.lines[place], cells)
                done = place + 1
        self._add_people(chunk, done, len(chunk.rows))
        self._take_block()

    def _add_people(self, chunk: Chunk, start: int, end: int) -> None:
        if self._block is not None and start < end:
            self._block.add(chunk.lines[start:end], chunk.rows[start:end])

    def _take_row(self, line: int, cells: list[str]) -> None:
        if (section := marker_of(cells)) is not None:
            self._take_block()
            self._section, self._block = section, None
        elif self._block is not None:
            self._block.add([line], [cells])
        elif self._section is not None:
            self._begin_block(line, cells, self._section)
        else:
            self._take_preamble(line, cells)

    def _take_block(self) -> None:
        if self._block is not None:
            self._block.turn()
            _take_people(self.extract, self._block)
            self._block.clear()

    def _begin_block(self, line: int, cells: list[str], section: Section) -> None:
        is_attendees = section is Section.ATTENDEE
        if is_attended_heading(cells) or (not is_attendees and words_of(cells) >= TIMES):
            self._block = Block(section, cells)
            self.has_attendee_table |= is_attendees
        else:
            self._skip(line)

    def _take_preamble(self, line: int, cells: list[str]) -> None:
        if self._totals is not None:
            note_totals(self.extract, self._totals, cells)
            self._totals = None
        elif is_totals_heading(cells):
            self._totals = cells
        elif is_attended_heading(cells) and "registration time" in words_of(cells):
            self._begin_block(line, cells, Section.ATTENDEE)  # the first lines were cut away
        elif heading(cells[0]).startswith("report generated"):
            self.extract.other_dates += tuple(cells[1:2])
        elif cells[0] in ANSWERS:
            self._skip(line)

    def _skip(self, line: int) -> None:
        self.extract.skipped.append(Skipped(line, Sentence(sentences.NO_HEADING_ABOVE)))


def _refuse_swallowed(chunk: Chunk) -> None:
    """Do nothing if each person has a row of her own.

    Two stray quotation marks make one cell of all that stands between them,
    and the CSV library sees nothing wrong.

    Raises:
        Unreadable: a cell holds other people's rows.
    """
    if isinstance(chunk.lines, range):
        return  # no cell has a second line
    for line, cells in zip(*chunk, strict=True):
        if any(map(SWALLOWED.search, cells)):
            raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.BAD_QUOTE, {"row": line}))


def _take_people(extract: Extract, block: Block) -> None:
    """Add the people of `block` to `extract`, or the reasons why a row names none."""
    people = _people_of(block)
    attended = list(map(str.casefold, block.column("attended")))
    if not (all(people.name) and all(people.joined)):
        people, attended = _without_skipped(extract, block.section, people, attended)
    extract.lines.extend(people)
    if "no" in attended:
        pairs = zip(attended, people.joined, strict=True)
        came = compress(people.row, [said == "no" and joined != "" for said, joined in pairs])
        _note(extract, came, sentences.CAME_ALTHOUGH_NO)
    _note(extract, block.too_long(), sentences.MORE_CELLS)


def _without_skipped(
    extract: Extract, section: Section, people: Lines, attended: list[str]
) -> tuple[Lines, list[str]]:
    """Return the rows that count, after noting why the others do not."""
    who = (name or email for name, email in zip(people.name, people.email, strict=True))
    facts = zip(who, people.joined, people.left, attended, strict=True)
    reasons = [_reason_to_skip(section, *fact) for fact in facts]
    why = {reason: Sentence(reason) for reason in reasons if reason}
    rows = zip(people.row, reasons, strict=True)
    extract.skipped += [Skipped(line, why[reason]) for line, reason in rows if reason]
    counts = list(map(not_, reasons))
    return people.only(counts), list(compress(attended, counts))


def _note(extract: Extract, lines: Iterable[int], message: str) -> None:
    why = Sentence(message)
    extract.noted.extend(Skipped(line, why) for line in lines)


def _people_of(block: Block) -> Lines:
    names = _names_of(block)
    emails = map(str.casefold, block.column("email", "email address"))
    return Lines(
        row=block.lines,
        section=[block.section] * len(names),
        name_raw=names,
        name=list(map(original_of, names)),
        email=[email.rstrip(".") if "@" in email else "" for email in emails],
        external_id=block.said("userid", "user id"),
        registered=block.said("registration time"),
        approval=block.said("approval status"),
        joined=block.said("join time"),
        left=block.said("leave time"),
        minutes=block.column("time in session (minutes)"),
    )


def _names_of(block: Block) -> list[str]:
    """Return the names as the file writes them: the shown ones, else first and last."""
    shown = block.said("user name (original name)", "user name")
    if all(shown):
        return shown
    first = block.said("first name", nothing=DASHES)
    last = block.said("last name", nothing=DASHES)
    full = (" ".join(filter(None, both)) for both in zip(first, last, strict=True))
    return [name or other for name, other in zip(shown, full, strict=True)]


def original_of(name: str) -> str:
    """Return the name that stands in the last parentheses of `Shown (Original)`, else `name`.

    A bare figure there only counts devices: it is no name. Nor is what follows without a space.
    """
    if not name.endswith(")"):
        return name
    depth = 0
    for place in range(len(name) - 1, -1, -1):
        depth += (name[place] == ")") - (name[place] == "(")
        if depth == 0:
            inner = name[place + 1 : -1].strip()
            is_name = inner and not inner.isdecimal() and name[:place].endswith(" ")
            return inner if is_name else name
    return name


def _reason_to_skip(
    section: Section, person: str, joined: str, left: str, attended: str
) -> str | None:
    """Return why a row cannot count, or None. `attended` is the cell in lower case."""
    if not person:
        return sentences.NO_PERSON
    if joined:
        return None
    if section is Section.HOST or section is Section.PANELIST:
        return None  # nobody counts them, but their addresses must be known
    if left or attended == "yes" or section is Section.OTHER:
        return sentences.NO_JOIN_TIME
    return None if attended == "no" else sentences.NEITHER_YES_NOR_NO


FORMAT = Format(by_row(recognises), detect, extract)
