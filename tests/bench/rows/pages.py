"""Public pages: warm, unchanged, built anew, and from a larger database."""

from collections.abc import Iterator

from tests.bench.house import House
from tests.bench.measuring import Turns, etag, reading, reading_anew
from tests.bench.table import Row, rates

FLAT = 0.9
"""A larger database may cost a tenth: less cannot be told from noise."""


def warm(house: House, turns: Turns) -> Iterator[Row]:
    """Kept copies beside the empty view."""
    empty = (house.bare, reading("/"))
    for work, path, least in (
        ("webinar page", house.scene.page, 0.5),
        ("programme, 50 webinars", "/programme", 0.5),
        ("`/programme.ics`, 50 webinars", "/programme.ics", 0.5),
    ):
        pair = turns.rates((house.large, reading(path)), empty)
        yield rates(f"GET {work}", pair, least)
    tag = etag(house.large, house.scene.page)
    known = reading(house.scene.page, status=304, If_None_Match=tag)
    yield rates(
        "GET webinar page, 304 on a matching ETag", turns.rates((house.large, known), empty), 0.8
    )


def fresh(house: House, turns: Turns) -> Iterator[Row]:
    """The same where no copy is kept: what the first reader after a change waits for."""
    empty = (house.bare, reading("/"))
    for work, path in (
        ("webinar page", house.scene.page),
        ("programme, 50 webinars", "/programme"),
        ("`/programme.ics`, 50 webinars", "/programme.ics"),
    ):
        pair = turns.rates((house.large, reading_anew(path)), empty)
        yield rates(f"GET {work}, built anew", pair, None)


def flatness(house: House, turns: Turns) -> Iterator[Row]:
    """The same page from a large database and from a small one."""
    for work, asking, budget in (
        ("webinar page", reading, FLAT),
        ("webinar page, built anew", reading_anew, None),
    ):
        pair = turns.rates(
            (house.large, asking(house.scene.page)), (house.small, asking(house.small_scene.page))
        )
        yield rates(
            f"GET {work}: {house.more:,} registrations beside {house.fewer:,}", pair, budget
        )
