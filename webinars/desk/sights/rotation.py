"""The rotation as a table: who carries which month, and whom it meets most often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webinars.desk.queries.rotation import Taken
from webinars.desk.sights.planner import ALL, shade_of
from webinars.programme.rules.slots import Share, Turn, burden_of, total
from webinars.states.models import Group, Kind
from webinars.states.queries import Capital
from webinars.states.rules import CATEGORIES, GROUPS, SHORT_NAMES


@dataclass(frozen=True)
class Column:
    """One month of the table."""

    month: date
    clocks: tuple[str, ...]
    """The starts of its sittings in UTC, as in 05:00."""
    turn: Turn
    proposed: bool = False


@dataclass(frozen=True)
class BurdenCell:
    share: Share
    shade: str


@dataclass(frozen=True)
class BurdenRow:
    label: str
    """An English id."""
    cells: tuple[BurdenCell, ...]
    total: Share


@dataclass(frozen=True)
class RotationSight:
    columns: tuple[Column, ...]
    rows: tuple[BurdenRow, ...]
    names: tuple[str, ...]
    """Of the members that carry most months, in the order of the reader's language."""
    months: int
    """How many they carry; 0: nobody carries any."""


def column_of(taken: Taken) -> Column:
    clocks = tuple(f"{one.starts_at:%H:%M}" for one in taken.sittings)
    return Column(taken.month, clocks, taken.turn)


def rotation_sight(columns: Sequence[Column], capitals: Mapping[str, Capital]) -> RotationSight:
    """Return the table of these months. `capitals` are in the order of the reader's language."""
    turns = [column.turn for column in columns]
    burden = burden_of(turns)
    most = max(burden.values(), default=0)
    keys: list[Group | Kind | None] = [None, *GROUPS, *CATEGORIES]
    return RotationSight(
        columns=tuple(columns),
        rows=tuple(_row(turns, key) for key in keys),
        names=tuple(one.name for code, one in capitals.items() if most and burden[code] == most),
        months=most,
    )


def _row(turns: Sequence[Turn], key: Group | Kind | None) -> BurdenRow:
    shares = [turn.share(key) for turn in turns]
    return BurdenRow(
        label=ALL if key is None else SHORT_NAMES[key],
        cells=tuple(BurdenCell(share, shade_of(share.n, share.d)) for share in shares),
        total=total(turns, key),
    )
