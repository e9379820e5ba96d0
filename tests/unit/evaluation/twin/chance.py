"""The dice of an invented snapshot, and what all its tables know."""

from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from tests.unit.evaluation.twin.facts import utc

CUT = utc(2026, 7, 1, 12)
STATES = ("ATL", "BRO", "CHN", "DOR", "ELD", "FLO", "GIL", "NAR", "OZZ", "PSE")
GROUPS = ("african-group", "apg", "grulac", "group-b")
INSTRUMENTS = {
    "after-1": "relevance satisfaction before after apply recommend:recommend comment:text",
    "after-2": "relevance satisfaction before after apply recommend:recommend other:choice",
    "three-months-1": "applied:choice used:several example:text",
    "six-months-1": "applied:choice used:several",
}
Table = list[dict[str, Any]]
T = TypeVar("T")


class Chance:
    """What is thrown, and what was made so far."""

    def __init__(self, chance: Random, sizes: dict[str, int]) -> None:
        self.chance = chance
        self.sizes = sizes
        self.people = [f"person {n}" for n in range(sizes["people"])]
        self.made: dict[str, Table] = {}

    def maybe(self, of_ten: int) -> bool:
        return self.chance.randrange(10) < of_ten

    def one_of(self, *values: T) -> T:
        return self.chance.choice(values)

    def near(self, moment: datetime, before: int, after: int) -> datetime:
        """Return a moment some minutes before to some minutes after; seconds in steps of ten."""
        return moment + timedelta(seconds=10 * self.chance.randint(-6 * before, 6 * after))


def hash_of(person: str) -> int:
    """Return a number of a person that is the same in every run."""
    return sum(person.encode())
