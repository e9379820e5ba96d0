"""Pictures of answers: each question class by class, recommendation, and what was applied."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from webinars.evaluation.charts import Band, Row, Whisker, banded, lattice, whiskers
from webinars.evaluation.rules import SMALLEST_BASE
from webinars.evaluation.rules.suppression import Said, hidden_beside
from webinars.evaluation.sights.figures import BREAKDOWNS, FOLLOWED, MEASURES, NAMES, STAYED
from webinars.evaluation.sights.pictures.sight import Seen, Sight
from webinars.evaluation.sights.responses import BY, HIDDEN, Class, Question, Told, questions, told
from webinars.feedback.models import QuestionnaireKind
from webinars.feedback.rules import KIND_NAMES
from webinars.kernel.text import N_

RATE, SCALES, NPS, APPLIED = 12, 15, 16, 19
OF_QUESTION = {"apply": 18, "applied": APPLIED, "recommend": NPS}

SOLID, EDGED, HOLLOW = ("b",), ("ar", "c"), ("c",)


def responses(seen: Seen, by: str) -> Iterator[Sight]:
    """Yield a picture a question: everybody, then class by class of a breakdown.

    Args:
        by: one of `BY`.
    """
    for question in questions(seen.found, seen.tables, seen.speech):
        if by == "completed" and question.questionnaire not in FOLLOWED:
            continue
        yield _question(seen, told(question, by, seen.found, seen.tables, seen.speech))


def every_response(seen: Seen) -> Iterator[Sight]:
    for by in BY:
        yield from responses(seen, by)


def _question(seen: Seen, one: Told) -> Sight:
    speech, question = seen.speech, one.question
    heads = _heads(seen, question)
    meant = [
        seen.speech.named(head, words)
        for head, (_, words) in zip(heads, question.options, strict=True)
        if words
    ]
    return Sight(
        f"{question.questionnaire}-{question.identity}-by-{one.by}",
        speech.initial(speech.say(KIND_NAMES[QuestionnaireKind(question.questionnaire)])),
        question.words,
        _finding(seen, one),
        lattice(list(_rows(seen, one)), heads, meant),
        (speech.say(BREAKDOWNS[one.by][0]), speech.say(N_("Answers")), *_answers(question, heads)),
        tuple(_cells(seen, row, question) for row in one.classes),
        OF_QUESTION.get(question.identity, SCALES if question.kind == "scale" else 0),
        note=speech.say(SEVERAL) if question.kind == "several" else "",
    )


def _heads(seen: Seen, question: Question) -> list[str]:
    """Return the number above each answer: its own on a scale, else its place in the list."""
    if question.kind in {"scale", "recommend"}:
        return [seen.speech.number(int(value)) for value, _ in question.options]
    return [seen.speech.number(place) for place in range(1, len(question.options) + 1)]


SHOWN = N_(
    "Answers: %(number)s. Classes shown: %(shown)s. The others are suppressed: too few answered,"
    " or what they said could be computed from the rest."
)
ALIKE = N_("all answers fall into one class, so there is no interval")
SEVERAL = N_("Several answers were free: shares are of persons, and add up to more than all.")


def _finding(seen: Seen, one: Told) -> str:
    """Say how many answered, and how many classes are shown of how many."""
    speech, (whole, *classes) = seen.speech, one.classes
    if whole.said is None:
        return speech.say(N_("Too few answered, or all alike: suppressed."))
    number = speech.number(whole.said.base)
    shown = sum(row.said is not None for row in classes)
    if shown == len(classes):
        return speech.say(N_("Answers: %(number)s"), number=number)
    return speech.say(SHOWN, number=number, shown=speech.of(shown, len(classes)))


def _answers(question: Question, heads: list[str]) -> list[str]:
    return [words or head for head, (_, words) in zip(heads, question.options, strict=True)]


def _rows(seen: Seen, one: Told) -> Iterator[Row]:
    """Yield the classes that are shown; then, in one line, those that are not."""
    for shown in one.classes:
        if shown.said is not None:
            yield _row(seen, shown.words, shown.said)
    rest = [shown.words for shown in one.classes if shown.said is None]
    if rest:
        yield Row(
            seen.speech.say(N_("Suppressed: %(classes)s"), classes=seen.speech.list_and(rest))
        )


def _row(seen: Seen, who: str, said: Said) -> Row:
    speech, number = seen.speech, seen.speech.number(said.base)
    return Row(
        speech.initial(speech.say(N_("%(who)s: %(number)s answered"), who=who, number=number)),
        [count / said.base for count in said.counts],
        [speech.number(count) for count in said.counts],
    )


def _cells(seen: Seen, row: Class, question: Question) -> tuple[str, ...]:
    speech = seen.speech
    if row.said is None:
        return (row.words, *[speech.say(HIDDEN)] * (1 + len(question.options)))
    base = row.said.base
    told = [speech.share(n, base) if base else speech.number(0) for n in row.said.counts]
    return (row.words, speech.number(base), *told)


def recommendation(seen: Seen) -> Iterator[Sight]:
    """Yield how 0 to 10 were answered: detractors, passives and promoters told apart."""
    asked = (
        one for one in questions(seen.found, seen.tables, seen.speech) if one.kind == "recommend"
    )
    for question in asked:
        one = told(question, "language", seen.found, seen.tables, seen.speech)
        yield _recommendation(seen, question, one.classes[0].said)


BANDS = (
    (range(7), HOLLOW, MEASURES["detractors"]),
    (range(7, 9), EDGED, MEASURES["passives"]),
    (range(9, 11), SOLID, MEASURES["promoters"]),
)


def _recommendation(seen: Seen, question: Question, said: Said | None) -> Sight:
    speech = seen.speech
    hidden = speech.say(HIDDEN)
    counts = said.counts if said else (0,) * 11
    bands = [
        Band(columns, looks, speech.named(speech.say(words), _of(seen, said, columns) or hidden))
        for columns, looks, words in BANDS
    ]
    told = [speech.number(n) if said else "" for n in counts]
    heads = [speech.number(n) for n in range(11)]
    return Sight(
        f"recommend-{question.questionnaire}",
        speech.say(N_("Would they recommend it")),
        question.words,
        _score(seen, said),
        banded(list(zip(heads, counts, told, strict=True)), bands),
        (speech.say(N_("Answer")), speech.say(N_("Value"))),
        tuple(
            (head, speech.share(n, said.base) if said else hidden)
            for head, n in zip(heads, counts, strict=True)
        ),
        NPS,
    )


def _of(seen: Seen, said: Said | None, columns: range) -> str:
    return seen.speech.share(sum(said.counts[n] for n in columns), said.base) if said else ""


def _score(seen: Seen, said: Said | None) -> str:
    """Return the score with its interval, as the indicator has it; a hidden one is a word."""
    speech = seen.speech
    if said is None:
        return speech.say(N_("Too few answered, or all alike: suppressed."))
    figure = next(iter(seen.figures(NPS, by="", measure="nps")), None)
    if figure is None or figure["value"] is None:
        return speech.say(N_("n/a"))
    score = speech.say(
        N_("Net promoter score: %(score)s"), score=speech.number(round(figure["value"], 1))
    )
    if figure["low"] is None:
        return f"{score}; {speech.say(ALIKE)}"
    low, high = (speech.number(round(figure[end], 1)) for end in ("low", "high"))
    within = speech.say(N_("95 %% interval from %(low)s to %(high)s"), low=low, high=high)
    return f"{score}; {within}"


def applied(seen: Seen) -> Iterator[Sight]:
    """Yield who applied it: completers and others, each with its interval, after each time."""
    for measure in FOLLOWED:
        rows = {one["key"]: one for one in seen.figures(APPLIED, by="completed", measure=measure)}
        keys = [key for key in STAYED if key in rows]
        for whole in seen.figures(APPLIED, by="", measure=measure) if keys else ():
            yield _applied(seen, measure, whole, {key: rows[key] for key in keys})


Figure = Mapping[str, Any]


def _applied(seen: Seen, measure: str, whole: Figure, rows: Mapping[str, Figure]) -> Sight:
    speech = seen.speech
    secret = _hidden_classes(seen, measure, whole, rows)
    drawn = [
        _whisker(seen, speech.say(STAYED[key]), None if key in secret else one)
        for key, one in rows.items()
    ]
    rates = _rates(seen, measure, [None if key in secret else key for key in rows])
    marks = (speech.percent(0), speech.percent(0.5), speech.percent(1))
    heads = (BREAKDOWNS["completed"][0], N_("Value"), NAMES["response-rate"])
    rated = [speech.named(one.label, rate) for one, rate in zip(drawn, rates, strict=True)]
    return Sight(
        f"applied-{measure}",
        speech.say(N_("What was applied")),
        speech.initial(speech.say(MEASURES[measure])),
        speech.initial(speech.list_apart([speech.named(one.label, one.words) for one in drawn])),
        whiskers(drawn, marks=marks),
        tuple(map(speech.say, heads)),
        tuple((one.label, one.words, rate) for one, rate in zip(drawn, rates, strict=True)),
        APPLIED,
        note=speech.say(SELF_REPORTED, rates=speech.list_apart(rated)),
    )


def _hidden_classes(
    seen: Seen, measure: str, whole: Figure, rows: Mapping[str, Figure]
) -> set[str]:
    """Return the classes that are hidden here, or where all answers to the question are drawn.

    One picture may not give back what the other hides.
    """
    places = hidden_beside(_said(whole), [_said(one) for one in rows.values()])
    secret = {key for place, key in enumerate(rows) if place in places}
    for question in questions(seen.found, seen.tables, seen.speech):
        if (question.questionnaire, question.identity) == (measure, "applied"):
            one = told(question, "completed", seen.found, seen.tables, seen.speech)
            secret |= {row.key for row in one.classes if row.said is None}
    return secret


SELF_REPORTED = N_("Self-reported, by those who answered. Response rates: %(rates)s.")


def _rates(seen: Seen, measure: str, keys: Iterable[str | None]) -> list[str]:
    """Return how many of each class answered, of those asked; None: the class is hidden."""
    of = {one["key"]: one for one in seen.figures(RATE, by="completed", measure=measure)}
    found = [of.get(key) if key else None for key in keys]
    return [
        seen.speech.share(one["n"], one["d"]) if one else seen.speech.say(HIDDEN) for one in found
    ]


def _said(figure: Figure) -> Said:
    return Said(int(figure["d"]), (int(figure["n"]), int(figure["d"] - figure["n"])))


def _whisker(seen: Seen, label: str, figure: Figure | None) -> Whisker:
    speech = seen.speech
    if figure is None:
        return Whisker(label, None, None, None, speech.say(HIDDEN))
    n, d = figure["n"], figure["d"]
    if d < SMALLEST_BASE:
        return Whisker(label, None, None, None, speech.of(n, d))
    low, high = figure["low"], figure["high"]
    return Whisker(
        label, figure["value"], low, high, f"{speech.share(n, d)}, {speech.interval(low, high)}"
    )
