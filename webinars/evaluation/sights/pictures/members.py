"""All members by group: reached, registered only, not reached."""

from collections.abc import Iterator, Mapping

from webinars.evaluation.charts import LOOKS, Picture, grid, tiles
from webinars.evaluation.sights.figures import GROUP_WORDS
from webinars.evaluation.sights.overview import COVERAGE, GroupTiles
from webinars.evaluation.sights.pictures.sight import Seen, Sight
from webinars.kernel.text import N_

COVERAGE_KEY = "coverage"
REACHED = {
    "attended": N_("attended"),
    "registered": N_("registered only"),
    "none": N_("no registration"),
}

CORNER = N_("A tile with a corner cut off: no authority has confirmed the group on that day.")


def coverage(seen: Seen, words: Mapping[str, str] = REACHED) -> Iterator[Sight]:
    """Yield one picture of all members in their groups, where a webinar has begun.

    Args:
        words: what each tile means, as English ids.
    """
    groups, speech = seen.overview.groups, seen.speech
    if not groups:
        return
    members = [(group_name(seen, one), one.marked(seen.unverified())) for one in groups]
    reached, all_of_them = sum(one.reached for one in groups), sum(one.members for one in groups)
    rows = [
        (tile.code, name, speech.say(words[tile.reached]), _sure(seen, tile.is_unverified))
        for name, tiled in members
        for tile in tiled
    ]
    yield Sight(
        COVERAGE_KEY,
        speech.say(N_("Who was reached, member by member")),
        speech.say(N_("Coverage")),
        speech.say(
            N_("%(n)s of %(d)s members attended"),
            n=speech.number(reached),
            d=speech.number(all_of_them),
        ),
        grid(
            [
                (seen.speech.named(name, _of(seen, one)), tiled)
                for (name, tiled), one in zip(members, groups, strict=True)
            ]
        ),
        tuple(map(speech.say, (N_("State"), N_("Regional group"), N_("Reached"), N_("Group")))),
        tuple(rows),
        COVERAGE,
        tuple((LOOKS[one], speech.say(told)) for one, told in words.items()),
        speech.say(CORNER),
    )


def group_name(seen: Seen, group: GroupTiles) -> str:
    return seen.speech.say(GROUP_WORDS.get(group.group, N_("No group")))


def _of(seen: Seen, group: GroupTiles) -> str:
    return seen.speech.of(group.reached, group.members)


def _sure(seen: Seen, is_unverified: bool) -> str:  # noqa: FBT001  (a cell of a table)
    return seen.speech.say(N_("unverified") if is_unverified else N_("confirmed"))


def group_tiles(seen: Seen) -> list[Picture]:
    """Return the tiles of each group in the order of the groups, for a page of its own width."""
    unverified = seen.unverified()
    drawn = [tiles(one.marked(unverified)) for one in seen.overview.groups]
    return [one.mirrored() for one in drawn] if seen.speech.is_rtl else drawn
