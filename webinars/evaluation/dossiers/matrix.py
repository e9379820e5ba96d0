"""The evaluation matrix: which indicators answer which question, and whether they can yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from webinars.evaluation.dossiers.blocks import Block, Paragraph, Table
from webinars.evaluation.dossiers.figures import Told
from webinars.kernel.text import N_


@dataclass(frozen=True)
class Asked:
    criterion: str
    question: str
    indicators: tuple[int, ...]
    source: str


ROWS = (
    Asked(
        N_("Relevance"),
        N_("Did topics answer members’ needs?"),
        (14, 28, 11),
        N_("questionnaire, topics asked for, registrations"),
    ),
    Asked(
        N_("Coherence"),
        N_("Does it complement other technical assistance?"),
        (13,),
        N_("questionnaire: other assistance used"),
    ),
    Asked(
        N_("Effectiveness"),
        N_("Did people come, stay and learn?"),
        (1, 4, 5, 17, 24, 22),
        N_("registrations, attendance, questionnaire, recordings"),
    ),
    Asked(
        N_("Efficiency"), N_("At what cost and delay?"), (21, 23, 25), N_("cost lines, schedule")
    ),
    Asked(N_("Impact"), N_("Was it used at work?"), (18, 19), N_("questionnaires months later")),
    Asked(N_("Sustainability"), N_("Will it last?"), (20, 22), N_("attendance, recordings")),
    Asked(
        N_("Gender and no one left behind"),
        N_("Who is missing?"),
        (9, 10, 11, 27),
        N_("all, by gender, group, category, language and sector"),
    ),
)


def matrix(told: Told) -> Iterator[Block]:
    heads = (
        N_("Criterion"),
        N_("Question"),
        N_("Indicators and versions"),
        N_("Source"),
        N_("Evaluable"),
    )
    yield Paragraph(
        told.say(
            N_(
                "Which indicators answer which question. Whether a row can be answered follows from"
                " this snapshot alone."
            )
        )
    )
    yield Table(
        told.say(N_("Evaluation matrix, as proposed")),
        [told.say(head) for head in heads],
        [_row(told, one) for one in ROWS],
    )


def _row(told: Told, one: Asked) -> list[str]:
    lines = {number: told.whole(number) for number in one.indicators}
    there = [
        number for number, line in lines.items() if line is not None and line.value is not None
    ]
    versions = ", ".join(
        f"{number} (v{told.indicator(number).version})" for number in one.indicators
    )
    evaluable = N_("yes") if len(there) == len(lines) else N_("in part") if there else N_("not yet")
    words = (told.say(part) for part in (one.criterion, one.question))
    return [*words, versions, told.say(one.source), told.say(evaluable)]
