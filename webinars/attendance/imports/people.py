"""The people of an extract: staff apart, names compared, texts made instants.

Everything is done by column: fifty thousand rows must not take much longer than
reading them takes (the budget of an import).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import compress
from operator import add, lt, not_
from typing import Any, TypeVar, cast

from webinars.attendance.imports import sentences
from webinars.attendance.imports.dates import HOUR, Instants, Window
from webinars.attendance.imports.hours import past_midnight
from webinars.attendance.imports.records import (
    Connection,
    Extract,
    Lines,
    Registrant,
    Role,
    Section,
    Sentence,
    Skipped,
)
from webinars.kernel.text import clean_line, normal_name

STAFF = {Section.HOST: Role.HOST, Section.PANELIST: Role.PANELIST}
LEFT_BEFORE_JOINED = Sentence(sentences.LEFT_BEFORE_JOINED)
KEPT = 300
"""Characters of a name or address that are kept: a longer one is none."""

Times = Sequence[datetime | Sentence | None]

Record = TypeVar("Record", Connection, Registrant)


class Names(dict[str, str]):
    """The normal form of each name, worked out once."""

    def __missing__(self, name: str) -> str:
        self[name] = normal_name(name)
        return self[name]


class CleanNames(dict[str, str]):
    """Each name as one line, composed, with its capitals."""

    def __missing__(self, name: str) -> str:
        self[name] = clean_line(name)
        return self[name]


class Minutes(dict[str, int | None]):
    """The number that each text of minutes is, or None."""

    def __missing__(self, text: str) -> int | None:
        self[text] = int(text) if text.isdecimal() and len(text) < 7 else None
        return self[text]


class People:
    """The rows of an extract as people: staff apart, names compared, times made instants."""

    def __init__(self, extract: Extract) -> None:
        self.extract = extract
        self.skipped = list(extract.skipped)
        self.noted = list(extract.noted)
        self.connections: list[Connection] = []
        self.hosts: list[Connection] = []
        self.started_at: datetime | None = None
        self._names = Names()
        self._lines, self._normal = self._short_lines()
        self._staff_places = self._find_staff_places()
        self._staff = self._find_staff()

    def session_texts(self) -> set[str]:
        return {*self._lines.joined, *self._lines.left, self.extract.started} - {""}

    def has_hours_only(self) -> bool:
        return self.extract.hours_only and any(map(HOUR.fullmatch, self._lines.joined))

    def give_day(self, day: str) -> None:
        """Write `day` before joins and leaves that are hours only."""
        lines = self._lines
        for column in (lines.joined, lines.left):
            column[:] = [f"{day} {text}" if HOUR.fullmatch(text) else text for text in column]
        if HOUR.fullmatch(self.extract.started):
            self.extract.started = f"{day} {self.extract.started}"

    def other_texts(self) -> Iterable[str]:
        """Return the dates that are no times of the session, one of each day."""
        one_a_day = {text[:10]: text for text in self._lines.registered}
        return filter(None, (*one_a_day.values(), *self.extract.other_dates))

    def registrants(self) -> tuple[Registrant, ...]:
        """Return each registered person once, as the first row about her says."""
        if not self.extract.lists_registrants:
            return ()
        lines = self._lines
        keys = list(zip(lines.email, self._normal, strict=True))
        found = self._registrations()
        last_to_first = found[::-1]
        first = dict(zip(map(keys.__getitem__, last_to_first), last_to_first, strict=True))
        places = sorted(first.values())
        columns = (
            lines.row,
            lines.name_raw,
            self._normal,
            lines.email,
            lines.external_id,
            lines.registered,
            lines.approval,
        )
        kept = (map(column.__getitem__, places) for column in columns)
        return tuple(_made(Registrant, *kept, self._attended(keys, places)))

    def _attended(self, keys: Sequence[tuple[str, str]], places: Sequence[int]) -> Iterable[bool]:
        """Return whether whoever stands on each of the lines came, on that line or another."""
        joined = self._lines.joined
        if "" not in joined:
            return [True] * len(places)
        came = set(compress(keys, joined))
        return [keys[place] in came for place in places]

    def _registrations(self) -> list[int]:
        """Return which lines are of registrations, in the order of the file.

        A row without registration time and approval is a rejoin, perhaps under
        another shown name: it makes no second person of a known address.
        """
        lines, staff = self._lines, self._staff
        told = list(map(add, lines.registered, lines.approval))
        if all(told) and not self._staff_places and Section.OTHER not in lines.section:
            return list(range(len(told)))
        known = set(compress(lines.email, told))
        rows = enumerate(zip(lines.section, lines.email, told, strict=True))
        return [
            place
            for place, (section, email, said) in rows
            if section is Section.ATTENDEE and (said or email not in known) and email not in staff
        ]

    def place(self, instants: Instants, *, around: Window | None = None) -> None:
        """Give every row that has times its instants, or skip it with the reason.

        `around`: when the session was to be, for hours whose day was taken from there.
        """
        lines = self._lines
        joined = list(map(instants.__getitem__, lines.joined))
        left = list(map(instants.__getitem__, lines.left))
        if self.extract.hours_only:
            joined, left = past_midnight(joined, left, around=around)
        columns: list[Sequence[Any]] = [
            lines.row,
            lines.section,
            self._roles(),
            lines.name_raw,
            self._normal,
            lines.email,
            lines.external_id,
            joined,
            left,
            list(map(Minutes().__getitem__, lines.minutes)),
            list(map(CleanNames().__getitem__, lines.name)),
        ]
        if not _all_plain(joined, left):
            columns = self._without_trouble(columns, joined, left)
        self._keep(_made(Connection, *columns))
        started = instants[self.extract.started]
        self.started_at = started if isinstance(started, datetime) else None

    def _without_trouble(
        self, columns: Sequence[Sequence[Any]], joined: Times, left: Times
    ) -> list[Sequence[Any]]:
        """Return the columns of the rows whose times count; skip the others with the reason."""
        troubles = list(map(_trouble, joined, left))
        rows = zip(self._lines.row, troubles, strict=True)
        self.skipped += [Skipped(row, trouble) for row, trouble in rows if trouble is not None]
        there = [at is not None and not bad for at, bad in zip(joined, troubles, strict=True)]
        return [list(compress(column, there)) for column in columns]

    def _keep(self, connections: list[Connection]) -> None:
        self.connections = connections
        if self._staff_places:
            self.connections = [one for one in connections if one.role is Role.ATTENDEE]
            self.hosts = [one for one in connections if one.role is not Role.ATTENDEE]
        no_leave = Sentence(sentences.NO_LEAVE_TIME)
        self.noted += [Skipped(one.row, no_leave) for one in connections if one.left_at is None]
        also = (one for one in self.hosts if one.section not in STAFF)
        self.noted += [Skipped(one.row, self._staff_note(one)) for one in also]

    def _find_staff_places(self) -> list[int]:
        sections = self._lines.section
        if Section.HOST not in sections and Section.PANELIST not in sections:
            return []
        return [place for place, section in enumerate(sections) if section in STAFF]

    def _find_staff(self) -> dict[str, tuple[Role, str]]:
        """Return role and name of each host and panelist who has an address, by address."""
        lines = self._lines
        return {
            lines.email[place]: (STAFF[lines.section[place]], lines.name[place])
            for place in self._staff_places
            if lines.email[place]
        }

    def _roles(self) -> list[Role]:
        """Return the role of each line: staff keep theirs where they stand among attendees."""
        lines = self._lines
        if not self._staff_places:
            return [Role.ATTENDEE] * len(lines.row)
        by_address = {email: role for email, (role, _) in self._staff.items()}
        roles = [by_address.get(email, Role.ATTENDEE) for email in lines.email]
        for place in self._staff_places:
            roles[place] = STAFF[lines.section[place]]
        return roles

    def _staff_note(self, connection: Connection) -> Sentence:
        _, name = self._staff[connection.email]
        same = self._names[name] == connection.name_normal
        return Sentence(sentences.STAFF if same else sentences.STAFF_BY_ANOTHER_NAME)

    def _short_lines(self) -> tuple[Lines, list[str]]:
        """Return the lines that can be kept, and their normalised names; skip the others.

        A line cannot be kept if its name or address is too long to be one.
        """
        lines = self.extract.lines
        normal = list(map(self._names.__getitem__, lines.name))
        columns = (lines.name_raw, normal, lines.email, lines.external_id)
        if all(max(map(len, column), default=0) <= KEPT for column in columns):
            return lines, normal
        short = [max(map(len, texts)) <= KEPT for texts in zip(*columns, strict=True)]
        too_long = Sentence(sentences.TOO_LONG)
        gone = compress(lines.row, map(not_, short))
        self.skipped += [Skipped(row, too_long) for row in gone]
        return lines.only(short), list(compress(normal, short))


def _all_plain(joined: Times, left: Times) -> bool:
    """Whether each row has both times, the second not before the first: most files are so."""
    if {*map(type, joined), *map(type, left)} != {datetime}:
        return False
    return not any(map(lt, cast("Sequence[datetime]", left), cast("Sequence[datetime]", joined)))


def _trouble(
    joined: datetime | Sentence | None, left: datetime | Sentence | None
) -> Sentence | None:
    """Return why a row's times cannot count, or None."""
    if isinstance(joined, Sentence):
        return joined
    if isinstance(left, Sentence):
        return left
    if left is not None and joined is not None and left < joined:
        return LEFT_BEFORE_JOINED
    return None


def _made(kind: type[Record], *columns: Iterable[Any]) -> list[Record]:
    """Return records of `kind` from columns in the order of its fields.

    As `map(kind, *columns)`, but without a call of Python for each record.
    """
    return list(map(partial(tuple.__new__, kind), zip(*columns, strict=True)))
