"""Indicators of persons in webinars: who was expected, came, stayed, from where, and again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.unit.evaluation.twin.facts import CLASSES, STATE_CLASSES, Counted, Presence, World
from tests.unit.evaluation.twin.figures import Key, Told, mean, median, quantile, share

ALL = ("", *CLASSES, "webinar", "sitting")

Found = Iterator[tuple[Key, Told]]


def people(world: World) -> Found:
    for by in ALL:
        gathered: dict[str, list[tuple[Presence, Counted]]] = defaultdict(list)
        for key, one, counted in world.spread(by):
            gathered[key].append((one, counted))
        for key, ones in (gathered or ({"": []} if by == "" else {})).items():
            for (number, measure), told in _of(world, ones).items():
                if (number, by) not in ((8, "sitting"), (8, "webinar")):
                    yield (number, by, key, measure), told
    yield from _hours_of_each(world)
    yield from _again(world)


def _of(world: World, ones: list[tuple[Presence, Counted]]) -> dict[tuple[int, str], Told]:
    counted = [each for _, each in ones]
    expected = [c for c in counted if c.expected]
    joined = [c for c in counted if c.joined]
    attended = [c for c in counted if c.attended]
    minutes = [c.seconds / 60 for c in joined]
    shares = [c.share for c in joined]
    came = sum(c.joined for c in expected)
    asked = {(row["webinar"], row["person"]) for row in world.table("questions")}
    askers = sum(c.joined and (one.webinar, one.person) in asked for one, c in ones)
    stays = {
        (26, f"stay-{k}"): share(sum(c.share >= k / 100 for c in attended), len(attended))
        for k in (25, 50, 75, 85)
    }
    return {
        (1, "attended"): share(sum(c.attended for c in expected), len(expected)),
        (1, "joined"): share(came, len(expected)),
        (2, "no-show"): share(len(expected) - came, len(expected)),
        (3, "median"): median(minutes),
        (3, "mean"): mean(minutes),
        (3, "q1"): Told(quantile(minutes, 0.25), None, len(minutes)),
        (3, "q3"): Told(quantile(minutes, 0.75), None, len(minutes)),
        (4, "median"): median(shares),
        (4, "mean"): mean(shares),
        (5, "completed"): share(sum(c.completed for c in joined), len(joined)),
        (8, "hours"): Told(sum(minutes) / 60, None, len(joined)),
        (24, "askers"): share(askers, len(joined)),
        **stays,
    }


def _hours_of_each(world: World) -> Found:
    """Yield 8 for every webinar and sitting that was held: a sum over nobody is 0."""
    for webinar in world.begun:
        there = [one for one in world.presences if one.webinar == webinar]
        yield (8, "webinar", webinar, "hours"), _hours([one.whole for one in there])
        for sitting in world.sittings_of(webinar):
            parts = [one.sittings[sitting.id] for one in there]
            yield (8, "sitting", sitting.id, "hours"), _hours(parts)


def _hours(parts: list[Counted]) -> Told:
    joined = [part for part in parts if part.joined]
    return Told(sum(part.seconds for part in joined) / 3600, None, len(joined))


def _again(world: World) -> Found:
    """Yield 20: persons, and members, in two webinars or more, of those in one or more."""
    persons: dict[str, list[Presence]] = defaultdict(list)
    members: dict[str, set[str]] = defaultdict(set)
    for one in world.presences:
        if one.whole.attended:
            persons[one.person].append(one)
            if world.is_member(one):
                members[one.state or ""].add(one.webinar)
    for by in ("", *STATE_CLASSES):
        yield from _persons_again(by, persons.values())
    yield (20, "", "", "members"), _twice([len(of) for of in members.values()], counted=True)


def _persons_again(by: str, persons: Iterable[list[Presence]]) -> Found:
    """Count each person in the class that held at the last webinar that the person attended."""
    found: dict[str, list[int]] = {} if by else {"": []}
    for ones in persons:
        key = ones[-1].classes.get(by) if by else ""
        if key is not None:
            found.setdefault(key, []).append(len(ones))
    for key, counts in found.items():
        yield (20, by, key, "persons"), _twice(counts)


def _twice(counts: list[int], *, counted: bool = False) -> Told:
    return share(sum(count > 1 for count in counts), len(counts), counted=counted)
