"""Terms as the Secretariat sees them: who, for whom, how long, and whether they run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from webinars.kernel.text import N_
from webinars.people.models import Coordinator, FocalPoint
from webinars.states.models import Group
from webinars.states.rules import GROUP_NAMES

SOON = timedelta(days=30)

RUNS, ENDS_SOON, NOT_YET, OVER = N_("runs"), N_("ends soon"), N_("not begun yet"), N_("ended")


@dataclass(frozen=True)
class TermSight:
    public_id: str
    where: str
    """Name of the State in the reader's language, or of the group as an English id."""
    name: str
    starts_on: date
    ends_on: date | None
    source: str
    successor: str
    status: str
    """An English id."""
    focal: bool

    @property
    def is_over(self) -> bool:
        return self.status == OVER


def term_sights(
    terms: Iterable[FocalPoint] | Iterable[Coordinator], states: Mapping[str, str], today: date
) -> list[TermSight]:
    """Return them with those that run or will run first."""
    found = [term_sight(term, states, today) for term in terms]
    return sorted(found, key=lambda one: one.is_over)


def term_sight(term: FocalPoint | Coordinator, states: Mapping[str, str], today: date) -> TermSight:
    focal = isinstance(term, FocalPoint)
    successor = term.successor if isinstance(term, FocalPoint) else None
    return TermSight(
        public_id=term.public_id,
        where=states.get(term.state_code, term.state_code)
        if isinstance(term, FocalPoint)
        else GROUP_NAMES[Group(term.group)],
        name=term.person.name,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        source=term.source,
        successor=successor.name if successor else "",
        status=_status(term, today),
        focal=focal,
    )


def _status(term: FocalPoint | Coordinator, today: date) -> str:
    if term.ended_at is not None or (term.ends_on is not None and term.ends_on < today):
        return OVER
    if term.starts_on > today:
        return NOT_YET
    return ENDS_SOON if term.ends_on is not None and term.ends_on <= today + SOON else RUNS
