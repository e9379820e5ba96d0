"""Recording facts about states: the first load, and rows that an administrator adds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_line, normal_name
from webinars.states.imports import ReferenceFact, read_facts, read_states
from webinars.states.models import Confidence, Group, Kind, State, StateFact
from webinars.states.queries import facts_on, get_state, list_states
from webinars.states.rules import Fact, Subject, in_force

FIRST_LOAD = "first load"
"""The editor of the rows that came with the program."""


class NoSource(BadInput):
    message = N_("Say where this comes from: a document, a letter or an address.")


class NoReason(BadInput):
    message = N_("Say why the row is added.")


class PeriodReversed(BadInput):
    message = N_(
        "The day on which it ends must come after the day on which it begins. "
        "Leave it empty if the end is not known."
    )


class UnknownGroup(BadInput):
    message = N_("“%(value)s” is not one of the groups.")


class NotAFlag(BadInput):
    message = N_("Answer this with yes or no.")


class NoName(BadInput):
    message = N_("Write the name, and say in which language it is.")


class TooLong(BadInput):
    message = N_("This is too long: at most %(limit)s characters fit.")


class NameTaken(Refusal):
    message = N_("“%(name)s” is already the name of another State (%(code)s) in this language.")


@dataclass(frozen=True)
class Proposal:
    """Where the files say something else than what is held; an administrator decides."""

    state: str
    kind: Kind
    language: Language | None
    held: str
    proposed: str


@dataclass(frozen=True)
class Load:
    """What a load added, and what it only proposes."""

    states: int
    facts: int
    proposals: tuple[Proposal, ...]


def load_reference(db: Db, *, now: datetime) -> Load:
    """Record what the files say of states, kinds and languages of which nothing is held yet.

    Where a row is held, whoever recorded it, the files only propose: loading
    again adds nothing and overwrites nothing.
    """
    added = _add_states(db)
    ids = {state.code: state.id for state in list_states(db)}
    facts = read_facts()
    held = _subjects(db)
    fresh = [fact for fact in facts if (fact.state, fact.kind, fact.language) not in held]
    proposals = _proposals(db, facts, on=now.date(), now=now)
    _insert(db, fresh, ids=ids, now=now)
    if added or fresh:
        detail = {"states": added, "facts": len(fresh)}
        record(db, kind="states.load", actor=FIRST_LOAD, subject="states", now=now, detail=detail)
    return Load(added, len(fresh), proposals)


def record_fact(
    db: Db,
    *,
    state: str,
    kind: Kind,
    value: str,
    valid_from: date,
    valid_to: date | None,
    source: str,
    confidence: Confidence,
    verified: bool,
    reason: str,
    editor: str,
    now: datetime,
    language: Language | None = None,
) -> StateFact:
    """Add a row about `state`; from `now` it stands above earlier ones for its days.

    `value` is `1` or `0`, the key of a group or nothing for no group, or a name,
    which alone has a language. `valid_to` is the first day for which the row
    speaks no more. `editor` is the public id of the account that adds it.

    Raises:
        UnknownState: no state has the code.
        BadInput: source or reason is empty, the period is reversed, or the value does not
            fit the kind.
        NameTaken: another state has that name on the first day.
    """
    about = get_state(db, code=state)
    fact = StateFact(
        state_id=about.id,
        kind=kind,
        language=language,
        value=clean_line(value),
        valid_from=valid_from,
        valid_to=valid_to,
        recorded_at=now,
        source=clean_line(source),
        confidence=confidence,
        verified=verified,
        editor=editor,
        reason=clean_line(reason),
    )
    _refuse_unfit(fact)
    _refuse_taken(db, fact, code=about.code)
    db.add(fact)
    record(
        db,
        kind="states.record",
        actor=editor,
        subject=f"state-{about.code}",
        now=now,
        detail=_detail(fact),
    )
    return fact


def _add_states(db: Db) -> int:
    held = set(db.scalars(select(State.code)))
    fresh = [vars(state) for state in read_states() if state.code not in held]
    if fresh:
        db.execute(insert(State), fresh)
    return len(fresh)


def _subjects(db: Db) -> set[Subject]:
    columns = select(State.code, StateFact.kind, StateFact.language).distinct()
    rows = db.execute(columns.join(State, State.id == StateFact.state_id))
    return {(code, kind, language) for code, kind, language in rows}


def _insert(
    db: Db, facts: Iterable[ReferenceFact], *, ids: Mapping[str, int], now: datetime
) -> None:
    rows = [
        {
            **{name: value for name, value in vars(fact).items() if name != "state"},
            "state_id": ids[fact.state],
            "recorded_at": now,
            "editor": FIRST_LOAD,
        }
        for fact in facts
    ]
    if rows:
        db.execute(insert(StateFact), rows)


def _proposals(
    db: Db, facts: Iterable[ReferenceFact], *, on: date, now: datetime
) -> tuple[Proposal, ...]:
    """Return where the files differ from what is held for the day `on`."""
    told = in_force((_as_fact(fact, now) for fact in facts), on=on)
    held = in_force(facts_on(db, on=on), on=on)
    return tuple(
        Proposal(*subject, held=held[subject].value, proposed=fact.value)
        for subject, fact in told.items()
        if subject in held and held[subject].value != fact.value
    )


def _as_fact(fact: ReferenceFact, now: datetime) -> Fact:
    return Fact(
        id=0,
        state=fact.state,
        kind=fact.kind,
        language=fact.language,
        value=fact.value,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        recorded_at=now,
        verified=fact.verified,
    )


def _refuse_unfit(fact: StateFact) -> None:
    if not fact.source:
        raise NoSource
    if not fact.reason:
        raise NoReason
    for text, limit in ((fact.value, 200), (fact.source, 300), (fact.reason, 1000)):
        if len(text) > limit:
            raise TooLong(limit=limit)
    _refuse_period(fact)
    _refuse_value(fact)


def _refuse_period(fact: StateFact) -> None:
    if fact.valid_to is not None and fact.valid_to <= fact.valid_from:
        raise PeriodReversed


def _refuse_value(fact: StateFact) -> None:
    if fact.kind is Kind.NAME:
        if not fact.value or fact.language is None:
            raise NoName
    elif fact.kind is Kind.GROUP:
        if fact.value not in {"", *Group}:
            raise UnknownGroup(value=fact.value[:60])
    elif fact.value not in {"0", "1"}:
        raise NotAFlag


def _refuse_taken(db: Db, fact: StateFact, *, code: str) -> None:
    """Refuse a name that another state has: two lines in a list must not read alike."""
    if fact.kind is not Kind.NAME:
        return
    named = facts_on(db, StateFact.language == fact.language, on=fact.valid_from)
    for other in in_force(named, on=fact.valid_from).values():
        if other.state != code and normal_name(other.value) == normal_name(fact.value):
            raise NameTaken(name=fact.value, code=other.state)


def _detail(fact: StateFact) -> dict[str, object]:
    """Return what the row says, in JSON values."""
    return {
        "kind": fact.kind,
        "language": fact.language,
        "value": fact.value,
        "valid_from": fact.valid_from.isoformat(),
        "valid_to": fact.valid_to.isoformat() if fact.valid_to else None,
        "source": fact.source,
        "confidence": fact.confidence,
        "verified": fact.verified,
        "reason": fact.reason,
    }
