"""The Secretariat's own report on the series, public: counts under the one rule of suppression."""

from collections.abc import Iterator, Sequence

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
from webinars.evaluation.rules.suppression import hidden
from webinars.evaluation.sights.figures import GROUP_WORDS
from webinars.evaluation.sights.public import Published
from webinars.kernel.text import N_


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
    yield Heading(told.say(N_("The webinars")))
    yield sentence(told, N_("Webinars held, of those planned"), 23)
    yield sentence(told, N_("Days from announcement to webinar, median"), 25)
    yield from _webinars(told)
    yield Heading(told.say(N_("Participation")))
    yield sentence(told, N_("Members with at least one person who attended"), 9)
    yield from _groups(told, public)
    yield sentence(told, N_("Members whose clocks showed working hours"), 27)
    yield Heading(told.say(N_("Languages, recordings and cost")))
    yield sentence(told, N_("Parts published in the languages promised"), 29)
    yield sentence(told, N_("Views of recordings in 30 days"), 22)
    yield sentence(told, N_("Topics asked for and met by a webinar"), 28)
    yield sentence(told, N_("Cost in Swiss francs, a person who attended"), 21)
    yield Heading(told.say(N_("Methods")))
    yield from methods(told)
    yield Heading(told.say(N_("Limitations")))
    yield from limits(told)


def _webinars(told: Told) -> Iterator[Block]:
    found = told.overview.webinars
    if not found:
        yield Paragraph(told.say(N_("No webinar has been held yet: every figure is n/a.")))
        return
    columns = {
        N_("Registered"): [one.registered for one in found],
        N_("Joined"): [one.joined for one in found],
        N_("Attended"): [one.attended for one in found],
    }
    shown = [_shown(told, counts) for counts in columns.values()]
    titles = [*(one.title for one in found), told.say(N_("The series"))]
    rows = [[title, *(column[n] for column in shown)] for n, title in enumerate(titles)]
    heads = [told.say(N_("Webinar")), *(told.say(head) for head in columns)]
    note = told.say(N_("Persons, each once per webinar"))
    yield Table(told.say(N_("The webinars held")), heads, rows, frozenset({1, 2, 3}), note)


def _shown(told: Told, counts: Sequence[int]) -> list[str]:
    """Return counts and their sum, with those hidden that must be, and more that give them back."""
    secret = hidden([counts], k=K)
    return [
        told.say(N_("suppressed")) if (0, n) in secret else told.number(count)
        for n, count in enumerate((*counts, sum(counts)))
    ]


def _groups(told: Told, public: Published) -> Iterator[Block]:
    if not public.groups:
        return
    rows = [
        [told.say(GROUP_WORDS.get(group, group)), _count(told, n)] for group, n in public.groups
    ]
    whole = public.populations["attended"]
    rows.append([told.say(N_("All, organisations too")), _count(told, whole)])
    heads = [told.say(N_("Regional group")), told.say(N_("Attended"))]
    yield Table(told.say(N_("Who attended, by regional group")), heads, rows, frozenset({1}))


def _count(told: Told, n: int | None) -> str:
    return told.say(N_("suppressed")) if n is None else told.number(n)
