"""The members that were reached, that could be, and how they are represented."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.unit.evaluation.twin.facts import STATE_CLASSES, Presence, Row, World
from tests.unit.evaluation.twin.figures import Key, Told, share

Found = Iterator[tuple[Key, Told]]


def states(world: World) -> Found:
    """Yield 9, 10, 11 and 27: the members that were reached, and could be."""
    came = [one for one in world.presences if one.whole.attended and world.is_member(one)]
    yield from _coverage(world, came)
    for by in ("", "month", "webinar"):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for one in came:
            counts[one.classes.get(by, "")][one.state or ""] += 1
        for key, members in (counts or ({"": Counter()} if by == "" else {})).items():
            yield from _concentration(by, key, members)
    yield from _representation(world, came)
    yield from _hours(world)


def _coverage(world: World, came: list[Presence]) -> Found:
    last = world.begun[-1:]
    scopes = [("", "", last, {one.state for one in came})]
    scopes += [
        ("webinar", webinar, [webinar], {one.state for one in came if one.webinar == webinar})
        for webinar in world.begun
    ]
    for by, key, day, reached in scopes:
        members = [row for webinar in day for row in world.members(webinar)]
        n = sum(row["state"] in reached for row in members)
        yield (9, by, key, "members"), share(n, len(members), counted=True)
    members = [row for webinar in last for row in world.members(webinar)]
    reached = {one.state for one in came}
    for by, key, rows in _classed(members):
        n = sum(row["state"] in reached for row in rows)
        yield (9, by, key, "members"), share(n, len(rows), counted=True)


def _classed(members: list[Row]) -> Iterator[tuple[str, str, list[Row]]]:
    """Yield every class of member States with its members."""
    for by in STATE_CLASSES:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in members:
            if (key := _class_of(row, by)) is not None:
                found[key].append(row)
        yield from ((by, key, rows) for key, rows in found.items())


def _class_of(row: Row, by: str) -> str | None:
    if by == "group":
        return row["regional_group"] or None
    return "yes" if row[by] else "no"


def _concentration(by: str, key: str, members: Counter[str]) -> Found:
    total = members.total()
    top = sum(count for _, count in members.most_common(5))
    yield (10, by, key, "top-five"), share(top, total)
    squares = sum((count / total) ** 2 for count in members.values()) if total else 0
    effective = 1 / squares if total else None
    yield (10, by, key, "effective-number"), Told(effective, None, total)


def _representation(world: World, came: list[Presence]) -> Found:
    """Yield the ratio of every class, and of the least developed countries webinar by webinar."""
    pool = [row for webinar in world.begun for row in world.members(webinar)]
    for by, key, rows in _classed(pool):
        n = sum(one.classes.get(by) == key for one in came)
        yield (11, by, key, "ratio"), _ratio(n, len(came), len(rows), len(pool))
    scopes = [("", "", came, pool)]
    for webinar in world.begun:
        own = [one for one in came if one.webinar == webinar]
        scopes.append(("webinar", webinar, own, world.members(webinar)))
    for by, key, those, members in scopes:
        n = sum(one.classes.get("ldc") == "yes" for one in those)
        least = sum(bool(row["ldc"]) for row in members)
        yield (11, by, key, "ratio"), _ratio(n, len(those), least, len(members))


def _ratio(n: int, d: int, members: int, pool: int) -> Told:
    return Told((n / d) / (members / pool) if d and members else None, n, d)


def _hours(world: World) -> Found:
    inside = {
        (world.sittings[row["sitting"]].webinar, row["state"])
        for row in world.table("hours")
        if row["inside"] and not world.sittings[row["sitting"]].cancelled
    }
    pool = [row for webinar in world.begun for row in world.members(webinar)]
    scopes = [("", "", pool), *_classed(pool)]
    scopes += [("webinar", webinar, world.members(webinar)) for webinar in world.begun]
    months = {world.month(webinar) for webinar in world.begun}
    scopes += [("month", m, [r for r in pool if world.month(r["webinar"]) == m]) for m in months]
    for by, key, rows in scopes:
        n = sum((row["webinar"], row["state"]) in inside for row in rows)
        yield (27, by, key, "members"), share(n, len(rows), counted=True)
