"""What a reading of an attendance file is made of."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import compress
from typing import Any, NamedTuple


class Outcome(enum.StrEnum):
    """How a reading ended. Only OK changes figures unasked; EMPTY_BUT_VALID once confirmed."""

    OK = "ok"
    EMPTY_BUT_VALID = "empty-but-valid"
    WRONG_SHAPE = "wrong-shape"
    WRONG_DELIMITER = "wrong-delimiter"
    AMBIGUOUS_DATE = "ambiguous-date"
    WRONG_SESSION = "wrong-session"
    ENCRYPTED = "encrypted"
    TOO_BIG = "too-big"


class Role(enum.StrEnum):
    HOST = "host"
    PANELIST = "panelist"
    ATTENDEE = "attendee"


class Section(enum.StrEnum):
    """The part of a report in which a row stands."""

    HOST = "host"
    PANELIST = "panelist"
    ATTENDEE = "attendee"
    OTHER = "other"
    """Came without registering, often by telephone: a name at most."""


class DateOrder(enum.StrEnum):
    """How a file writes dates of which the order is not plain, such as 03/04/2026."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message for a reader, translated only when it is shown: a msgid and its values.

    Values are texts and whole numbers, so that a sentence can be kept as JSON.
    """

    message: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


class Unreadable(Exception):
    """A file, or what is left of it, cannot become a table. Caught where a reading begins."""

    def __init__(
        self, outcome: Outcome, sentence: Sentence, reported: "Reported | None" = None
    ) -> None:
        self.outcome = outcome
        self.sentence = sentence
        self.reported = reported or Reported()
        """The totals of a report that has nothing else."""
        super().__init__(str(outcome))


class Connection(NamedTuple):
    """One join-leave interval of one device, as the file reports it.

    A tuple, as is Registrant: to make fifty thousand frozen dataclasses takes several times longer.
    """

    row: int
    """Line of the file from 1 on which the row begins; a cell may hold further lines."""
    section: Section
    role: Role
    name_raw: str
    name_normal: str
    email: str
    """In lower case; empty if the file has none."""
    external_id: str
    """What the room calls the person; empty if the file has none."""
    joined_at: datetime
    left_at: datetime | None
    """None: the file gives no leave."""
    reported_minutes: int | None
    """As the file says, rounded up by the provider. Never added up to a person's time."""
    name: str = ""
    """The name that counts: the original one, without decorations, NFC, spaces collapsed."""


class Registrant(NamedTuple):
    """A registered person of the file. One who never came has no connection."""

    row: int
    """Of the first row about the person, which alone carries the two texts below."""
    name_raw: str
    name_normal: str
    email: str
    external_id: str
    registered: str
    """Registration time in the file's own words."""
    approval: str
    attended: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is left out, or one that is read but needs a look."""

    row: int
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Reported:
    """The provider's own totals, to be shown beside ours. None: the file does not say."""

    unique: int | None = None
    """Viewers counted once."""
    registered: int | None = None
    cancelled: int | None = None
    users: int | None = None
    """Everybody, hosts and panelists too."""
    peak: int | None = None
    """Connections, not persons; some files say 0."""
    duration: int | None = None
    """Minutes from actual start to actual end."""
    minutes: int | None = None
    """Sum of the minutes of the attendees' rows: overlaps count twice."""
    topic: str = ""
    room_id: str = ""
    started_at: datetime | None = None
    """None if the file says none, or it cannot be understood."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A guess at what a file is. `confidence` is from 0 to 1 and only ranks guesses."""

    provider: str
    shape: str
    confidence: float
    reasons: tuple[Sentence, ...]

    @property
    def key(self) -> str:
        """Name the report by which a person may choose it."""
        return f"{self.provider}/{self.shape}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that reading a file gave. Connections are those of participants; hosts stand apart."""

    outcome: Outcome
    sentence: Sentence
    """What is so, and what its reader can do about it."""
    provider: str = ""
    shape: str = ""
    reasons: tuple[Sentence, ...] = ()
    others: tuple[Detection, ...] = ()
    """What else the file may be, the surest guess first: a person may choose one of them."""
    connections: tuple[Connection, ...] = ()
    registrants: tuple[Registrant, ...] = ()
    hosts: tuple[Connection, ...] = ()
    """Connections of hosts and panelists, also those they made as attendees."""
    reported: Reported = Reported()
    skipped: tuple[Skipped, ...] = ()
    noted: tuple[Skipped, ...] = ()
    """Rows that were read, but deserve a look."""
    date_order: DateOrder | None = None
    """None: every date of the file says its own order."""
    needs_zone: bool = False
    needs_date_order: bool = False
    encoding: str = ""
    resaved: bool = False
    """The encoding is a spreadsheet's and was guessed: let a person look at the names."""


@dataclass(slots=True)
class Lines:
    """Rows of people in the file's own words, as columns of one length, in the order of the file.

    Columns, because a row is then no object of its own: fifty thousand rows are
    read several times faster. Cells that say nothing are empty.
    """

    row: list[int] = field(default_factory=list)
    section: list[Section] = field(default_factory=list)
    name_raw: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    """The name that counts, where the file gives a shown and an original one."""
    email: list[str] = field(default_factory=list)
    external_id: list[str] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)
    approval: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    """Empty for a person who did not come."""
    left: list[str] = field(default_factory=list)
    minutes: list[str] = field(default_factory=list)

    def columns(self) -> tuple[list[Any], ...]:
        return tuple(getattr(self, column.name) for column in fields(self))

    def extend(self, more: "Lines") -> None:
        for column, further in zip(self.columns(), more.columns(), strict=True):
            column.extend(further)

    def only(self, wanted: Sequence[bool]) -> "Lines":
        """Return the rows for which `wanted` is true."""
        if all(wanted):
            return self
        return Lines(*(list(compress(column, wanted)) for column in self.columns()))


@dataclass(slots=True)
class Extract:
    """What a provider's reader took out of a table, before texts become instants."""

    lines: Lines = field(default_factory=Lines)
    totals: Reported = Reported()
    started: str = ""
    """Actual start in the file's own words."""
    other_dates: tuple[str, ...] = ()
    """Further dates of the file: evidence of the order in which it writes them."""
    lists_registrants: bool = True
    """False: its rows say who came, and nothing of who registered."""
    hours_only: bool = False
    """Joins and leaves have no day: the file's own or else the planned one is theirs."""
    day: str = ""
    """The file's own day in its words, where joins and leaves have none."""
    upper_bound: bool = False
    """Only the first join and the last leave of each person are given."""
    skipped: list[Skipped] = field(default_factory=list)
    noted: list[Skipped] = field(default_factory=list)
