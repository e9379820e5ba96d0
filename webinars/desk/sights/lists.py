"""A list of people before and after it counts: whom, what is wrong with which row, how far."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from webinars.registrations.models import DelegateList, ListState

SHOWN = 10
"""Names that the preview shows."""
FAULTS = 200
"""Bad rows that a page lists; a file with more is better mended as a whole."""


@dataclass(frozen=True)
class ListSight:
    public_id: str
    name: str
    """Of the file."""
    guessed: bool
    """Nothing in the file says its encoding: names want a look."""
    encoding: str
    good: int
    known: int
    """Of the good ones, registered already."""
    sample: tuple[tuple[int, str, str], ...]
    """Line, name and address of the first."""
    faults: tuple[tuple[int, str], ...]
    """Line and reason, in the reader's language."""
    more_faults: int
    state: ListState
    done: int
    made: int

    @property
    def fresh(self) -> int:
        return self.good - self.known

    @property
    def bad(self) -> int:
        return len(self.faults) + self.more_faults


def list_sight(listed: DelegateList, known: Collection[tuple[str, str]]) -> ListSight:
    """Return the list for its page; `known` are addresses and names that stand registered."""
    return ListSight(
        public_id=listed.public_id,
        name=listed.name,
        guessed=listed.read_as.startswith("cp"),
        encoding=listed.read_as,
        good=len(listed.rows),
        known=len(known),
        sample=tuple((row["line"], row["name"], row["address"]) for row in listed.rows[:SHOWN]),
        faults=tuple(_fault(fault) for fault in listed.faults[:FAULTS]),
        more_faults=max(0, len(listed.faults) - FAULTS),
        state=listed.state,
        done=listed.done,
        made=listed.made,
    )


def _fault(fault: dict[str, Any]) -> tuple[int, str]:
    sentence = fault["message"]
    return fault["line"], gettext(sentence, **fault["values"])
