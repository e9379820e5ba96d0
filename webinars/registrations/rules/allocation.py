"""Who gets the places of a sitting: one order of all who wait, and a line drawn under it.

The order is made of parts, one behind the other: the guarantees of States, the
reserves, the observers' share, the round-robin of regional groups, and at last
the observers beyond their share. Each part is taken from what the parts before
have left. Why nobody moves up when somebody comes, and nobody down when
somebody leaves, is told and proven in `docs/reference/allocation.md`.
"""

import enum
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from webinars.kernel.text import N_
from webinars.registrations.rules.plans import Entry, Plan, Reserve


class Rule(enum.StrEnum):
    """Which rule gave an entry its turn."""

    GUARANTEE = "R1"
    ROUNDS = "R2"
    RESERVE = "R3"
    OBSERVERS = "observers"
    LEFT_OVER = "R5"


REASONS: Mapping[Rule | Reserve, str] = {
    Rule.GUARANTEE: N_("Within the guarantee of the State, drawn %(number)s of %(among)s."),
    Rule.ROUNDS: N_("Round %(round)s of the regional groups, drawn %(number)s of %(among)s."),
    Reserve.LDC: N_("Within the reserve for least developed countries, %(number)s of %(among)s."),
    Reserve.LLDC: N_(
        "Within the reserve for landlocked developing countries, %(number)s of %(among)s."
    ),
    Reserve.SIDS: N_(
        "Within the reserve for small island developing States, %(number)s of %(among)s."
    ),
    Reserve.TOGETHER: N_(
        "Within the reserve for least developed, landlocked developing and small island "
        "developing States, %(number)s of %(among)s."
    ),
    Rule.OBSERVERS: N_("Within the observers’ share, drawn %(number)s of %(among)s."),
    Rule.LEFT_OVER: N_("After all member States, drawn %(number)s of %(among)s."),
}
TAKEN = N_("All places are taken.")


@dataclass(frozen=True)
class Decision:
    """What was decided of an entry, by which rule, and why."""

    entry: str
    placed: bool
    rule: Rule
    rank: int
    """In the order of all, from 1: those up to the capacity have a place."""
    why: str
    """An English id, with `values` for its places."""
    values: Mapping[str, int]

    @property
    def reason(self) -> str:
        """The reason in English."""
        why = self.why % self.values
        return why if self.placed else f"{TAKEN} {why}"


class _Turn(NamedTuple):
    """An entry in its part of the order."""

    entry: Entry
    round: int
    number: int
    among: int


class _Said(NamedTuple):
    entry: Entry
    rule: Rule
    why: str
    values: Mapping[str, int]


def allocate(plan: Plan) -> list[Decision]:
    """Return a decision for each entry of `plan`, in their order. The same at every call."""
    members = [one for one in plan.entries if not one.observer]
    guests = [one for one in plan.entries if one.observer]
    order = _Order(plan)
    first, rest = order.guaranteed(members)
    said = [*_told(first, Rule.GUARANTEE)]
    for reserve in Reserve:
        chosen, rest = order.reserved(rest, reserve)
        said += _told(chosen, Rule.RESERVE, why=REASONS[reserve])
    drawn = order.drawn(guests)
    said += _told(drawn[: plan.observers_share], Rule.OBSERVERS)
    said += _told(order.rounds(rest), Rule.ROUNDS, whole=False)
    said += _told(drawn[plan.observers_share :], Rule.LEFT_OVER)
    return [
        Decision(one.entry.entry, rank <= plan.capacity, one.rule, rank, one.why, one.values)
        for rank, one in enumerate(said, start=1)
    ]


def draw(seed: str, *words: object) -> bytes:
    """Return the number that `words` draw: SHA-256 over seed and words, as a JSON list."""
    said = json.dumps([seed, *words], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("ascii")).digest()


class _Order:
    """The orders of one plan. Each is a function of the entries it is given, in no order."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.given = {one.state: one.places for one in plan.given}
        self.had: dict[str | None, int] = defaultdict(int)
        """Places beyond the guarantee that a regional group has from earlier runs."""
        for one in plan.given:
            self.had[one.group] += max(0, one.places - plan.guarantee_each_state)

    def guaranteed(self, members: Sequence[Entry]) -> tuple[list[_Turn], list[Entry]]:
        """Return who is within their State's guarantee (R1), and the rest."""
        first: list[Entry] = []
        for state, theirs in _by(members, "state").items():
            left = max(0, self.plan.guarantee_each_state - self.given.get(state or "", 0))
            first += sorted(theirs, key=self._own)[:left]
        inside = {one.entry for one in first}
        counted = self._turns(first, later=False)
        return counted, [one for one in members if one.entry not in inside]

    def reserved(self, rest: Sequence[Entry], reserve: Reserve) -> tuple[list[_Turn], list[Entry]]:
        """Return who uses `reserve` (R3), in the order of R2 among those who may, and the rest."""
        places = self.plan.reserves.get(reserve, 0)
        eligible = [one for one in rest if one.may_use(reserve)] if places else []
        chosen = self._turns(eligible)[:places]
        inside = {turn.entry.entry for turn in chosen}
        return chosen, [one for one in rest if one.entry not in inside]

    def rounds(self, rest: Sequence[Entry]) -> list[_Turn]:
        """Return the round-robin over regional groups, then over States (R2)."""
        return self._turns(rest)

    def drawn(self, guests: Sequence[Entry]) -> list[_Turn]:
        """Return observers as drawn."""
        ordered = sorted(guests, key=lambda one: (self._draw("entry", one.entry), one.entry))
        return [_Turn(one, 1, 0, 0) for one in ordered]

    def _turns(self, entries: Sequence[Entry], *, later: bool = True) -> list[_Turn]:
        """Return `entries` in rounds: in each, every group that has somebody left gets a turn."""
        rounds: dict[int, list[tuple[bytes, str, Entry]]] = defaultdict(list)
        for group, theirs in _by(entries, "group").items():
            start = 1 + (self.had[group] if later else 0)
            for number, entry in enumerate(self._region(theirs, later=later), start=start):
                key = self._draw("group", number, group)
                rounds[number].append((key, group or "", entry))
        return [
            _Turn(entry, number, place, len(turns))
            for number, turns in sorted(rounds.items())
            for place, (_key, _group, entry) in enumerate(_drawn(turns), start=1)
        ]

    def _region(self, entries: Sequence[Entry], *, later: bool) -> list[Entry]:
        """Return the entries of one group: first the State that had fewest places in the series."""
        places: list[tuple[int, bytes, str, Entry]] = []
        for state, theirs in _by(entries, "state").items():
            had = self._had(state or "", later=later)
            for place, entry in enumerate(sorted(theirs, key=self._own), start=had + 1):
                places.append((place, self._draw("state", place, state), state or "", entry))
        return [place[3] for place in sorted(places, key=lambda place: place[:3])]

    def _had(self, state: str, *, later: bool) -> int:
        """Return the places that a State had before, this sitting's guarantee counted `later`."""
        guarantee = self.plan.guarantee_each_state if later else 0
        return self.plan.past_places.get(state, 0) + max(guarantee, self.given.get(state, 0))

    def _own(self, entry: Entry) -> tuple[bool, int, bytes, str]:
        """Order those of one State: as the focal point did, then as drawn (R4)."""
        rank = entry.focal_rank
        return rank is None, rank or 0, self._draw("entry", entry.entry), entry.entry

    def _draw(self, *words: object) -> bytes:
        return draw(self.plan.seed, *words)


def _drawn(turns: Iterable[tuple[bytes, str, Entry]]) -> list[tuple[bytes, str, Entry]]:
    return sorted(turns, key=lambda turn: turn[:2])


def _by(entries: Iterable[Entry], name: str) -> dict[str | None, list[Entry]]:
    found: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[getattr(entry, name)].append(entry)
    return found


def _told(
    turns: Sequence[_Turn], rule: Rule, *, why: str = "", whole: bool = True
) -> Iterable[_Said]:
    """Say why of each turn; its number is that within the `whole` part, else within its round."""
    why = why or REASONS[rule]
    for number, turn in enumerate(turns, start=1):
        values = {"number": number, "among": len(turns)}
        if not whole:
            values = {"round": turn.round, "number": turn.number, "among": turn.among}
        yield _Said(turn.entry, rule, why, values)
