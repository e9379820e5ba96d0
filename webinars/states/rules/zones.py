"""The time zones of a state, as the tz data that we pin list them."""

import functools
from importlib import resources


def zones_of(code: str, *, capital: str) -> tuple[str, ...]:
    """Return the zones used in the state `code`, its capital's first, the others by name."""
    others = sorted(_zones_by_code().get(code, frozenset()) - {capital})
    return (capital, *others)


@functools.cache
def _zones_by_code() -> dict[str, frozenset[str]]:
    table = (resources.files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            code, _place, zone = line.split("\t")[:3]
            found.setdefault(code, set()).add(zone)
    return {code: frozenset(zones) for code, zones in found.items()}
