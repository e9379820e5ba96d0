"""How each question was answered, of everybody and class by class, and what of it is hidden."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webinars.evaluation.rules.suppression import Said, gives_away, hidden_beside, less
from webinars.evaluation.sights.figures import BREAKDOWNS
from webinars.evaluation.sights.overview import Tables
from webinars.evaluation.sights.speech import Speech
from webinars.feedback.rules import NOT_APPLICABLE, RECOMMEND, SCALE
from webinars.kernel.languages import Language
from webinars.kernel.text import N_

BY = ("language", "group", "category", "completed")
"""The catalogue of breakdowns of answers, for any role: never by State (evaluation.md 4)."""

REST = N_("class not kept")
HIDDEN = N_("suppressed")

Found = Mapping[str, Any]


@dataclass(frozen=True)
class Class:
    """One row: who, and how they answered; `said` None: hidden."""

    key: str
    """As the files call it; empty: everybody, or those whose class is not kept."""
    words: str
    said: Said | None


@dataclass(frozen=True)
class Question:
    questionnaire: str
    """Its kind: after, three-months or six-months."""
    identity: str
    kind: str
    words: str
    options: tuple[tuple[str, str], ...]
    """Value and words of each answer, in the order in which they are offered."""


@dataclass(frozen=True)
class Told:
    """A question with its answers by one breakdown; the first class is everybody."""

    question: Question
    by: str
    classes: tuple[Class, ...]


def questions(found: Found, tables: Tables, speech: Speech) -> Iterator[Question]:
    """Yield the questions that have answers to choose from, as the questionnaires ask them."""
    answered = {(one["questionnaire"], one["question"]) for one in found.get("distributions", ())}
    places = {"after": 0, "three-months": 1, "six-months": 2}
    rows = sorted(
        tables["items"],
        key=lambda row: (places.get(_kind(row), 3), row["questionnaire"], int(row["position"])),
    )
    last = {(_kind(row), row["question"]): row for row in rows}
    for (kind, identity), row in last.items():
        if (kind, identity) in answered:
            label, options = _words(tables["labels"], row, speech)
            offered = _options(row["kind"], options, speech)
            yield Question(kind, identity, row["kind"], label, offered)


def _kind(row: Mapping[str, str]) -> str:
    return row["questionnaire"].rpartition("-")[0]


def _words(
    labels: Sequence[Mapping[str, str]], item: Mapping[str, str], speech: Speech
) -> tuple[str, str]:
    """Return the question and its options in the reader's language, else in English."""
    names = ("questionnaire", "question")
    of = {
        row["language"]: (row["label"], row["options"])
        for row in labels
        if all(row[name] == item[name] for name in names)
    }
    return of.get(speech.language) or of.get("en") or (item["label"] or item["question"], "")


def _options(kind: str, options: str, speech: Speech) -> tuple[tuple[str, str], ...]:
    if kind == "scale":
        said = ((mark, words) for mark, words in SCALE.items() if mark != NOT_APPLICABLE)
        return tuple((mark, speech.say(words)) for mark, words in said)
    if kind == "recommend":
        return tuple((mark, "") for mark in RECOMMEND)
    parts = (one.partition("|") for one in options.split("; ") if one)
    return tuple((value, words) for value, _, words in parts)


def told(question: Question, by: str, found: Found, tables: Tables, speech: Speech) -> Told:
    """Return the answers to a question by one breakdown, so far as they may be shown."""
    counted = _counted(question, by, found)
    whole = counted.pop("", Said(0, tuple(0 for _ in question.options)))
    for alone in groups_of_one(tables) if by == "group" else ():
        counted.pop(alone, None)
    names = _names(by, speech)
    keys = [*(key for key in names if key in counted), *sorted(counted.keys() - names.keys())]
    rows = [counted[key] for key in keys]
    rest = less(whole, rows)
    if rest.base:
        rows.append(rest)
    secret = hidden_beside(whole, rows)
    words = [*((key, names.get(key, key)) for key in keys), ("", speech.say(REST))]
    classes = [Class("", speech.say(N_("everybody")), None if gives_away(whole) else whole)]
    if rows != [rest]:  # all that nobody's class was kept: everybody again
        classes += [Class(*words[n], None if n in secret else row) for n, row in enumerate(rows)]
    return Told(question, by, tuple(classes))


def _counted(question: Question, by: str, found: Found) -> dict[str, Said]:
    wanted = (question.questionnaire, question.identity)
    counts: dict[str, Counter[str]] = {}
    bases: dict[str, int] = {}
    for one in found.get("distributions", ()):
        if (one["questionnaire"], one["question"]) == wanted and one["breakdown"] in {"", by}:
            counts.setdefault(one["key"], Counter())[one["value"]] = one["n"]
            bases[one["key"]] = one["d"]
    return {
        key: Said(bases[key], tuple(count[value] for value, _ in question.options))
        for key, count in counts.items()
    }


def _names(by: str, speech: Speech) -> dict[str, str]:
    """Return the classes of a breakdown in their order, in words."""
    if by == "language":
        return {str(code): speech.language_name(code) for code in Language}
    return {key: speech.say(words) for key, words in BREAKDOWNS[by][1].items()}


def groups_of_one(tables: Tables) -> set[str]:
    """Return the groups that had one member on a webinar's day: alone they would name it."""
    members = Counter(
        (row["webinar"], row["regional_group"])
        for row in tables["states"]
        if row["member"] == "1" and row["regional_group"]
    )
    return {group for (_, group), number in members.items() if number == 1}
