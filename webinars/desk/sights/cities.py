"""The same sittings on other clocks: a few cities that span the world, and the reader's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.desk.sights.sittings import SittingSight
from webinars.kernel.languages import Language
from webinars.kernel.zones import wall_of
from webinars.web.daytime import Fit, fit_of
from webinars.web.words.days import zone_city

CITIES = (
    "America/Bogota",
    "Africa/Dakar",
    "Europe/Zurich",
    "Africa/Nairobi",
    "Asia/Kathmandu",
    "Asia/Shanghai",
    "Pacific/Fiji",
)
"""From west to east, two to four hours apart; Kathmandu stands for the odd offsets."""


@dataclass(frozen=True)
class Cell:
    """When a sitting begins in a city."""

    starts_at: datetime
    inside: bool
    """All of it lies inside the working day."""
    other_day: bool
    """It begins on another day of the calendar than as announced."""


@dataclass(frozen=True)
class City:
    zone: str
    name: str
    cells: tuple[Cell, ...]


def city_sights(
    sittings: Sequence[SittingSight], *, zone: str | None, language: Language
) -> tuple[City, ...]:
    """Return the rows of the table, each with the sittings by time; the reader's own zone first."""
    own = (zone,) if zone and zone not in CITIES else ()
    return tuple(_city(name, sittings, language) for name in own + CITIES)


def _city(zone: str, sittings: Sequence[SittingSight], language: Language) -> City:
    in_time = sorted(sittings, key=lambda sitting: sitting.starts_at)
    cells = tuple(_cell(one, zone) for one in in_time)
    return City(zone, zone_city(zone, language=language), cells)


def _cell(sitting: SittingSight, zone: str) -> Cell:
    day = wall_of(sitting.starts_at, zone).date()
    return Cell(
        starts_at=sitting.starts_at,
        inside=fit_of(sitting.starts_at, sitting.ends_at, zone) is Fit.INSIDE,
        other_day=day != sitting.announced.date(),
    )
