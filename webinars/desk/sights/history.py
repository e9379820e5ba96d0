"""What happened to a webinar, in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from webinars.desk.queries.history import Happened
from webinars.desk.rules.words import FIELDS, HAPPENED, STATES, TAKEN_BACK, UNNAMED
from webinars.kernel.languages import Language
from webinars.programme.rules import (
    ACTIVITIES,
    COST_KINDS,
    OPENNESS,
    PARTS,
    PROMISED_PARTS,
    THEMES,
)
from webinars.web.words.days import day_short, hour, month_name, zone_city
from webinars.web.words.numbers import initial, language_name, list_and, list_apart

LONGEST = 120
"""Characters of a value; the journal has all of it."""

PROMISE = "promise "
"""Before the part, in the journal's name of a promise."""

BEGINNINGS = frozenset({"programme.plan_webinar", "programme.create_series"})
"""Kinds that tell values as they are: nothing stood there before."""

NAMED: Mapping[str, Mapping[Any, str]] = {
    "activities": ACTIVITIES,
    "change": TAKEN_BACK,
    "cycle_theme": THEMES,
    "kind": COST_KINDS,
    "openness": OPENNESS,
    "part": PARTS,
    "state": STATES,
}
"""Fields whose values have names, as English ids."""


@dataclass(frozen=True)
class Tongue:
    """How values are told: in which language, on whose clock."""

    language: Language
    zone: str
    """Of the series: instants are told on its clock; announced times are told as they are."""
    say: Callable[[str], str]
    """Turns an English id into that language."""
    states: Mapping[str, str]
    """Names of States by code."""


@dataclass(frozen=True)
class Change:
    """A field, and what stood there before and after."""

    name: str
    """An English id."""
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    what: str
    """An English id."""
    at: datetime
    actor: str
    """Empty where it was none of the accounts."""
    changes: tuple[Change, ...]


def event_sights(happened: Iterable[Happened], *, tongue: Tongue) -> list[Event]:
    return [
        Event(
            HAPPENED.get(one.kind, UNNAMED),
            one.at,
            one.actor,
            tuple(_changes(one, tongue)),
        )
        for one in happened
    ]


def _changes(happened: Happened, tongue: Tongue) -> Iterable[Change]:
    begins = happened.kind in BEGINNINGS
    for field, value in happened.detail.items():
        before, after = value if _is_pair(value) and not begins else (None, value)
        name = _name(field)
        if name and (before or after):
            yield Change(name, in_words(field, before, tongue), in_words(field, after, tongue))


def _name(field: str) -> str:
    if field.startswith(PROMISE):
        return dict(PROMISED_PARTS).get(field.removeprefix(PROMISE), "")  # type: ignore[call-overload,no-any-return]
    return FIELDS.get(field, "")


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2


def in_words(field: str, value: object, tongue: Tongue) -> str:
    """Return a value of the journal as a reader would say it; nothing for none."""
    if value is None or value == "":
        return ""
    if field.startswith(PROMISE):
        return _languages(str(value), tongue)
    if field in NAMED:
        return _names(NAMED[field], value, tongue)
    tell = TOLD.get(field)
    return tell(str(value), tongue) if tell else _short(str(value))


def _names(names: Mapping[Any, str], value: object, tongue: Tongue) -> str:
    codes = value if isinstance(value, list) else str(value).split(", ")
    said = [tongue.say(names[code]) if code in names else str(code) for code in codes if code]
    return list_apart(said, language=tongue.language)


def _languages(codes: str, tongue: Tongue) -> str:
    named = [language_name(code, language=tongue.language) for code in codes.split(", ") if code]
    return initial(list_and(tuple(named), language=tongue.language)) if named else ""


def _moment(text: str, tongue: Tongue) -> str:
    """Tell an instant on the clock of the series, and an announced time as it was announced."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return _short(text)
    day = day_short(at, tongue.zone, language=tongue.language, year=True)
    return f"{day}, {hour(at, tongue.zone)}"


def _month(text: str, tongue: Tongue) -> str:
    try:
        return initial(month_name(date.fromisoformat(text), language=tongue.language, year=True))
    except ValueError:
        return _short(text)


TOLD: Mapping[str, Callable[[str, Tongue], str]] = {
    "announced_start": _moment,
    "language": lambda code, tongue: language_name(code, language=tongue.language),
    "lead_state_code": lambda code, tongue: tongue.states.get(code, code),
    "planned_month": _month,
    "registration_closes_at": _moment,
    "zone": lambda zone, tongue: zone_city(zone, language=tongue.language),
}
"""Fields whose values are told in a way of their own."""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
