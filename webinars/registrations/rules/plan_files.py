"""A plan as a JSON file: read with care, written so that it reads back the same."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from webinars.kernel.refusals import BadInput
from webinars.registrations.rules.allocation import Decision
from webinars.registrations.rules.plans import RULES_VERSION, Entry, Given, Plan, Reserve

LARGEST_FILE = 64 * 1024 * 1024
MOST_ENTRIES = 200_000
MOST_PLACES = 1_000_000
LONGEST_TEXT = 200
"""Bounds of a plan: bytes, entries, any one figure, characters of a text."""

NEEDED = {"capacity", "seed", "entries"}
KNOWN = NEEDED | {
    "rules_version",
    "guarantee_each_state",
    "reserves",
    "observers_share",
    "past_places",
    "given",
}
OF_ENTRY = set(Entry.__dataclass_fields__)
OF_GIVEN = set(Given.__dataclass_fields__)
FLAGS = ("ldc", "lldc", "sids", "observer")


class BadPlan(BadInput):
    """The file is no plan. Read by operators: in English, with the place that is wrong."""


def read_plan(octets: bytes) -> Plan:
    """Return the plan that a file holds.

    Raises:
        BadPlan: it is none; the sentence names the first thing that is wrong.
    """
    if len(octets) > LARGEST_FILE:
        raise BadPlan(f"The plan is larger than {LARGEST_FILE // 1024 // 1024} MB.")
    try:
        said = json.loads(octets.decode("utf-8-sig"), object_pairs_hook=_once)
    except BadPlan:
        raise
    except (ValueError, RecursionError) as fault:
        raise BadPlan(f"The plan is not JSON: {fault}.") from fault
    plan = _keys(said, "The plan", known=KNOWN, needed=NEEDED)
    _version(plan)
    return Plan(
        capacity=_count(plan, "capacity", "The plan"),
        seed=_text(plan, "seed", "The plan"),
        entries=_entries(plan["entries"]),
        guarantee_each_state=_count(plan, "guarantee_each_state", "The plan"),
        reserves=_reserves(plan.get("reserves", {})),
        observers_share=_count(plan, "observers_share", "The plan"),
        past_places=_counts(plan.get("past_places", {}), "“past_places”"),
        given=_given(plan.get("given", [])),
    )


def plan_of(plan: Plan) -> dict[str, Any]:
    """Return what a file of `plan` holds: JSON values only."""
    said = asdict(plan) | {
        "rules_version": RULES_VERSION,
        "reserves": {str(of): places for of, places in plan.reserves.items()},
        "past_places": dict(plan.past_places),
    }
    if not plan.given:
        del said["given"]
    return said


def decisions_of(decisions: Sequence[Decision]) -> dict[str, Any]:
    """Return what the command prints of the decisions: JSON values only."""
    return {
        "decisions": [
            {
                "entry": one.entry,
                "decision": "place" if one.placed else "wait",
                "rule": str(one.rule),
                "rank": one.rank,
                "reason": one.reason,
            }
            for one in decisions
        ]
    }


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in said if names.count(name) > 1)
        raise BadPlan(f"“{_short(twice)}” stands twice in one object.")
    return said


def _version(plan: Mapping[str, Any]) -> None:
    version = plan.get("rules_version", RULES_VERSION)
    if version is True or version != RULES_VERSION:
        raise BadPlan(f"“rules_version” is not {RULES_VERSION}: this program knows no other rules.")


def _keys(said: object, what: str, *, known: set[str], needed: set[str]) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise BadPlan(f"{what} is not an object: {_short(said)}.")
    if strange := sorted(said.keys() - known):
        raise BadPlan(f"{what} has a key that is not known: “{_short(strange[0])}”.")
    if missing := sorted(needed - said.keys()):
        raise BadPlan(f"{what} lacks “{missing[0]}”.")
    return said


def _list(said: object, what: str) -> list[Any]:
    if not isinstance(said, list):
        raise BadPlan(f"{what} is not a list: {_short(said)}.")
    if len(said) > MOST_ENTRIES:
        raise BadPlan(f"{what} has more than {MOST_ENTRIES:,} rows.")
    return said


def _entries(said: object) -> tuple[Entry, ...]:
    entries = tuple(_entry(one, at) for at, one in enumerate(_list(said, "“entries”"), start=1))
    seen: set[str] = set()
    for one in entries:
        if one.entry in seen:
            raise BadPlan(f"The entry “{_short(one.entry)}” stands twice.")
        seen.add(one.entry)
    return entries


def _entry(said: object, at: int) -> Entry:
    what = f"Entry {at}"
    row = _keys(said, what, known=OF_ENTRY, needed={"entry"})
    rank = row.get("focal_rank")
    entry = Entry(
        entry=_text(row, "entry", what),
        state=_text_or_none(row, "state", what),
        group=_text_or_none(row, "group", what),
        focal_rank=None if rank is None else _count(row, "focal_rank", what),
        **{name: _flag(row, name, what) for name in FLAGS},
    )
    if entry.state is None and not entry.observer:
        raise BadPlan(f"{what} names no “state” and is no observer.")
    return entry


def _given(said: object) -> tuple[Given, ...]:
    found: dict[str, Given] = {}
    for at, one in enumerate(_list(said, "“given”"), start=1):
        what = f"Row {at} of “given”"
        row = _keys(one, what, known=OF_GIVEN, needed={"state", "places"})
        given = Given(
            state=_text(row, "state", what),
            group=_text_or_none(row, "group", what),
            places=_count(row, "places", what),
        )
        if given.state in found:
            raise BadPlan(f"{what}: “{_short(given.state)}” stands twice.")
        found[given.state] = given
    return tuple(found.values())


def _reserves(said: object) -> dict[Reserve, int]:
    counts = _counts(said, "“reserves”")
    known = set(Reserve)
    if strange := sorted(counts.keys() - known):
        wanted = ", ".join(Reserve)
        raise BadPlan(f"“reserves” has a key that is not one of {wanted}: “{_short(strange[0])}”.")
    return {Reserve(name): places for name, places in counts.items()}


def _counts(said: object, what: str) -> dict[str, int]:
    if not isinstance(said, dict):
        raise BadPlan(f"{what} is not an object: {_short(said)}.")
    return {name: _count(said, name, what) for name in said}


def _count(row: Mapping[str, Any], name: str, what: str) -> int:
    said = row.get(name, 0)
    if isinstance(said, bool) or not isinstance(said, int):
        raise BadPlan(f"{what}: “{_short(name)}” is not a whole number: {_short(said)}.")
    if said < 0:
        raise BadPlan(f"{what}: “{_short(name)}” is below zero.")
    if said > MOST_PLACES:
        raise BadPlan(f"{what}: “{_short(name)}” is above {MOST_PLACES:,}.")
    return said


def _flag(row: Mapping[str, Any], name: str, what: str) -> bool:
    said = row.get(name, False)
    if not isinstance(said, bool):
        raise BadPlan(f"{what}: “{name}” is neither true nor false: {_short(said)}.")
    return said


def _text(row: Mapping[str, Any], name: str, what: str) -> str:
    said = row.get(name)
    if not isinstance(said, str) or not said or len(said) > LONGEST_TEXT:
        longest = f"text of 1 to {LONGEST_TEXT} characters"
        raise BadPlan(f"{what}: “{name}” is not {longest}: {_short(said)}.")
    return said


def _text_or_none(row: Mapping[str, Any], name: str, what: str) -> str | None:
    return None if row.get(name) is None else _text(row, name, what)


def _short(said: object) -> str:
    """Return what was written as far as a sentence holds it, on one line, with nothing to run."""
    kinds: dict[type, str] = {dict: "an object", list: "a list"}
    text = said if isinstance(said, str) else kinds.get(type(said)) or json.dumps(said)
    return ascii(text[:40])[1:-1] if not text[:40].isprintable() else text[:40]
