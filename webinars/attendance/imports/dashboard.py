"""BigBlueButton's learning dashboard: reference/attendance-files.md, section 8.

Its headings are in the language of whoever downloads, unquoted, and may hold commas; its cells
are quoted without escaping the quotes within. So it has a reader of its own. Names only: everybody
goes to the matching queue.
"""

import re
from collections.abc import Iterator, Sequence

from webinars.attendance.imports import sentences
from webinars.attendance.imports.durations import minutes_text
from webinars.attendance.imports.formats import Format, by_row
from webinars.attendance.imports.records import (
    Detection,
    Extract,
    Outcome,
    Section,
    Sentence,
    Skipped,
    Unreadable,
)
from webinars.attendance.imports.tables import NO_VALUE, Cells, Row, Table, words_of

WIDTH = 12
MODERATOR, JOINED, LEFT, DURATION = 1, 9, 10, 11
WORDS = frozenset({"name", "moderator", "activity score", "talk time"})
ANONYMOUS = "anonymous"

_RECORD = re.compile(r'"[ \t]*(?:\r\n|\r|\n)(?=")')
_BREAK = re.compile(r"\r\n|\r|\n")


def _is_person(cells: Cells) -> bool:
    return (
        len(cells) >= WIDTH
        and cells[MODERATOR].upper() in {"TRUE", "FALSE"}
        and minutes_text(cells[DURATION]) != ""
    )


def _is_known(cells: Cells) -> bool:
    return words_of(cells) >= WORDS or _is_person(cells)


def detect(rows: Sequence[Row]) -> Detection | None:
    if not any(_is_known(cells) for _, cells in rows):
        return None
    return Detection(
        "bigbluebutton", "learning_dashboard", 0.8, (Sentence(sentences.HAS_DASHBOARD),)
    )


def extract(table: Table, _found: Detection) -> Extract:
    """Return the people of a dashboard.

    Raises:
        Unreadable: it has no row at all below its headings, or more than are read.
    """
    extract = Extract(lists_registrants=False)
    for line, cells in _records(table):
        _take(extract, line, cells)
    return extract


def _records(table: Table) -> Iterator[Row]:
    """Yield the rows below the headings; a cell may hold line breaks and quotes."""
    content = table.text.content
    head, line = _head_of(content)
    for record in _RECORD.split(content[head:]):
        if line > table.limits.lines:
            values = {"limit": table.limits.lines}
            raise Unreadable(Outcome.TOO_BIG, Sentence(sentences.TOO_MANY_LINES, values))
        if record.strip():
            yield line, _cells(record, table.delimiter)
        line += 1 + len(_BREAK.findall(record.strip("\r\n")))


def _head_of(content: str) -> tuple[int, int]:
    """Return where the headings end, and the number of the line after them."""
    end = _BREAK.search(content)
    while end and not content[end.end() :].lstrip("\r\n ").startswith('"'):
        further = _BREAK.search(content, end.end())
        if further is None:
            break
        end = further
    place = end.end() if end else len(content)
    return place, 1 + len(_BREAK.findall(content[:place]))


def _cells(record: str, delimiter: str) -> list[str]:
    bare = record.strip().removeprefix('"').removesuffix('"')
    return [cell.strip() for cell in bare.split(f'"{delimiter}"')]


def _take(extract: Extract, line: int, cells: list[str]) -> None:
    said = ["" if cell in NO_VALUE else cell for cell in (*cells, *[""] * WIDTH)]
    name, joined = said[0], said[JOINED]
    if reason := _reason(name, joined):
        extract.skipped.append(Skipped(line, Sentence(reason)))
        return
    lines = extract.lines
    is_moderator = said[MODERATOR].upper() == "TRUE"
    lines.row.append(line)
    lines.section.append(Section.HOST if is_moderator else Section.ATTENDEE)
    lines.name_raw.append(name)
    lines.name.append(name)
    lines.joined.append(joined)
    lines.left.append(said[LEFT])
    lines.minutes.append(minutes_text(said[DURATION]))
    for column in (lines.email, lines.external_id, lines.registered, lines.approval):
        column.append("")


def _reason(name: str, joined: str) -> str | None:
    if name.casefold() == ANONYMOUS and not joined:
        return sentences.ANONYMOUS
    if not name:
        return sentences.NO_PERSON
    return None if joined else sentences.NO_JOIN_TIME


FORMAT = Format(by_row(_is_known), detect, extract)
