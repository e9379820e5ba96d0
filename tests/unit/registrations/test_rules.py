"""What follows from a sitting's figures: how many are free, and what a public page tells of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.programme.models import Openness
from webinars.registrations.models import Category, ConsentKind
from webinars.registrations.rules import (
    ADMITTED,
    BANDS,
    CATEGORIES,
    CONSENTS,
    REMINDERS,
    Band,
    Seats,
)

COUNTS = st.integers(0, 1_000)


@pytest.mark.parametrize(
    ("seats", "free", "band"),
    [
        (Seats(None, 400), None, Band.UNLIMITED),
        (Seats(300, 0), 300, Band.PLENTY),
        (Seats(300, 269), 31, Band.PLENTY),
        (Seats(300, 270), 30, Band.FEW),
        (Seats(300, 300), 0, Band.FULL),
        (Seats(300, 301, 4), 0, Band.FULL),
        (Seats(20, 14), 6, Band.PLENTY),
        (Seats(20, 15), 5, Band.FEW),
        (Seats(20, 10, 10), 10, Band.FULL),
    ],
)
def test_places_are_plenty_few_or_none(seats: Seats, free: int | None, band: Band) -> None:
    assert (seats.free, seats.band) == (free, band)


@given(places=st.integers(1, 1_000), held=COUNTS, waiting=COUNTS)
def test_a_newcomer_gets_a_place_exactly_where_the_page_does_not_say_full(
    places: int, held: int, waiting: int
) -> None:
    seats = Seats(places, held, waiting)

    assert seats.open_to_newcomers is (seats.band is not Band.FULL)


@given(places=st.integers(1, 1_000), held=COUNTS, waiting=COUNTS)
def test_one_more_never_makes_places_look_freer(places: int, held: int, waiting: int) -> None:
    order = [Band.PLENTY, Band.FEW, Band.FULL]
    before, after = Seats(places, held, waiting), Seats(places, held + 1, waiting)

    assert order.index(after.band) >= order.index(before.band)


def test_every_kind_has_its_words() -> None:
    assert set(CATEGORIES) == set(Category)
    assert set(CONSENTS) == set(ConsentKind)
    assert set(BANDS) == set(Band)


def test_who_is_admitted_grows_with_openness() -> None:
    members, observers, public = (ADMITTED[openness] for openness in Openness)

    assert members < observers < public == set(Category)


def test_a_reminder_is_of_use_for_some_time_after_it_is_due() -> None:
    assert all(reminder.useful < reminder.before for reminder in REMINDERS)
