"""The Secretariat's own report on the series, public: counts under the one rule of suppression."""

from collections.abc import Iterator

from webinars.evaluation.dossiers.blocks import Block, Document, Heading, Paragraph, Table
from webinars.evaluation.dossiers.composing import (
    Front,
    footer,
    introduction,
    marks,
    sentence,
)
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.limits import limits, methods
from webinars.evaluation.rules import K
from webinars.evaluation.sights.figures import GROUP_WORDS
from webinars.evaluation.sights.public import Count, Published
from webinars.kernel.text import N_

COUNTED = ("registered", "joined", "attended")


def report(told: Told, front: Front, public: Published) -> Document:
    """Return the report.

    Args:
        told: public, so that small figures are suppressed.
        public: what of the snapshot is public, judged against earlier releases.
    """
    return Document(
        language=told.language,
        title=told.say(N_("Report on the webinars on technical assistance")),
        marks=marks(told, front),
        subtitle=told.say(N_("computed from snapshot %(cut)s"), cut=told.cut),
        blocks=tuple(_blocks(told, front, public)),
        footer=footer(told),
    )


def _blocks(told: Told, front: Front, public: Published) -> Iterator[Block]:
    yield Heading(told.say(N_("Introduction")))
    yield from introduction(told, Front(front.symbol, ""))
    yield from counted(told, public)
    yield Heading(told.say(N_("Methods")))
    yield from methods(told)
    yield Heading(told.say(N_("Limitations")))
    yield from limits(told)


def counted(told: Told, public: Published) -> Iterator[Block]:
    """Yield every figure of a series that everybody may read."""
    yield Heading(told.say(N_("The webinars")))
    yield sentence(told, N_("Webinars held, of those planned"), 23)
    yield sentence(told, N_("Days from announcement to webinar, median"), 25)
    yield from _webinars(told, public)
    yield Heading(told.say(N_("Participation")))
    yield sentence(told, N_("Members with at least one person who attended"), 9)
    yield from _groups(told, public)
    yield sentence(told, N_("Members whose clocks showed working hours"), 27)
    yield Heading(told.say(N_("Languages, recordings and cost")))
    yield sentence(told, N_("Parts published in the languages promised"), 29)
    yield sentence(told, N_("Views of recordings in 30 days"), 22)
    yield sentence(told, N_("Topics asked for and met by a webinar"), 28)
    yield from _cost(told, public)


def _cost(told: Told, public: Published) -> Iterator[Block]:
    """Yield the cost of each who attended, where their number is public as the figure has it."""
    line, attended = told.whole(21), public.populations["attended"]
    if line is None or line.value is None or line.d == attended.persons:
        yield sentence(told, N_("Cost in Swiss francs, a person who attended"), 21)
        return
    words = told.say(N_("Cost in Swiss francs, a person who attended"))
    yield Paragraph(f"{words}: {told.say(N_('suppressed'))} {told.source(21)}.")


def _webinars(told: Told, public: Published) -> Iterator[Block]:
    found = told.overview.webinars
    if not found:
        yield Paragraph(told.say(N_("No webinar has been held yet: every figure is n/a.")))
        return
    heads = (N_("Webinar"), N_("Registered"), N_("Joined"), N_("Attended"))
    rows = [[one.title, *(_round(told, getattr(one, name)) for name in COUNTED)] for one in found]
    whole = [_count(told, public, public.populations[name]) for name in COUNTED]
    rows.append([told.say(N_("The series")), *whole])
    note = told.say(N_("Persons, each once per webinar; of a webinar to the nearest five."))
    names = [told.say(head) for head in heads]
    yield Table(told.say(N_("The webinars held")), names, rows, frozenset({1, 2, 3}), note)


def _round(told: Told, count: int) -> str:
    """Return a count of one webinar so that a few more make no difference that can be read."""
    return told.number(K * round(count / K))


def _groups(told: Told, public: Published) -> Iterator[Block]:
    if not public.groups:
        return
    rows = [
        [told.say(GROUP_WORDS.get(group, group)), _count(told, public, n)]
        for group, n in public.groups
    ]
    whole = public.populations["attended"]
    rows.append([told.say(N_("All, organisations too")), _count(told, public, whole)])
    heads = [told.say(N_("Regional group")), told.say(N_("Attended"))]
    yield Table(told.say(N_("Who attended, by regional group")), heads, rows, frozenset({1}))


def _count(told: Told, public: Published, count: Count) -> str:
    """Return a count as it stands, with the snapshot where others moved on since."""
    if count.persons is None:
        return told.say(N_("suppressed"))
    persons = told.number(count.persons)
    if not public.is_older(count):
        return persons
    return told.say(N_("%(persons)s (snapshot %(cut)s)"), persons=persons, cut=count.cut)
