"""The members of which nobody was ever seen, with what was tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from webinars.evaluation.sights.figures import GROUP_WORDS
from webinars.evaluation.sights.pictures.sight import Seen
from webinars.kernel.languages import Language
from webinars.kernel.text import N_, inert
from webinars.states.rules import sort_key

HEAD = ("state", "name", "regional_group", "invited", "registered", "came", "last_contact")


@dataclass(frozen=True)
class Missing:
    """One member: how many letters asked, whether anybody ever registered, and when last."""

    code: str
    name: str
    invited: int | None
    """None: the snapshot does not say, being of an earlier program."""
    registered: bool
    came: int
    """Persons in webinars who attended, and whom no registration counted there."""
    last_contact: date | None
    """None: never."""


@dataclass(frozen=True)
class Absent:
    groups: tuple[tuple[str, tuple[Missing, ...]], ...]
    """The name of a group, an English id, and its members that were never seen."""
    members: int
    rows: list[tuple[str, ...]]
    """As the file holds them."""

    @property
    def came(self) -> int:
        """Return of how many members somebody came whom no registration counted."""
        return sum(one.came > 0 for _, members in self.groups for one in members)

    @property
    def count(self) -> int:
        return len(self.rows)


def absent_of(seen: Seen, names: Mapping[str, str]) -> Absent:
    """Return the absent of a snapshot, group by group in the order of their names.

    Args:
        names: of the States by their alpha-3 codes, in the language of `seen`.
    """
    rows = [
        {"came": None, **row, "name": names.get(row["state"], row["state"])} for row in _told(seen)
    ]
    language = Language(seen.speech.language)
    rows.sort(key=lambda row: (row["regional_group"], sort_key(row["name"], language)))
    groups = tuple(
        (GROUP_WORDS.get(group, N_("No group")), tuple(_missing(row) for row in of))
        for group, of in groupby(rows, key=lambda row: row["regional_group"])
    )
    cells = [tuple(_cell(row[name]) for name in HEAD) for row in rows]
    return Absent(groups, len(seen.found["members"]), cells)


def _told(seen: Seen) -> list[dict[str, Any]]:
    if "absent" in seen.found:
        return list(seen.found["absent"])
    return [
        {
            "state": state,
            "regional_group": group or "",
            "invited": None,
            "registered": reached == "registered",
            "came": None,
            "last_contact": "",
        }
        for state, group, reached in seen.found["members"]
        if reached != "attended"
    ]


def _missing(row: dict[str, Any]) -> Missing:
    last = date.fromisoformat(row["last_contact"]) if row["last_contact"] else None
    came = row["came"] or 0
    return Missing(row["state"], row["name"], row["invited"], row["registered"], came, last)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else inert(str(value))
