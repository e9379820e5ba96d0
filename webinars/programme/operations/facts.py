"""What the Secretariat says of a series, a webinar, a sitting: values without identity."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from webinars.kernel.languages import Language
from webinars.programme.models import (
    ActivityType,
    CostKind,
    CycleTheme,
    Openness,
    Part,
    TextState,
)


@dataclass(frozen=True, kw_only=True)
class SeriesFacts:
    slug: str = ""
    """Empty: made from the title."""
    starts_on: date
    ends_on: date
    evaluation_due_on: date | None = None
    zone: str = "Europe/Zurich"
    decision_text: str = ""
    """In its own words and language, never translated."""
    decision_language: Language | None = None
    decision_symbol: str = ""
    decision_url: str = ""
    further_documents: str = ""
    """One a line: a symbol, then its address."""
    threshold_minutes: int = 5


@dataclass(frozen=True, kw_only=True)
class SeriesWords:
    language: Language
    title: str
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class WebinarFacts:
    slug: str = ""
    """Empty: made from the title."""
    planned_month: date
    """Any day of it."""
    cycle_theme: CycleTheme | None = None
    activities: frozenset[ActivityType] = frozenset()
    openness: Openness = Openness.PUBLIC
    asks_approval: bool = False
    """Of registrations made from now on; those that stand keep theirs."""
    lead_state_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class WebinarWords:
    language: Language
    title: str
    abstract: str = ""
    questions: str = ""
    """For discussion, one a line."""
    state: TextState = TextState.READY
    owner: str = ""
    seen: datetime | None = None
    """`revised_at` of the text that its writer had before her. None: do not compare."""


@dataclass(frozen=True)
class Slot:
    """When: a wall time in an IANA zone, and for how many minutes."""

    wall: datetime
    zone: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class RoomFacts:
    link: str
    passcode: str = ""
    dial_in: str = ""
    """Telephone numbers and codes, one a line."""
    notes: str = ""
    provider: str = "manual"


@dataclass(frozen=True, kw_only=True)
class SittingFacts:
    """What is said of a sitting beside its time."""

    capacity: int | None = None
    """Connections that the room allows. None: no limit."""
    reserve: int = 0
    """Of these, kept for speakers, interpreters and staff."""
    venue: str = ""
    slot_reason: str = ""
    room: RoomFacts | None = None
    """Of a new sitting. None: its link comes later."""


@dataclass(frozen=True, kw_only=True)
class AppearanceFacts:
    part: Part
    name: str
    address: str = ""
    """To which she is invited. Empty: not known yet."""
    language: Language = Language.ENGLISH
    """In which we write, and in which function and biography stand here."""
    zone: str | None = None
    function: str = ""
    biography: str = ""


@dataclass(frozen=True)
class AppearanceWords:
    """What is said of somebody who appears, in one language."""

    language: Language
    function: str = ""
    biography: str = ""


@dataclass(frozen=True, kw_only=True)
class Cost:
    kind: CostKind
    label: str
    amount: Decimal
    """Swiss francs; below zero in a line that corrects another."""
