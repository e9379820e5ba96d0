"""Small invented snapshots that obey the tables' promises and are otherwise as odd as they come."""

from random import Random

from hypothesis import strategies as st

from tests.unit.evaluation.twin.facts import Rows
from tests.unit.evaluation.twin.worlds_asked import Asked
from tests.unit.evaluation.twin.worlds_kept import Kept
from tests.unit.evaluation.twin.worlds_peopled import Peopled
from tests.unit.evaluation.twin.worlds_planned import Planned


@st.composite
def worlds(draw: st.DrawFn) -> Rows:
    """Draw the sizes, which shrink, and a seed for all the rest."""
    sizes = {
        "webinars": draw(st.integers(0, 4)),
        "people": draw(st.integers(0, 9)),
        "visits": draw(st.integers(0, 14)),
        "responses": draw(st.integers(0, 8)),
        "rest": draw(st.integers(0, 5)),
    }
    chance = Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311  (nothing is kept secret)
    return Maker(chance, sizes).rows()


class Maker(Planned, Peopled, Asked, Kept):
    """Makes one world. Later tables look at the earlier ones."""

    def rows(self) -> Rows:
        self.made["series"] = [self._series("s1"), self._series("s2")][
            : self.chance.choice([1, 1, 2])
        ]
        makers = {
            "webinars": self._webinars,
            "sittings": self._sittings,
            "states": self._states,
            "hours": self._hours,
            "registrations": self._registrations,
            "excluded": self._excluded,
            "connections": self._connections,
            "questions": self._questions,
            "items": self._items,
            "surveyed": self._surveyed,
            "responses": self._responses,
            "answers": self._answers,
            "costs": self._costs,
            "recordings": self._recordings,
            "views": self._views,
            "topics": self._topics,
            "parts": self._parts,
        }
        for table, make in makers.items():
            self.made[table] = make()
        return self.made
