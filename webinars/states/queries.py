"""Asking about states: on which day, and as known when.

`known_at` None means: with everything that has been recorded. Each function
takes a constant number of queries, however many states or corrections there are.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_
from webinars.states.models import Group, Kind, State, StateFact
from webinars.states.rules import (
    CLASSIFYING,
    GROUPS,
    Classification,
    Fact,
    classify,
    folded,
    in_force,
    place_of,
    sort_key,
)

LONGEST_SEARCH = 100
"""Characters; what is written beyond them cannot be part of a name."""


class UnknownState(NotFound):
    message = N_("There is no State with the code “%(code)s”.")


@dataclass(frozen=True)
class Found:
    """A state that a search found."""

    code: str
    name: str
    """In the reader's language."""
    matched: str
    """The name or code that was found, in whichever language."""


@dataclass(frozen=True)
class Named:
    """A state with its name in the reader's language."""

    name: str
    state: Classification


@dataclass(frozen=True)
class Capital:
    """What the planner asks of a state: its name, and the zone of its capital."""

    name: str
    zone: str


@dataclass(frozen=True)
class Listing:
    """The members by group, then those that have none, then states that are no members."""

    groups: dict[Group, list[Named]]
    without_group: list[Named]
    others: list[Named]

    @property
    def members(self) -> int:
        return sum(map(len, self.groups.values())) + len(self.without_group)


def get_state(db: Db, *, code: str) -> State:
    """Return the state with the alpha-2 `code`, in either case.

    Raises:
        UnknownState: there is none.
    """
    state = db.scalars(select(State).where(State.code == code.upper())).one_or_none()
    if state is None:
        raise UnknownState(code=code[:20])
    return state


def list_states(db: Db) -> Sequence[State]:
    """Return all states by code."""
    return db.scalars(select(State).order_by(State.code)).all()


def classification(db: Db, *, state: str, on: date, known_at: datetime | None) -> Classification:
    """Return what the state with the code `state` was on the day `on`, as known at `known_at`.

    Raises:
        UnknownState: there is no such state.
    """
    code = get_state(db, code=state).code
    facts = facts_on(db, StateFact.kind.in_(CLASSIFYING), State.code == code, on=on)
    return classify(code, in_force(facts, on=on, known_at=known_at))


def classify_all(
    db: Db, *, on: date, known_at: datetime | None, only: Collection[str] | None = None
) -> dict[str, Classification]:
    """Return the classification of every state, or of `only` some codes, in the order of codes."""
    which = [] if only is None else [State.code.in_(only)]
    facts = facts_on(db, StateFact.kind.in_(CLASSIFYING), *which, on=on)
    held = in_force(facts, on=on, known_at=known_at)
    codes = db.scalars(select(State.code).where(*which).order_by(State.code))
    return {code: classify(code, held) for code in codes}


def classify_days(
    db: Db, *, codes: Collection[str], days: Collection[date], known_at: datetime | None = None
) -> dict[date, dict[str, Classification]]:
    """Return the classification of the states `codes` on each of `days`, in one query for all."""
    if not days:
        return {}
    facts = _facts_between(db, StateFact.kind.in_(CLASSIFYING), since=min(days), until=max(days))
    held = {day: in_force(facts, on=day, known_at=known_at) for day in days}
    return {day: {code: classify(code, held[day]) for code in codes} for day in days}


def capitals(db: Db, *, language: Language, on: date) -> dict[str, Capital]:
    """Return, by the code of each state, its name on the day `on` and its capital's zone.

    In the order in which `language` lists them; in one query. The zone of the
    capital, from where delegations are instructed, is the one by which a state's
    working day is judged. This is where it is decided: a state with several
    zones, such as Brazil, Kiribati or the Russian Federation, is not served
    because its hours are good elsewhere in it.
    """
    named = (StateFact.state_id == State.id, StateFact.language == language, *_speaking(on, on))
    whole = select(*FACT, State.capital_zone).select_from(State).outerjoin(StateFact, and_(*named))
    found = db.execute(whole).all()
    facts = [Fact(*row[:-1]) for row in found if row[0] is not None]
    held = {fact.state: fact.value for fact in in_force(facts, on=on).values()}
    zones = {row[1]: row[-1] for row in found}
    order = sorted(zones, key=lambda code: sort_key(held.get(code, code), language))
    return {code: Capital(held.get(code, code), zones[code]) for code in order}


def members_on(db: Db, *, on: date, known_at: datetime | None = None) -> frozenset[str]:
    """Return the codes of the members on the day `on`: the denominator of coverage."""
    facts = facts_on(db, StateFact.kind == Kind.MEMBERSHIP, on=on)
    held = in_force(facts, on=on, known_at=known_at).values()
    return frozenset(fact.state for fact in held if fact.value == "1")


def names(db: Db, *, language: Language, on: date) -> list[tuple[str, str]]:
    """Return code and name of every state, in the order in which `language` lists them."""
    held = in_force(facts_on(db, StateFact.language == language, on=on), on=on)
    found = [(fact.state, fact.value) for fact in held.values()]
    return sorted(found, key=lambda pair: sort_key(pair[1], language))


def names_by_alpha3(db: Db, *, language: Language, on: date) -> dict[str, str]:
    """Return the name of every State on the day `on`, by its alpha-3 code."""
    named = dict(names(db, language=language, on=on))
    return {one.alpha3: named.get(one.code, one.alpha3) for one in list_states(db)}


def list_by_group(
    db: Db, *, language: Language, on: date, known_at: datetime | None = None
) -> Listing:
    """Return who was in which group on the day `on`, named and ordered in `language`."""
    states = classify_all(db, on=on, known_at=known_at)
    named = [Named(name, states[code]) for code, name in names(db, language=language, on=on)]
    members = [one for one in named if one.state.member]
    return Listing(
        groups={group: [m for m in members if m.state.group is group] for group in GROUPS},
        without_group=[one for one in members if one.state.group is None],
        others=[one for one in named if not one.state.member],
    )


def find_states(db: Db, *, text: str, language: Language, on: date, limit: int = 10) -> list[Found]:
    """Return the states that `text` may mean, the likeliest first.

    A code that is equal comes first, then names that begin with `text`, then
    names that hold it, those in `language` before those in the five others;
    without regard to case, marks and signs. Equals stand in the order of `language`.
    """
    sought, spelled = folded(text[:LONGEST_SEARCH]), _spellings(db, on=on)
    hits: list[tuple[int, Found]] = []
    for state in list_states(db):
        own = spelled.get(state.code, {})
        if best := _best(state, own, sought=sought, language=language):
            rank, matched = best
            hits.append((rank, Found(state.code, own.get(language, state.code), matched)))
    hits.sort(key=lambda hit: (hit[0], sort_key(hit[1].name, language)))
    return [found for _rank, found in hits[:limit]]


def history(db: Db, *, state: State) -> list[StateFact]:
    """Return every row about `state`, kind by kind, the last recorded first."""
    rows = db.scalars(
        select(StateFact)
        .where(StateFact.state_id == state.id)
        .order_by(StateFact.recorded_at.desc(), StateFact.valid_from.desc(), StateFact.id.desc())
    )
    kinds, languages = list(Kind), [None, *Language]
    return sorted(rows, key=lambda row: (kinds.index(row.kind), languages.index(row.language)))


def holding(db: Db, *, state: State, on: date) -> frozenset[int]:
    """Return the ids of the rows about `state` that hold on the day `on`."""
    held = in_force(facts_on(db, StateFact.state_id == state.id, on=on), on=on)
    return frozenset(fact.id for fact in held.values())


def facts_on(db: Db, *which: ColumnElement[bool], on: date) -> list[Fact]:
    """Return the rows that speak of the day `on`, whenever recorded: `in_force` chooses."""
    return _facts_between(db, *which, since=on, until=on)


FACT: tuple[InstrumentedAttribute[Any], ...] = (
    StateFact.id,
    State.code,
    StateFact.kind,
    StateFact.language,
    StateFact.value,
    StateFact.valid_from,
    StateFact.valid_to,
    StateFact.recorded_at,
    StateFact.verified,
)
"""The columns of a `Fact`, in its order."""


def _facts_between(db: Db, *which: ColumnElement[bool], since: date, until: date) -> list[Fact]:
    rows = db.execute(
        select(*FACT)
        .join(State, State.id == StateFact.state_id)
        .where(*which, *_speaking(since, until))
    )
    return [Fact(*row) for row in rows]


def _speaking(since: date, until: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Choose the rows that speak of any day from `since` to `until`."""
    return (
        StateFact.valid_from <= until,
        or_(StateFact.valid_to.is_(None), StateFact.valid_to > since),
    )


def spellings(db: Db, *, on: date) -> dict[str, list[str]]:
    """Return every name of each State in six languages, and its alpha-3 code, by its code."""
    named = _spellings(db, on=on)
    return {one.code: [one.alpha3, *named.get(one.code, {}).values()] for one in list_states(db)}


def _spellings(db: Db, *, on: date) -> dict[str, dict[Language, str]]:
    """Return the names of each state by its code and their language."""
    spelled: dict[str, dict[Language, str]] = {}
    for fact in in_force(facts_on(db, StateFact.kind == Kind.NAME, on=on), on=on).values():
        if fact.language is not None:
            spelled.setdefault(fact.state, {})[fact.language] = fact.value
    return spelled


def _best(
    state: State, names: Mapping[Language, str], *, sought: str, language: Language
) -> tuple[int, str] | None:
    """Return how well the state is meant, 0 best, and the code or name that says so."""
    if sought in {state.code.casefold(), state.alpha3.casefold()}:
        return 0, state.code
    places = [
        (place, other != language, name)
        for other, name in names.items()
        if (place := place_of(sought, name)) is not None
    ]
    if not places:
        return None
    place, other, name = min(places)
    return 1 + 2 * place + other, name
