"""Choosing among recordings: by theme, type, State, language, year and captions. Pure."""

import enum
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from webinars.kernel.languages import Language
from webinars.programme.models import ActivityType, CycleTheme, PromisedPart
from webinars.recordings.models import Review

FLOOR = f"{PromisedPart.FLOOR}:"


class Filter(enum.StrEnum):
    """By what a visitor narrows the library down; the value is the name in the address."""

    THEME = "theme"
    ACTIVITY = "activity"
    STATE = "state"
    LANGUAGE = "language"
    YEAR = "year"
    CAPTIONS = "captions"


WITH, WITHOUT = "yes", "no"

KNOWN: Mapping[Filter, re.Pattern[str]] = {
    Filter.THEME: re.compile("|".join(map(re.escape, CycleTheme))),
    Filter.ACTIVITY: re.compile("|".join(map(re.escape, ActivityType))),
    Filter.STATE: re.compile("[A-Z]{2}"),
    Filter.LANGUAGE: re.compile("|".join(Language)),
    Filter.YEAR: re.compile("20[0-9]{2}"),
    Filter.CAPTIONS: re.compile(f"{WITH}|{WITHOUT}"),
}
"""What can be chosen. Anything else in an address chooses nothing."""


def chosen_in(written: Mapping[str, str]) -> dict[Filter, str]:
    """Return what an address chooses."""
    return {by: written[by] for by, known in KNOWN.items() if known.fullmatch(written.get(by, ""))}


class Told(Protocol):
    """What is known of a recording."""

    @property
    def recording_id(self) -> int: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def zone(self) -> str: ...
    @property
    def theme(self) -> str | None: ...
    @property
    def state(self) -> str | None: ...
    @property
    def activities(self) -> str: ...
    @property
    def promises(self) -> str: ...
    @property
    def captions(self) -> str: ...


def values_of(told: Told) -> dict[Filter, frozenset[str]]:
    """Return what a recording has of each: it is found under any of them.

    Its languages are those of its captions and of the floor, English where none was
    promised; its year is that of the sitting, where it was announced.
    """
    floor = {one.removeprefix(FLOOR) for one in told.promises.split() if one.startswith(FLOOR)}
    captions = dict(one.split(":") for one in told.captions.split())
    checked = Review.VERIFIED.value in captions.values()
    return {
        Filter.THEME: frozenset(filter(None, [told.theme])),
        Filter.ACTIVITY: frozenset(told.activities.split()),
        Filter.STATE: frozenset(filter(None, [told.state])),
        Filter.LANGUAGE: frozenset((floor or {Language.ENGLISH.value}) | captions.keys()),
        Filter.YEAR: frozenset([str(told.starts_at.astimezone(ZoneInfo(told.zone)).year)]),
        Filter.CAPTIONS: frozenset([WITH if checked else WITHOUT]),
    }


@dataclass(frozen=True)
class Chosen:
    """Which recordings remain, and how many each further choice would leave."""

    recordings: tuple[int, ...]
    """Their ids, in the order in which they were given."""
    counts: Mapping[Filter, Counter[str]] = field(default_factory=dict)
    """Of each value, how many recordings it would leave beside the other choices."""


def choose(told: Sequence[Told], wanted: Mapping[Filter, str]) -> Chosen:
    """Return those of `told` that have every value in `wanted`. Each recording counts once."""
    seen: set[int] = set()
    counts: dict[Filter, Counter[str]] = {one: Counter() for one in Filter}
    remaining = []
    for one in told:
        if one.recording_id in seen:
            continue
        seen.add(one.recording_id)
        values = values_of(one)
        failing = [by for by, value in wanted.items() if value not in values[by]]
        if not failing:
            remaining.append(one.recording_id)
        for by in Filter:
            if not failing or failing == [by]:
                counts[by].update(values[by])
    return Chosen(tuple(remaining), counts)
