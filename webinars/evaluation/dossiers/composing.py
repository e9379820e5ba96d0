"""The dossier of an evaluation: evidence for a Committee that keeps, modifies or closes.

In the layout of its documents: symbol, original language and date above the title, numbered
paragraphs, annexes. Every figure carries indicator, version and snapshot. The same snapshot,
language and symbol give the same text; nothing is judged here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from webinars.evaluation.dossiers.blocks import (
    Block,
    Document,
    Heading,
    NewPage,
    Paragraph,
)
from webinars.evaluation.dossiers.criteria import criteria
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.judgement import conclusions, minutes
from webinars.evaluation.dossiers.limits import limits, methods
from webinars.evaluation.dossiers.matrix import matrix
from webinars.evaluation.dossiers.pictures import long_tables, pictures
from webinars.evaluation.dossiers.tables import (
    absent,
    definitions,
    figures,
    populations,
)
from webinars.evaluation.rules.suppression.populations import OPEN
from webinars.kernel.text import N_
from webinars.web.words import days, numbers

Part = Callable[[Told], Iterator[Block]]

ANNEX: tuple[Part, ...] = (populations, figures, long_tables, absent, definitions)


@dataclass(frozen=True)
class Front:
    """What stands above the title, as its author gave it."""

    symbol: str
    mandate: str


def dossier(told: Told, front: Front) -> Document:
    subtitle = told.say(N_("computed from snapshot %(cut)s"), cut=told.cut)
    return framed(told, front, subtitle, _findings(told), ANNEX)


def framed(
    told: Told, front: Front, subtitle: str, findings: Iterable[Block], annex: Sequence[Part]
) -> Document:
    """Return a dossier: what stands around its findings is the same for all its readers."""
    return Document(
        language=told.language,
        title=told.say(N_("Evaluation of the webinars on technical assistance: the evidence")),
        marks=marks(told, front),
        subtitle=subtitle,
        blocks=tuple(_blocks(told, front, findings, annex)),
        footer=footer(told),
    )


def marks(told: Told, front: Front) -> list[str]:
    """Return symbol, original language and date: the day of the evidence, so that it stays."""
    language = numbers.language_name(told.language, language=told.language).upper()
    day = days.day_short(told.as_of, "UTC", language=told.language, year=True)
    return [
        *([front.symbol] if front.symbol else []),
        told.say(N_("ORIGINAL: %(language)s"), language=language),
        told.say(N_("DATE: %(day)s"), day=day.upper()),
    ]


def footer(told: Told) -> str:
    return told.say(
        N_("Snapshot %(cut)s, SHA-256 %(digest)s"), cut=told.cut, digest=told.digest[:16]
    )


def _blocks(
    told: Told, front: Front, findings: Iterable[Block], annex: Sequence[Part]
) -> Iterator[Block]:
    yield Heading(told.say(N_("Introduction")))
    yield from introduction(told, front)
    yield Heading(told.say(N_("Methods")))
    yield from methods(told)
    yield from findings
    yield from criteria(told)
    yield from conclusions(told)
    yield Heading(told.say(N_("Limitations")))
    yield from limits(told)
    yield Heading(told.say(N_("Evaluation matrix")))
    yield from matrix(told)
    if told.table("criteria"):
        yield from minutes(told)
    yield NewPage()
    for part in annex:
        yield from part(told)


def _findings(told: Told) -> Iterator[Block]:
    yield Heading(told.say(N_("Findings")))
    for title, part in FINDINGS:
        yield Heading(told.say(title), level=2)
        yield from part(told)


def introduction(told: Told, front: Front) -> Iterator[Block]:
    for one in told.series():
        yield Paragraph(
            told.say(
                N_("This document concerns the series “%(title)s”, from %(first)s to %(last)s."),
                title=one["title"],
                first=told.day(one["starts_on"]),
                last=told.day(one["ends_on"]),
            )
        )
    yield Paragraph(
        told.say(
            N_(
                "All figures are computed from one sealed snapshot of the evidence, number"
                " %(cut)s, as at %(moment)s. Its digest is %(digest)s. Whoever holds a copy can"
                " compute every figure again."
            ),
            cut=told.cut,
            moment=told.moment(),
            digest=told.digest,
        )
    )
    if front.mandate:
        yield Paragraph(told.say(N_("Mandate: %(mandate)s."), mandate=front.mandate))


def sentence(told: Told, message: str, indicator: int, measure: int = 0) -> Paragraph:
    """Return a finding: the words, the figure with its base, and where it comes from."""
    value = told.value(told.whole(indicator, measure), open_to_all=indicator in OPEN)
    return Paragraph(f"{told.say(message)}: {value} {told.source(indicator)}.")


def sentences(told: Told, which: Iterable[tuple[str, int]]) -> Iterator[Block]:
    """Yield a paragraph for each pair of words and indicator."""
    return (sentence(told, words, number) for words, number in which)


def reach(told: Told) -> Iterator[Block]:
    yield sentence(told, N_("Members with at least one person who attended"), 9)
    series = told.overview.series
    attended = told.number(series.attended) if series else told.say(N_("n/a"))
    yield Paragraph(
        told.say(N_("Volume beside it: %(attended)s persons x webinar attended"), attended=attended)
        + "."
    )
    yield sentence(told, N_("Share of the five members with most attendees"), 10)
    yield sentence(told, N_("Representation of the least developed countries, 1 is even"), 11)
    yield sentence(told, N_("Members whose clocks showed working hours"), 27)
    yield from pictures(told, 9)


def attendance(told: Told) -> Iterator[Block]:
    yield sentence(told, N_("Of those expected, attended"), 1)
    yield sentence(told, N_("Of those expected, never came"), 2)
    yield sentence(told, N_("Credited share of the running time, median"), 4)
    yield sentence(told, N_("Of those who joined, stayed to the end"), 5)
    yield sentence(told, N_("Person-hours"), 8)
    yield sentence(told, N_("Persons who attended two webinars or more"), 20)
    yield from pictures(told, 25, 1, 5, 6)


OPINIONS = (
    (N_("Of those asked after a webinar, answered"), 12),
    (N_("Satisfied, answers of 4 and 5"), 14),
    (N_("Mean score of satisfaction, of 5"), 15),
    (N_("Net promoter score, from −100 to 100"), 16),
    (N_("Self-rated gain, points of 5"), 17),
    (N_("Intend to apply what they learned"), 18),
    (N_("Applied it three months later, self-reported"), 19),
)


def opinions(told: Told) -> Iterator[Block]:
    yield from sentences(told, OPINIONS)
    yield Paragraph(
        told.say(
            N_(
                "Who answers has chosen to: the opinions are those of respondents, not of all who"
                " attended. Most populations here are small and nearly whole, so that the"
                " intervals are wider than they need be."
            )
        )
    )
    yield from pictures(told, 12, 14, 15, 16, 19)


DELIVERY = (
    (N_("Webinars held, of those planned"), 23),
    (N_("Days from announcement to webinar, median"), 25),
    (N_("Cost in Swiss francs, a person who attended"), 21),
    (N_("Views of recordings in 30 days"), 22),
    (N_("Persons who asked the speakers, of those who joined"), 24),
    (N_("Topics asked for and met by a webinar"), 28),
    (N_("Parts published in the languages promised"), 29),
)


def delivery(told: Told) -> Iterator[Block]:
    yield from sentences(told, DELIVERY)


FINDINGS: tuple[tuple[str, Part], ...] = (
    (N_("Who was reached"), reach),
    (N_("Who came, and for how long"), attendance),
    (N_("What respondents say"), opinions),
    (N_("Delivery, cost and languages"), delivery),
)
