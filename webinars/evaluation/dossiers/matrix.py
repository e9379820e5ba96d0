"""The evaluation matrix: which indicators answer which question, and whether they can yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webinars.evaluation.dossiers.blocks import Block, Paragraph, Table
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.sights.evaluability import EVALUABLE, Answerable, answerable, numbers_in
from webinars.kernel.text import N_, plain


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


HEADS = (
    N_("Criterion"),
    N_("Question"),
    N_("Indicators and versions"),
    N_("Source"),
    N_("Evaluable"),
)


def matrix(told: Told) -> Iterator[Block]:
    """Yield the matrix that the evaluator released, else the proposed one; and what it lacks."""
    yield Paragraph(
        told.say(
            N_(
                "Which indicators answer which question. Whether a row can be answered follows from"
                " this snapshot alone."
            )
        )
    )
    released = told.table("matrix")
    rows = [_released(told, row) for row in released] or [_proposed(told, one) for one in ROWS]
    caption = (
        told.say(N_("Evaluation matrix, release %(number)s"), number=released[-1]["release"])
        if released
        else told.say(N_("Evaluation matrix, as proposed"))
    )
    yield Table(caption, [told.say(head) for head in HEADS], [row for row, _ in rows])
    yield from _note(told, [can for _, can in rows])


Judged = tuple[list[str], Answerable]


def _proposed(told: Told, one: Asked) -> Judged:
    criterion, question, source = map(told.say, (one.criterion, one.question, one.source))
    return _row(told, one.indicators, criterion, question, source)


def _released(told: Told, row: dict[str, str]) -> Judged:
    """Return a row as it was released: its parts stand in the cells of what they belong to."""
    told = told.of(row["series"])
    said = {name: plain(text) for name, text in row.items()}
    question = told.apart(
        [
            said["question"],
            *said["sub_questions"].splitlines(),
            *([f"{told.say(N_('Judged by'))}: {said['judgement']}"] if said["judgement"] else []),
        ]
    )
    names = {"method": N_("Method"), "limitation": N_("Limitation")}
    more = [f"{told.say(words)}: {said[name]}" for name, words in names.items() if said[name]]
    source = told.apart(part for part in (said["source"], *more) if part)
    return _row(told, numbers_in(said["indicators"]), said["criterion"], question, source)


def _row(told: Told, numbers: Sequence[int], criterion: str, question: str, source: str) -> Judged:
    can = answerable(numbers, told.overview.indicators)
    versions = ", ".join(f"{number} (v{told.indicator(number).version})" for number in numbers)
    return [criterion, question, versions, source, told.say(EVALUABLE[can.verdict])], can


def _note(told: Told, rows: Sequence[Answerable]) -> Iterator[Block]:
    """Yield the evaluability note: every indicator that cannot answer yet, or hardly, and why."""
    gaps = sorted({(gap.number, gap.name, gap.reason) for can in rows for gap in can.gaps})
    if not gaps:
        return
    listed = told.apart(f"{number} {told.say(name)}: {told.say(why)}" for number, name, why in gaps)
    message = N_("Evaluability note. Cannot answer yet, or in counts alone: %(gaps)s.")
    yield Paragraph(told.say(message, gaps=listed))
