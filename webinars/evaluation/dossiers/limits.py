"""How the figures were made, and what they cannot show."""

from collections.abc import Iterator

from webinars.evaluation.dossiers.blocks import Block, Paragraph
from webinars.evaluation.dossiers.figures import Told
from webinars.kernel.text import N_

METHODS = (
    N_(
        "The unit is a person in a webinar. Twin sittings are one webinar: a person in both counts"
        " once. Speakers, moderators, interpreters and the Secretariat are in no population."
    ),
    N_(
        "Expected are those registered by the actual start; joined, those connected within the"
        " running time; attended, those credited with the series’ threshold or more within one"
        " sitting. Overlapping connections of one person count once."
    ),
    N_(
        "Proportions carry the 95 %% interval of Wilson. A base below ten is told in counts,"
        " without a percentage. A zero denominator is n/a, never 0 %%. Figures are rounded once,"
        " when told."
    ),
    N_(
        "Membership, groups and categories of States are those of each webinar’s day. No assignment"
        " to a group has been confirmed: unverified."
    ),
)

WHOLE = N_(
    "This is the evaluator’s copy: it holds figures of few persons, and how classes of respondents"
    " answered. Publish no two of snapshots that lie close together: their difference tells what"
    " few persons answered in between. What everybody may read stands on the page of the series."
)

PUBLIC = N_(
    "Counts of fewer than five persons are suppressed here, and so are others that would give them"
    " back. The indicators’ definitions stand in the snapshot."
)

STANDING = (
    N_(
        "The figures describe who took part; by themselves they do not show what the webinars"
        " caused."
    ),
    N_(
        "Respondents are self-selected, and often most of a small population: compare their groups"
        " and languages with those who attended before concluding for all."
    ),
    N_(
        "With few webinars, a difference between two of them may be chance: no test of significance"
        " is made."
    ),
    N_(
        "Viewers of recordings are known only where they came by their own link: of all others"
        " it is not known whether they attended."
    ),
)


def methods(told: Told) -> Iterator[Block]:
    for message in METHODS:
        yield Paragraph(told.say(message))
    yield Paragraph(told.say(PUBLIC if told.is_public else WHOLE))


def limits(told: Told) -> Iterator[Block]:
    lacking = [one for one in told.overview.indicators if _is_lacking(told, one.number)]
    if lacking:
        names = told.apart(f"{one.number} {told.say(one.name)}" for one in lacking)
        yield Paragraph(
            told.say(
                N_("Not evaluable over the series yet, for want of data: %(names)s."), names=names
            )
        )
    scheduled = told.as_scheduled()
    if scheduled:
        yield Paragraph(
            told.say(
                N_(
                    "Sittings of which nobody noted the actual times, so that the schedule stands"
                    " in: %(count)s."
                ),
                count=told.number(scheduled),
            )
        )
    for message in STANDING:
        yield Paragraph(told.say(message))


def _is_lacking(told: Told, number: int) -> bool:
    line = told.whole(number)
    return line is None or line.value is None
