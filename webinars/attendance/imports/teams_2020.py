"""Teams' older attendance list: one row for each join and each leave.

Names only, so that everybody goes to the matching queue. The last leave may be missing. A
damaged variant has whole rows in quotes, with an unquoted comma in the date: such cells are
taken apart here. Source: reference/attendance-files.md, section 5.
"""

from collections.abc import Sequence

from webinars.attendance.imports import sentences
from webinars.attendance.imports.formats import Format, by_row
from webinars.attendance.imports.records import Detection, Extract, Section, Sentence, Skipped
from webinars.attendance.imports.tables import Cells, Row, Table, words_of
from webinars.attendance.imports.teams import plain_name
from webinars.kernel.text import normal_name

HEADINGS = frozenset({"full name", "user action", "timestamp"})
JOINED = frozenset({"joined", "joined before"})
LEFT = "left"


def _is_heading(cells: Cells) -> bool:
    return words_of(_apart(cells)) >= HEADINGS


def detect(rows: Sequence[Row]) -> Detection | None:
    if not any(_is_heading(cells) for _, cells in rows):
        return None
    values = {"words": ", ".join(sorted(HEADINGS))}
    return Detection(
        "teams", "attendance_report_2020", 0.8, (Sentence(sentences.HAS_WORDS, values),)
    )


def extract(table: Table, _found: Detection) -> Extract:
    report = _Report()
    for line, cells in table.rows():
        report.take(line, _apart(cells))
    report.finish()
    return report.extract


def _apart(cells: Cells) -> list[str]:
    """Return name, action and moment, also of a row that stands in one cell."""
    filled = [cell for cell in cells if cell]
    if any("\t" in cell for cell in filled):
        filled = [piece.strip() for piece in ", ".join(filled).split("\t")]
    elif len(filled) == 1:
        filled = [piece.strip() for piece in filled[0].split(",")]
    if len(filled) <= 3:
        return filled
    place = next((n for n, cell in enumerate(filled) if _action(cell)), 1)
    name = ", ".join(filled[:place])
    return [name, filled[place], ", ".join(filled[place + 1 :])]


def _action(cell: str) -> bool:
    return cell.casefold() in {*JOINED, LEFT}


class _Report:
    """Joins that wait for their leave, by name."""

    def __init__(self) -> None:
        self.extract = Extract(lists_registrants=False)
        self._below = False
        self._open: dict[str, list[int]] = {}

    def take(self, line: int, cells: list[str]) -> None:
        if words_of(cells) >= HEADINGS:
            self._below, self._open = True, {}  # a further meeting begins
        elif self._below and len(cells) == 3:
            self._take_action(line, *cells)
        elif self._below:
            self._skip(line, sentences.NO_JOIN_TIME)

    def finish(self) -> None:
        lines = self.extract.lines
        nothing = [""] * len(lines.row)
        for column in (
            lines.email,
            lines.external_id,
            lines.registered,
            lines.approval,
            lines.minutes,
        ):
            column.extend(nothing)

    def _take_action(self, line: int, name: str, action: str, moment: str) -> None:
        waiting = self._open.setdefault(normal_name(name), [])
        lines = self.extract.lines
        if action.casefold() in JOINED:
            waiting.append(len(lines.row))
            lines.row.append(line)
            lines.section.append(Section.ATTENDEE)
            lines.name_raw.append(name)
            lines.name.append(plain_name(name))
            lines.joined.append(moment)
            lines.left.append("")
        elif action.casefold() == LEFT and waiting:
            lines.left[waiting.pop()] = moment
        else:
            self._skip(line, sentences.NO_JOIN_BEFORE_LEAVE)

    def _skip(self, line: int, message: str) -> None:
        self.extract.skipped.append(Skipped(line, Sentence(message)))


FORMAT = Format(by_row(_is_heading), detect, extract)
