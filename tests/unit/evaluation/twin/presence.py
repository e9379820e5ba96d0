"""How many were there at once, and when they left: from the intervals themselves."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tests.unit.evaluation.twin.facts import Sitting, World
from tests.unit.evaluation.twin.figures import Key, Told, share

Found = Iterator[tuple[Key, Told]]
Groups = dict[tuple[str, str], str | None]
"""Webinar and person → regional group."""

PLACES = ("", "month", "webinar", "sitting", "group")


def presence(world: World) -> Found:
    """Yield 6 and 7."""
    groups = {(one.webinar, one.person): one.classes.get("group") for one in world.presences}
    sittings = [s for webinar in world.begun for s in world.sittings_of(webinar)]
    for by in PLACES:
        yield from _by(world, sittings, groups, by)
    for sitting in sittings:
        there = _there(world, sitting, lambda _: True)
        most = _most(there)
        for minute in range(_last_minute(sitting) + 1):
            key = f"{sitting.id}+{minute:03}"
            yield (6, "minute", key, "minute"), share(most - _at(there, minute), most)


def _by(world: World, sittings: list[Sitting], groups: Groups, by: str) -> Found:
    found: dict[str, list[tuple[int, int]]] = {} if by else {"": []}
    for sitting in sittings:
        for key in _keys(world, sitting, by, groups):
            there = _there(world, sitting, _wanted(groups, sitting, key if by == "group" else None))
            pair = (_most(there), _at(there, _last_minute(sitting)))
            found.setdefault(key, []).append(pair)
    for key, pairs in found.items():
        peaks = sum(most for most, _ in pairs)
        gone = sum(most - left for most, left in pairs)
        yield (6, by, key, "end"), share(gone, peaks)
        yield (7, by, key, "peak"), Told(max((m for m, _ in pairs), default=0), None, None)


def _keys(world: World, sitting: Sitting, by: str, groups: Groups) -> set[str]:
    if by == "group":
        return {group for (w, _), group in groups.items() if w == sitting.webinar and group}
    month = world.month(sitting.webinar)
    return {{"month": month, "webinar": sitting.webinar, "sitting": sitting.id}.get(by, "")}


def _wanted(groups: Groups, sitting: Sitting, group: str | None) -> Callable[[str], bool]:
    def wanted(person: str) -> bool:
        return group is None or groups.get((sitting.webinar, person)) == group

    return wanted


There = list[tuple[float, float]]
"""Intervals in seconds after the sitting's start, each of one person."""


def _there(world: World, sitting: Sitting, wanted: Callable[[str], bool]) -> There:
    def after(moment: datetime) -> float:
        return (moment - sitting.window[0]) / timedelta(seconds=1)

    people = world.intervals.get(sitting.id, {})
    return [
        (after(start), after(end))
        for person, spans in people.items()
        if wanted(person)
        for start, end in spans
    ]


def _most(there: There) -> int:
    """Return how many were there at once: intervals hold their start and not their end."""
    return max((sum(a <= start < b for a, b in there) for start, _ in there), default=0)


def _at(there: There, minute: int) -> int:
    return sum(a <= minute * 60 < b for a, b in there)


def _last_minute(sitting: Sitting) -> int:
    """Return the last whole minute that lies in the sitting, its end left out."""
    return int((sitting.running - 1) // 60)
