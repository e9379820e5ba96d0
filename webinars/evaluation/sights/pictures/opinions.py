"""How shares went from webinar to webinar, and how the scales were answered."""

from collections.abc import Iterator, Mapping
from typing import Any

from webinars.evaluation.charts import Bar, Whisker, bars, whiskers
from webinars.evaluation.rules import SMALLEST_BASE
from webinars.evaluation.rules.suppression import Said, gives_away
from webinars.evaluation.sights.figures import NAMES
from webinars.evaluation.sights.pictures.sight import Seen, Sight
from webinars.evaluation.sights.speech import apart
from webinars.feedback.rules import NOT_APPLICABLE, SCALE
from webinars.kernel.text import N_

TRENDS = {
    1: ("conversion", "attended"),
    5: ("full-attendance", "completed"),
    12: ("response-rate", "after"),
    14: ("satisfaction", "top-two"),
}
"""Shares that are drawn from webinar to webinar: indicator, its name, its measure."""

MEAN_SCORE = 15
LONGEST = 56
"""Letters of a title that a picture has room for."""


def trends(seen: Seen) -> Iterator[Sight]:
    """Yield a picture a share, a line a webinar, with its interval."""
    nought, half, whole = (seen.speech.percent(share) for share in (0, 0.5, 1))
    marks = (nought, half, whole)
    for indicator, (name, measure) in TRENDS.items():
        rows = list(seen.by_webinar(indicator, measure))
        if not any(figure["d"] for _, figure in rows):
            continue
        drawn = [_whisker(seen, title, figure) for title, figure in rows]
        yield Sight(
            f"trend-{name}",
            seen.speech.say(N_("From webinar to webinar")),
            seen.speech.say(NAMES[name]),
            next(
                seen.speech.named(apart(one.label), one.words)
                for one in reversed(drawn)
                if one.is_told
            ),
            whiskers(drawn, marks=marks),
            (seen.speech.say(N_("Webinar")), seen.speech.say(N_("Value"))),
            tuple((title, one.words) for (title, _), one in zip(rows, drawn, strict=True)),
            indicator,
        )


def _whisker(seen: Seen, title: str, figure: Mapping[str, Any]) -> Whisker:
    """Return the line of a webinar; below ten it has counts and no mark, nobody is n/a."""
    label = title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
    n, d = figure["n"], figure["d"]
    if not d or n is None:
        return Whisker(label, None, None, None, seen.speech.say(N_("n/a")), is_told=False)
    if d < SMALLEST_BASE:
        return Whisker(label, None, None, None, seen.speech.of(n, d))
    low, high = figure["low"], figure["high"]
    words = f"{seen.speech.share(n, d)}, {seen.speech.interval(low, high)}"
    return Whisker(label, figure["value"], low, high, words)


def answers(seen: Seen) -> Iterator[Sight]:
    """Yield a picture a scale: how many gave each answer, unless that tells of too few."""
    of: dict[str, dict[str, Mapping[str, Any]]] = {}
    for one in seen.figures(MEAN_SCORE, by="answer", measure="answer"):
        question, _, mark = one["key"].partition("=")
        of.setdefault(question, {})[mark] = one
    words = _words(seen)
    places = {row["question"]: int(row["position"]) for row in seen.tables["items"]}
    for question, marks in sorted(of.items(), key=lambda one: places.get(one[0], len(places))):
        yield _scale(seen, question, words.get(question, question), marks)


def _scale(seen: Seen, question: str, words: str, marks: Mapping[str, Mapping[str, Any]]) -> Sight:
    speech = seen.speech
    base = int(next(iter(marks.values()))["d"] or 0)
    counts = tuple(int(one["n"] or 0) for one in marks.values())
    is_hidden = gives_away(Said(base, counts))
    rows = [
        Bar(
            speech.named(speech.number(int(mark)), speech.say(label)),
            *_value(seen, marks.get(mark), base, is_hidden=is_hidden),
        )
        for mark, label in SCALE.items()
        if mark != NOT_APPLICABLE
    ]
    return Sight(
        f"answers-{question}",
        speech.say(N_("How the scales were answered")),
        words,
        speech.say(N_("Answers from 1 to 5: %(number)s"), number=speech.number(base)),
        bars(rows, most=base),
        (speech.say(N_("Answer")), speech.say(N_("Value"))),
        tuple((one.label, one.words) for one in rows),
        MEAN_SCORE,
    )


def _value(
    seen: Seen, figure: Mapping[str, Any] | None, base: int, *, is_hidden: bool
) -> tuple[float | None, str]:
    if is_hidden:
        return None, seen.speech.say(N_("suppressed"))
    n = int(figure["n"] or 0) if figure else 0
    return n, seen.speech.share(n, base)


def _words(seen: Seen) -> dict[str, str]:
    """Return the words of each question in the reader's language, else in English."""
    found: dict[str, str] = {}
    for language in ("en", seen.speech.language):
        rows = (row for row in seen.tables["labels"] if row["language"] == language)
        found |= {row["question"]: row["label"] for row in rows}
    return found
