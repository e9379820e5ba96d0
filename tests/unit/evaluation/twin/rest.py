"""Indicators of money, recordings, delivery, questions, announcements, topics and languages."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tests.unit.evaluation.twin.facts import Row, World, accepted, days
from tests.unit.evaluation.twin.figures import Key, Told, median, share

Found = Iterator[tuple[Key, Told]]


def rest(world: World) -> Found:
    yield from _cost(world)
    yield from _archive(world)
    yield from _delivery(world)
    yield from _answered(world)
    yield from _lead(world)
    yield from _topics(world)
    yield from _parts(world)


def _cost(world: World) -> Found:
    lines = [row for row in world.table("costs") if row["kind"] == "actual"]
    for by, keys in (("", [""]), ("webinar", world.begun)):
        for key in keys:
            own = [row["amount"] for row in lines if not by or row["webinar"] == key]
            francs = float(sum(own)) if own else None  # without a line the cost is not known
            came = [one.whole for one in world.presences if not by or one.webinar == key]
            attended = sum(one.attended for one in came)
            hours = sum(one.seconds for one in came if one.joined) / 3600
            yield (21, by, key, "per-participant"), _each(francs, attended)
            yield (21, by, key, "per-hour"), _each(francs, hours)


def _each(francs: float | None, d: float) -> Told:
    return Told(francs / d if d and francs is not None else None, francs, d)


def _archive(world: World) -> Found:
    """Yield the views of recordings in the first days of those that have had so many days."""
    published = [
        row
        for row in world.table("recordings")
        if row["published_at"] is not None and row["published_at"] <= world.at
    ]
    webinars = sorted({row["webinar"] for row in published})
    for by, keys in (("", [""]), ("webinar", webinars)):
        for key in keys:
            own = [row for row in published if not by or row["webinar"] == key]
            for first in (7, 30, 90, None):
                measure = "views" if first is None else f"views-{first}"
                yield (22, by, key, measure), _views(world, own, first)
            identified, away = _viewers(world, own)
            yield (22, by, key, "identified"), identified
            yield (22, by, key, "not-live"), away
            for counted in ("visitors", "minutes", "downloads"):
                yield (22, by, key, counted), _views(world, own, None, counted)


def _viewers(world: World, published: list[Row]) -> tuple[Told, Told]:
    """Return who opened a recording by the own link, of those registered; and who of them was away.

    Of webinars that have begun and have a published recording.
    """
    webinars = {row["webinar"] for row in published}
    opened = {(r["webinar"], r["person"]) for r in world.table("registrations") if r.get("viewed")}
    asked = [one for one in world.presences if one.webinar in webinars and one.whole.registered]
    viewers = [one.whole for one in asked if (one.webinar, one.person) in opened]
    away = sum(not one.attended for one in viewers)
    n = len(viewers)  # all are counted
    return share(n, len(asked), counted=True), share(away, n, counted=True)


def _views(world: World, published: list[Row], first: int | None, counted: str = "views") -> Told:
    so_long = {
        row["recording"]: row["published_at"].date()
        for row in published
        if first is None or row["published_at"] + timedelta(days=first) <= world.at
    }
    total = sum(
        row[counted]
        for row in world.table("views")
        if row["recording"] in so_long
        and (first is None or (row["day"] - so_long[row["recording"]]).days < first)
    )
    return Told(total if so_long else None, None, len(so_long))


def _delivery(world: World) -> Found:
    held = set(world.begun)
    planned = [key for key, row in world.webinars.items() if key in held or _over(world, row)]
    for by, keys in (("", [""]), ("webinar", planned)):
        for key in keys:
            these = [one for one in planned if not by or one == key]
            done = [one for one in these if one in held]
            in_month = sum(
                world.month(one) == f"{world.webinars[one]['planned_month']:%Y-%m}" for one in done
            )
            online = [wait for one in done for wait in _online(world, one)]
            yield (23, by, key, "held"), share(len(done), len(these), counted=True)
            yield (23, by, key, "in-month"), share(in_month, len(done), counted=True)
            yield (23, by, key, "days-to-recording"), median(online)


def _over(world: World, webinar: Row) -> bool:
    """Say whether the month for which a webinar was planned has passed."""
    month = webinar["planned_month"]
    return (month.year, month.month) < (world.at.year, world.at.month)


def _online(world: World, webinar: str) -> list[float]:
    """Return the days from the end of each sitting to the publication of its recording."""
    sittings = {one.id: one for one in world.sittings_of(webinar)}
    return [
        days(row["published_at"] - sittings[row["sitting"]].window[1])
        for row in world.table("recordings")
        if row["sitting"] in sittings and row["published_at"] is not None
    ]


def _answered(world: World) -> Found:
    """Yield the questions answered, of those asked; by the language in which they were."""
    asked = [
        row
        for row in world.table("questions")
        if row["webinar"] in world.begun and (row["webinar"], row["person"]) not in world.excluded
    ]
    for by in ("", "language", "webinar"):
        for key, rows in _parted(asked, by, lambda row: row["asked_at"]).items():
            n = sum(row["status"] == "answered" for row in rows)
            yield (24, by, key, "answered"), share(n, len(rows))


def _lead(world: World) -> Found:
    before = _before(world)
    every = [wait for waits in before.values() for wait in waits]
    announced = {webinar: _announced(world, webinar) for webinar in world.begun}
    yield (
        (25, "", "", "announced"),
        median([wait for waits in announced.values() for wait in waits]),
    )
    yield (25, "", "", "registered"), median(every)
    for webinar in world.begun:
        yield (25, "webinar", webinar, "announced"), median(announced[webinar])
        yield (25, "webinar", webinar, "registered"), median(before.get(webinar, []))
    for day, count in Counter(int(wait) for wait in every).items():
        yield (25, "day", f"{day:03}", "day"), Told(count, count, len(every))


def _announced(world: World, webinar: str) -> list[float]:
    """Return the days from the announcement to the first sitting, if there was one."""
    announced = world.webinars[webinar]["announced_at"]
    return [days(world.first_instant(webinar) - announced)] if announced else []


def _before(world: World) -> dict[str, list[float]]:
    """Return how many days before the start each registration of a webinar was made."""
    found: dict[str, list[float]] = defaultdict(list)
    for row in world.table("registrations"):
        webinar = row["webinar"]
        if webinar not in world.begun or (webinar, row["person"]) in world.excluded:
            continue
        wait = days(world.first_instant(webinar) - row["registered_at"])
        if wait >= 0 and accepted(row):
            found[webinar].append(wait)
    return found


def _topics(world: World) -> Found:
    def met(row: Row) -> bool:
        return row["webinar"] in world.begun

    for by in ("", "language", "month"):
        for key, rows in _parted(world.table("topics"), by, lambda row: row["received_at"]).items():
            yield (28, by, key, "met"), share(sum(map(met, rows)), len(rows), counted=True)
    received = world.table("topics")
    for webinar in world.begun:
        n = sum(row["webinar"] == webinar for row in received)
        yield (28, "webinar", webinar, "met"), share(n, len(received), counted=True)


def _parts(world: World) -> Found:
    rows = [
        row
        for row in world.table("parts")
        if row["webinar"] in world.begun and row["withdrawn_at"] is None
    ]

    def month(row: Row) -> datetime:
        return world.first_instant(row["webinar"])

    for by in ("", "language", "month", "part", "webinar"):
        for key, those in _parted(rows, by, month).items():
            n = sum(bool(row["published"]) for row in those)
            yield (29, by, key, "published"), share(n, len(those), counted=True)


def _parted(rows: list[Row], by: str, when: Callable[[Row], datetime]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {} if by else {"": []}
    for row in rows:
        key = f"{when(row):%Y-%m}" if by == "month" else row[by] if by else ""
        if key is not None:
            found.setdefault(key, []).append(row)
    return found
