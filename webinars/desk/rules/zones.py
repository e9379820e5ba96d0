"""Where a reader may be on the clock: the cities of the States, by the State's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webinars.kernel.languages import Language
from webinars.states.rules import folded, zones_of
from webinars.web.words.days import zone_city


@dataclass(frozen=True)
class Place:
    """A city by which people know a zone."""

    zone: str
    city: str


@dataclass(frozen=True)
class Country:
    name: str
    places: tuple[Place, ...]


def countries(
    names: Sequence[tuple[str, str]], capitals: Mapping[str, str], *, language: Language
) -> list[Country]:
    """Return the States of `names` (code and name) in that order, each with its zones."""
    return [
        Country(name, _places(zones_of(code, capital=capitals[code]), language))
        for code, name in names
        if code in capitals
    ]


def matching(found: Sequence[Country], sought: str) -> list[Country]:
    """Return what `sought` may mean: a State's name, or some of its cities."""
    words = folded(sought)
    narrowed = [one if words in folded(one.name) else _narrowed(one, words) for one in found]
    return [one for one in narrowed if one.places]


def _narrowed(country: Country, words: str) -> Country:
    near = tuple(place for place in country.places if words in folded(place.city))
    return Country(country.name, near)


def _places(zones: Sequence[str], language: Language) -> tuple[Place, ...]:
    return tuple(Place(zone, zone_city(zone, language=language)) for zone in zones)
