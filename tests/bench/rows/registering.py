"""The registration form, opened and sent."""

from collections.abc import Iterator

from sqlalchemy import func, select

from tests.bench.data import CAPACITY
from tests.bench.house import House
from tests.bench.load import Unexpected
from tests.bench.measuring import Turns, inserting, registering
from tests.bench.table import Row, rates
from webinars.database.engine import open_engine
from webinars.registrations.models import Place, PlaceState


def registration(house: House, turns: Turns) -> Iterator[Row]:
    """Form and answer by eight clients at once, letter and journal and all."""
    pair = turns.rates((house.large, registering(house.scene.form)), (house.bare, inserting))
    refuse_oversold(house)
    yield rates("registration: GET form and POST", pair, 0.35)


def refuse_oversold(house: House) -> None:
    engine = open_engine(house.database)
    held = select(func.count()).where(
        Place.sitting_id == house.scene.sitting_id, Place.state == PlaceState.CONFIRMED
    )
    with engine.connect() as connection:
        found = connection.scalar(held) or 0
    engine.dispose()
    if found > CAPACITY:
        raise Unexpected(f"{found} places are held where there are {CAPACITY}.")
