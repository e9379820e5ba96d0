"""Parts that every document has: populations, figures, the absent, definitions."""

from collections.abc import Iterator

from webinars.evaluation.dossiers.blocks import Block, Heading, Paragraph, Table
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.rules import is_small
from webinars.evaluation.sights.figures import GROUP_WORDS, Indicator
from webinars.evaluation.sights.overview import Populations
from webinars.kernel.text import N_

COUNTED = ("registered", "expected", "joined", "attended", "walk_in", "surveyed", "responded")


def populations(told: Told) -> Iterator[Block]:
    yield Heading(told.say(N_("Populations")))
    series = told.overview.series
    if series is None or not told.overview.webinars:
        yield Paragraph(told.say(N_("No webinar has been held yet: every figure is n/a.")))
        return
    heads = (
        N_("Webinar"),
        N_("Registered"),
        N_("Expected"),
        N_("Joined"),
        N_("Attended"),
        N_("Walk-in"),
        N_("Asked"),
        N_("Responded"),
    )
    rows = [_counts(told, one) for one in (series, *told.overview.webinars)]
    yield Table(
        told.say(N_("Persons, each once per webinar")),
        [told.say(head) for head in heads],
        rows,
        frozenset(range(1, len(heads))),
        told.say(N_("Left out: speakers, moderators, interpreters, Secretariat; group viewers.")),
    )


def _counts(told: Told, one: Populations) -> list[str]:
    title = one.title or told.say(N_("The series"))
    return [title, *(count(told, getattr(one, name)) for name in COUNTED)]


def count(told: Told, number: int) -> str:
    """Return a number of persons, suppressed where the reader may not see so few."""
    if told.is_public and is_small(number):
        return told.say(N_("suppressed"))
    return told.number(number)


def figures(told: Told) -> Iterator[Block]:
    yield Heading(told.say(N_("Indicators")))
    for indicator in told.overview.indicators:
        yield _figures(told, indicator)


def _figures(told: Told, indicator: Indicator) -> Table:
    name = f"{indicator.number}. {told.say(indicator.name)}"
    heads = (N_("Where"), N_("Measure"), N_("Value"))
    rows = list(told.rows(indicator)) or [(told.say(N_("The series")), "", told.say(N_("n/a")))]
    return Table(name, [told.say(head) for head in heads], rows, note=told.source(indicator.number))


def absent(told: Told) -> Iterator[Block]:
    """Tell which members were never registered, by group."""
    yield Heading(told.say(N_("Members without any registration")))
    for group in told.overview.groups:
        name = told.say(GROUP_WORDS.get(group.group, N_("No group")))
        codes = [code for code, reached in group.states if reached == "none"]
        names = ", ".join(codes) or told.say(N_("none"))
        yield Paragraph(f"{name}: {names}", numbered=False)


def definitions(told: Told) -> Iterator[Block]:
    yield Heading(told.say(N_("Definitions")))
    yield Paragraph(
        told.say(N_("As the files of the snapshot hold them, in English.")), numbered=False
    )
    for indicator in told.overview.indicators:
        yield Heading(f"{indicator.number}. {told.say(indicator.name)}", level=2)
        for line in indicator.heading.splitlines():
            yield Paragraph(line, numbered=False, language="en")
