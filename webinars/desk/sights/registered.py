"""Who registered for a webinar: by language, category and group, and one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.desk.queries.registrations import PAGE, Counts
from webinars.desk.sights.texts import Said
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.models import Sitting
from webinars.programme.rules import text_in
from webinars.registrations.models import (
    Approval,
    ExtraAnswer,
    PlaceState,
    Registration,
    Source,
)
from webinars.registrations.rules import CATEGORIES, OF_STATES, stand_of, standing_place
from webinars.states.models import Group, Kind
from webinars.states.rules import GROUP_NAMES, Classification
from webinars.web.paging import Pages

APPROVALS: Mapping[Approval, str] = {
    Approval.PENDING: N_("awaiting approval"),
    Approval.APPROVED: N_("approved"),
    Approval.REJECTED: N_("rejected"),
}
SOURCES: Mapping[Source, str] = {
    Source.SELF: N_("registered by the person"),
    Source.FOCAL_POINT: N_("registered by the focal point"),
    Source.SECRETARIAT: N_("registered by the Secretariat"),
    Source.ENROLMENT: N_("registered for the whole series"),
}


@dataclass(frozen=True)
class Row:
    """How many persons, under a name."""

    name: str
    count: int


@dataclass(frozen=True)
class GroupRow:
    """A regional group: its persons, and how many of its members sent somebody."""

    name: str
    """An English id."""
    persons: int
    delegations: int
    members: int
    unverified: bool
    """Whether nobody who decides it has confirmed a membership counted here."""


@dataclass(frozen=True)
class Registered:
    total: int
    needs: int
    by_language: tuple[Row, ...]
    """By the language's code."""
    by_category: tuple[Row, ...]
    """By English ids."""
    by_group: tuple[GroupRow, ...]


@dataclass(frozen=True)
class Person:
    """A line of the list."""

    public_id: str
    stand: str
    """How it stands, as a key: a form gives it back."""
    title: Said
    """Of the webinar."""
    slug: str
    approval: str
    """An English id; empty where none is asked."""
    source: str
    """An English id."""
    late: bool
    """Registered after the start."""
    name: str
    address: str
    proven: bool
    comes_for: str
    """Name of the State or organisation, else an English id of the category."""
    language: Language
    place: PlaceState | None
    sitting: Sitting | None
    registered_at: datetime
    needs: str
    answers: tuple[str, ...] = ()
    """To further questions, each with its question."""


def registered(counts: Counts, classified: Mapping[str, Classification]) -> Registered:
    """Return the counts; `classified` as at the webinar's first instant."""
    languages = [Row(language, counts.by_language[language]) for language in Language]
    categories = [Row(name, counts.by_category[of]) for of, name in CATEGORIES.items()]
    return Registered(
        total=counts.total,
        needs=counts.needs,
        by_language=tuple(row for row in languages if row.count),
        by_category=tuple(row for row in categories if row.count),
        by_group=tuple(_group(group, counts, classified) for group in Group),
    )


def _group(group: Group, counts: Counts, classified: Mapping[str, Classification]) -> GroupRow:
    members = {one.code for one in classified.values() if one.group is group and one.member}
    sent = members & counts.by_state.keys()
    return GroupRow(
        name=GROUP_NAMES[group],
        persons=sum(counts.by_state[code] for code in sent),
        delegations=len(sent),
        members=len(members),
        unverified=any(Kind.GROUP in classified[code].unverified for code in members),
    )


def people(
    rows: Sequence[Registration],
    names: Mapping[str, str],
    answers: Mapping[int, Sequence[ExtraAnswer]],
    *,
    language: Language,
) -> tuple[Person, ...]:
    """Return the lines of the list; `names` of the States by code, `answers` by registration."""
    return tuple(_person(row, names, answers.get(row.id, ()), language) for row in rows)


def _person(
    row: Registration,
    names: Mapping[str, str],
    answers: Sequence[ExtraAnswer],
    language: Language,
) -> Person:
    place = standing_place(row)
    sitting = place.sitting if place else None
    text, tongue = text_in(row.webinar.texts, language)
    return Person(
        public_id=row.public_id,
        stand=stand_of(row),
        title=Said(text.title, tongue),
        slug=row.webinar.slug,
        approval=APPROVALS.get(row.approval, ""),
        source=SOURCES[row.source],
        late=sitting is not None and row.registered_at > sitting.starts_at,
        name=row.person.name,
        address=row.address.written if row.address else "",
        proven=row.address is not None and row.address.proven_at is not None,
        comes_for=_comes_for(row, names),
        language=row.language,
        place=place.state if place else None,
        sitting=sitting,
        registered_at=row.registered_at,
        needs=row.needs,
        answers=tuple(f"{one.asked}: {one.said}" for one in answers if one.said),
    )


def _comes_for(row: Registration, names: Mapping[str, str]) -> str:
    if row.category in OF_STATES and row.state_code:
        return names.get(row.state_code, row.state_code)
    return row.organisation or CATEGORIES[row.category]


def pages_of(total: int, page: int) -> Pages:
    return Pages(page, total, PAGE)
