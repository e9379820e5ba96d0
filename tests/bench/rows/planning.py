"""Slot planning: all plans of three sittings for the members of a day, read from the database."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, count

from sqlalchemy import Engine

from tests.bench.house import House
from tests.bench.load import Unexpected
from tests.bench.measuring import Turns
from tests.bench.table import Row
from webinars.database.engine import open_engine
from webinars.database.unit import reading
from webinars.desk.queries.slots import plan_hours
from webinars.kernel.languages import Language
from webinars.programme.rules.slots import HALF_HOURS, Weight, Wish
from webinars.states.queries import capitals

FIRST_DAY = date(2027, 1, 1)
MOST = 2
"""Seconds of one core."""
PLANS = 17_296
"""48 half-hours, three at a time."""


def planning(house: House, turns: Turns) -> Iterator[Row]:
    """Beside nothing but an `or` and a count for each plan, without an order."""
    engine, days = open_engine(house.database), count()
    pair = turns.starts(lambda: _plan(engine, next(days)), _only_count)
    engine.dispose()
    own, other = (sorted(side)[len(side) // 2] for side in (pair.product, pair.reference))
    work = f"slot planning: {PLANS:,} plans of three sittings, 194 members"
    yield Row(work, f"{own:.2f} s", f"{other:.3f} s", None, f"≤ {MOST} s", own <= MOST)


def _plan(engine: Engine, number: int) -> float:
    """Plan for a day that was not asked before, so that nothing is remembered of its zones."""
    day = FIRST_DAY + timedelta(days=number)
    began = time.process_time()
    with reading(engine) as db:
        here = capitals(db, language=Language.ENGLISH, on=day)
        wish = Wish(day, 90, 3)
        planned = plan_hours(db, wish=wish, weight=Weight.ALL, series=None, capitals=here)
    took = time.process_time() - began
    if len(planned.plans) != PLANS or len(planned.members) != 194:
        raise Unexpected(f"{len(planned.plans)} plans came, for {len(planned.members)} members.")
    return took


def _only_count() -> float:
    served = [(1 << 194) // (place + 1) for place in range(HALF_HOURS)]
    began = time.process_time()
    counts = [(a | b | c).bit_count() for a, b, c in combinations(served, 3)]
    took = time.process_time() - began
    if len(counts) != PLANS:
        raise Unexpected(f"{len(counts)} plans were counted.")
    return took
