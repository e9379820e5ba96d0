"""What a version of a questionnaire must have before anybody is asked, and what its words changed.

Pure rules over plain values: a question's identity, kind, and its words by language.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from webinars.feedback.models import QuestionKind
from webinars.kernel.languages import Language

MOST_QUESTIONS = 8
"""More are asked only on purpose: each costs answers (evaluation.md 3)."""

OFFERING = frozenset({QuestionKind.CHOICE, QuestionKind.SEVERAL})
"""Kinds whose options are the question's own."""


@dataclass(frozen=True)
class Words:
    """A question in one language; of a choice its options, each as value and words."""

    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for value, _words in self.options)


@dataclass(frozen=True)
class Worded:
    """A question as far as its words go."""

    identity: str
    kind: QuestionKind
    words: Mapping[Language, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Gap:
    """Why a version cannot be used yet: languages without words, or whose options differ."""

    identity: str
    missing: tuple[Language, ...] = ()
    unlike: tuple[Language, ...] = ()


def options_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return value and words of each option, of lines as `value|words`."""
    parts = (line.partition("|") for line in text.splitlines() if line.strip())
    return tuple((value.strip(), words.strip()) for value, _bar, words in parts)


def options_text(options: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"{value}|{words}" for value, words in options)


def are_options(text: str) -> bool:
    """Say whether lines are options: two or more, each with a short value of its own and words."""
    options = options_in(text)
    values = [value for value, _words in options]
    return (
        len(values) >= 2
        and len(set(values)) == len(values)
        and all(words and is_value(value) for value, words in options)
    )


def is_value(text: str) -> bool:
    """Say whether `text` can stand in data files: lower-case letters, digits and hyphens."""
    plain = text.replace("-", "")
    return 0 < len(text) <= 32 and plain.isascii() and plain.isalnum() and text == text.lower()


def gaps(questions: Sequence[Worded]) -> list[Gap]:
    """Return what is missing before anybody is asked, question by question."""
    return [gap for one in questions for gap in _gap(one)]


def _gap(one: Worded) -> Iterator[Gap]:
    missing = tuple(language for language in Language if language not in one.words)
    unlike = tuple(_unlike(one)) if one.kind in OFFERING else ()
    if missing or unlike:
        yield Gap(one.identity, missing, unlike)


def _unlike(one: Worded) -> Iterator[Language]:
    """Yield the languages that do not offer what English offers, in its order."""
    offered = one.words[Language.ENGLISH].values if Language.ENGLISH in one.words else ()
    for language, words in one.words.items():
        if words.values != offered or not offered:
            yield language


def reworded(before: Sequence[Worded], now: Sequence[Worded]) -> dict[str, tuple[Language, ...]]:
    """Return the questions that were reworded in some languages only, and in which.

    Whether they still ask the same in all languages only a reader can say.
    """
    earlier = {one.identity: one for one in before}
    found = {}
    for one in now:
        if (old := earlier.get(one.identity)) is None:
            continue
        changed = tuple(
            language for language, words in one.words.items() if old.words.get(language) != words
        )
        if changed and len(changed) < len(one.words):
            found[one.identity] = changed
    return found
