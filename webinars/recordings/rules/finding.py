"""What can be found of a recording, how much a find weighs, and what is shown of it. Pure."""

import enum
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from webinars.programme.models import AppearanceText
from webinars.programme.rules import is_draft
from webinars.programme.rules.appearing import shown
from webinars.recordings.models import Asset, Recording
from webinars.recordings.rules.cues import Cue, paragraphs
from webinars.recordings.rules.files import captions_of
from webinars.recordings.rules.words import tokens_of

VERSION = 3
"""Of the rules below and of `rules.words`: raised when they change, so that all is made anew."""

ISOLATE, END = "\u2068", "\u2069"
"""Around each name, so that those of two scripts stand in their order (UAX 9)."""

SHIFT = 16
"""Bits of a piece's number that say its place in its text: 65,536 are more than captions have."""

MOST_WORDS = 3_000
"""Of one piece that are found. PostgreSQL's vectors have an end; a paragraph comes to 150."""


class Field(enum.IntEnum):
    """What a piece is; its place in its text. Where a word stands says how much it weighs."""

    TITLE = 0
    SPEAKERS = 1
    ABSTRACT = 2
    LESSONS = 3
    TRANSCRIPT = 8
    """Its first paragraph; the others follow."""


WEIGHTS = {Field.TITLE: 400_000, Field.SPEAKERS: 20_000, Field.ABSTRACT: 1_000, Field.LESSONS: 500}
"""A word in the title weighs more than all there can be elsewhere, and so on down."""

MOST_PARAGRAPHS = 50
"""Each paragraph that has the word weighs one, up to so many."""


def number_of(text_id: int, place: int) -> int:
    return (text_id << SHIFT) + place


def field_of(number: int) -> Field:
    place = number & ((1 << SHIFT) - 1)
    return Field.TRANSCRIPT if place >= Field.TRANSCRIPT else Field(place)


class Piece(NamedTuple):
    """A piece that is to be kept."""

    place: int
    at: int
    text: str
    tokens: list[str]


@dataclass(frozen=True)
class Findable:
    """One recording in one language, before its captions are read."""

    language: str
    title: str
    abstract: str
    lessons: str
    speakers: tuple[str, ...]
    captions: Asset | None

    @property
    def fingerprint(self) -> str:
        captions = (self.captions.public_id, self.captions.digest) if self.captions else None
        words = (self.title, self.abstract, self.lessons, self.speakers)
        told = (VERSION, self.language, *words, captions)
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def pieces(self, cues: Sequence[Cue]) -> Iterator[Piece]:
        """Yield what is kept of it; `cues` are those of its captions."""
        voices = (cue.speaker for cue in cues)
        named = dict.fromkeys(name for name in (*self.speakers, *voices) if name)
        fields = {
            Field.TITLE: self.title,
            Field.SPEAKERS: " · ".join(f"{ISOLATE}{name}{END}" for name in named),
            Field.ABSTRACT: self.abstract,
            Field.LESSONS: self.lessons,
        }
        for field, text in fields.items():
            if text:
                yield _piece(field, 0.0, text)
        for place, paragraph in enumerate(paragraphs(cues), Field.TRANSCRIPT):
            yield _piece(place, paragraph.start, paragraph.text)


def _piece(place: int, at: float, text: str) -> Piece:
    return Piece(int(place), int(at), text, tokens_of(text)[:MOST_WORDS])


def findable(recording: Recording) -> list[Findable]:
    """Return what can be found of a public recording, each language of its words by itself."""
    webinar = recording.sitting.webinar
    ready = [text for text in webinar.texts if not is_draft(text)] or list(webinar.texts)
    texts = {text.language.value: text for text in ready}
    captions = {one.language: one for one in captions_of(recording.assets)}
    return [
        Findable(
            language=language,
            title=texts[language].title if language in texts else "",
            abstract=texts[language].abstract if language in texts else "",
            lessons=recording.lessons.get(language, ""),
            speakers=_speakers(recording, language),
            captions=captions.get(language),
        )
        for language in sorted(texts.keys() | captions.keys() | recording.lessons.keys())
    ]


def _speakers(recording: Recording, language: str) -> tuple[str, ...]:
    """Return who is named on the webinar's page, with what is said of each in `language`."""
    named = []
    for one in shown(recording.sitting.webinar.appearances):
        own = next((text for text in one.texts if text.language == language), None)
        named.append(_with_function(one.name, own))
    return tuple(named)


def _with_function(name: str, text: AppearanceText | None) -> str:
    return f"{name}, {text.function}" if text and text.function else name
