"""Microsoft Teams' attendance report: reference/attendance-files.md, section 5.

Three numbered parts: a summary, the participants, and each join and leave. Words are in the
language of whoever downloads, so parts are told by their numbers, and columns by place and type.
Only the third part has the times; reading the file as one table would count people twice.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from webinars.attendance.imports import sentences
from webinars.attendance.imports.dates import walls_of
from webinars.attendance.imports.durations import minutes_text, seconds_of
from webinars.attendance.imports.formats import Format
from webinars.attendance.imports.records import (
    Detection,
    Extract,
    Outcome,
    Reported,
    Section,
    Sentence,
    Skipped,
    Unreadable,
)
from webinars.attendance.imports.tables import NO_VALUE, Cells, Row, Table, refuse_swallowed
from webinars.kernel.text import normal_name

MARK = re.compile(r"([1-9])\.\s*\S.*")
SUMMARY, PARTICIPANTS, ACTIVITIES = 1, 2, 3
ORGANIZERS = ("organi", "организ", "منظم", "组织", "組織")
"""Beginnings of the word for the organizer, in the six languages and German and Polish."""

DECORATION = re.compile(
    r"\s*\((?:External|Unverified|Guest|Extern|Externe?r?|Gast|Externo|Externa|Externe|Invité|"
    r"Invitado|Sin comprobar|Non vérifié|Nicht überprüft|Zewnętrzny|Gość|Niezweryfikowany|Внешний|"
    r"Гость|Непроверенный|外部|来宾|未验证|خارجي|ضيف|لم يتم التحقق منه)\)\s*$",
    re.IGNORECASE,
)
COMPANY = re.compile(r"^\[[^\]]{1,100}\]\s*")


@dataclass
class _Person:
    """What the second part says of somebody."""

    name: str
    email: str
    upn: str


@dataclass
class _Parts:
    """The rows of each numbered part, without the marks; blank rows are gone."""

    rows: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def people(self) -> list[Row]:
        return [row for row in self.rows[PARTICIPANTS] if _is_stay(row[1])]

    def below_headings(self, part: int) -> list[Row]:
        return self.rows[part][1:]


def part_of(cells: Cells) -> int | None:
    """Return the number of the part that a row opens, as in `2. Participants`."""
    mark = MARK.fullmatch(cells[0])
    return int(mark[1]) if mark and not any(cells[1:]) else None


def plain_name(name: str) -> str:
    """Return a name without what Teams puts around it: `(External)`, `[Company]`."""
    bare, before = COMPANY.sub("", name), ""
    while before != bare:
        before, bare = bare, DECORATION.sub("", bare)
    return bare.strip() or name


def recognises(rows: Sequence[Cells]) -> bool:
    return {SUMMARY, PARTICIPANTS} <= set(map(part_of, rows)) and (
        any(map(_is_stay, rows)) or any(len(cells) > 4 for cells in rows)
    )


def detect(rows: Sequence[Row]) -> Detection | None:
    cells = [row for _, row in rows]
    if not recognises(cells):
        return None
    reasons = (Sentence(sentences.HAS_PARTS),)
    return Detection("teams", "attendance_report", 0.9, reasons)


def extract(table: Table, _found: Detection) -> Extract:
    """Return each join and leave of the third part, with the identity that the second part gives.

    Raises:
        Unreadable: the third part is missing, or empty although people are listed.
    """
    parts = _Parts()
    part = 0
    for chunk in table.chunks():
        refuse_swallowed(chunk, table.delimiter)
        for line, cells in zip(*chunk, strict=True):
            part = part_of(cells) or part
            if part_of(cells) is None:
                parts.rows[part].append((line, cells))
    _refuse_without_times(parts)
    extract = Extract(lists_registrants=False)
    _take_summary(extract, parts)
    _take_stays(extract, parts)
    return extract


def _is_stay(cells: Cells) -> bool:
    """Whether a row is a name, a join and a leave: by place and type."""
    return (
        len(cells) > 2
        and any(walls_of(cells[1]))
        and (any(walls_of(cells[2])) or cells[2] in NO_VALUE or not cells[2])
    )


def _refuse_without_times(parts: _Parts) -> None:
    if not parts.rows[ACTIVITIES]:
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.NO_ACTIVITIES))
    people = len(parts.below_headings(PARTICIPANTS))
    if people and not parts.below_headings(ACTIVITIES):
        values = {"people": people}
        message = sentences.PEOPLE_WITHOUT_ACTIVITIES
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(message, values))


def _take_summary(extract: Extract, parts: _Parts) -> None:
    """Keep the summary: title first, then by type the first count, date and length of time."""
    said = [(line, cells[1]) for line, cells in parts.rows[SUMMARY] if len(cells) > 1 and cells[1]]
    counts = [(line, int(text)) for line, text in said[1:] if text.isdecimal() and len(text) < 7]
    dates = [text for _, text in said if any(walls_of(text))]
    lengths = [text for _, text in said[1:] if not text.isdecimal() and seconds_of(text)]
    extract.started = dates[0] if dates else ""
    extract.other_dates = tuple(dates[1:])
    extract.totals = Reported(
        topic=said[0][1] if said else "",
        unique=counts[0][1] if counts else None,
        duration=int(minutes_text(lengths[0])) if lengths else None,
    )
    listed = len(parts.people())
    if counts and counts[0][1] != listed:
        values = {"said": counts[0][1], "listed": listed}
        extract.noted.append(Skipped(counts[0][0], Sentence(sentences.HIDDEN, values)))


def _take_stays(extract: Extract, parts: _Parts) -> None:
    by_email, by_name = _directory(parts)
    lines = extract.lines
    for line, cells in parts.below_headings(ACTIVITIES):
        name, joined, left, length, email, role = _columns(cells)
        if reason := _reason(name, email, joined):
            extract.skipped.append(Skipped(line, Sentence(reason)))
            continue
        known = by_email.get(email) if email else by_name.get(normal_name(plain_name(name)))
        lines.row.append(line)
        lines.section.append(_section(role))
        lines.name_raw.append(name)
        lines.name.append(plain_name(name))
        lines.email.append(email or (known.email if known else ""))
        lines.external_id.append(known.upn if known else "")
        lines.joined.append(joined)
        lines.left.append(left)
        lines.minutes.append(minutes_text(length))
    lines.registered += [""] * len(lines.row)
    lines.approval += [""] * len(lines.row)


def _columns(cells: Cells) -> tuple[str, str, str, str, str, str]:
    """Return name, join, leave, length, address and role of a row of the third part."""
    padded = ["" if cell in NO_VALUE else cell for cell in (*cells, *[""] * 6)]
    address = next((cell for cell in padded[4:] if "@" in cell), "")
    role = next((cell for cell in reversed(padded[4:]) if cell and "@" not in cell), "")
    return padded[0], padded[1], padded[2], padded[3], address.casefold(), role


def _reason(name: str, email: str, joined: str) -> str | None:
    if not (name or email):
        return sentences.NO_PERSON
    return None if joined else sentences.NO_JOIN_TIME


def _section(role: str) -> Section:
    return Section.HOST if role.casefold().startswith(ORGANIZERS) else Section.ATTENDEE


def _directory(parts: _Parts) -> tuple[dict[str, _Person], dict[str, _Person]]:
    """Return the people of the second part by address, and by a name that only one of them has."""
    by_email: dict[str, _Person] = {}
    by_name: dict[str, list[_Person]] = defaultdict(list)
    for person in _people(parts):
        by_email.setdefault(person.email, person)
        by_name[normal_name(plain_name(person.name))].append(person)
    return by_email, {name: own[0] for name, own in by_name.items() if len(own) == 1}


def _people(parts: _Parts) -> Iterator[_Person]:
    for _, cells in parts.below_headings(PARTICIPANTS):
        addresses = [cell.casefold() for cell in cells[4:] if "@" in cell]
        upn = addresses[-1] if addresses else ""
        known = next((one for one in addresses if "#ext#" not in one), "")
        yield _Person(cells[0], known, upn)


FORMAT = Format(recognises, detect, extract)
