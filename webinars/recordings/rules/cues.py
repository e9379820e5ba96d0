"""Captions as a text to read: cues become paragraphs, and times can be linked to."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

PAUSE = 4.0
"""Seconds of silence after which a new paragraph begins."""

LONG_ENOUGH = 400
"""Characters after which the next sentence begins a new paragraph."""

TOO_LONG = 900
"""Characters after which the next cue does, whether the sentence is over or not."""

SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "”", "»")

CLOCK = re.compile(r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)", re.ASCII)


@dataclass(frozen=True)
class Cue:
    """Words, and from when to when they are said, in seconds of the recording."""

    start: float
    end: float
    text: str
    """Without tags; lines joined by spaces."""
    speaker: str = ""
    """As the captions name who speaks; empty where they do not."""


@dataclass(frozen=True)
class Paragraph:
    start: float
    speaker: str
    text: str


def paragraphs(cues: Iterable[Cue]) -> Iterator[Paragraph]:
    """Join cues that belong together: one speaker, no long pause, and not too long."""
    present: Paragraph | None = None
    end = 0.0
    for cue in cues:
        if present is None or _begins(present, end, cue):
            if present is not None:
                yield present
            present = Paragraph(cue.start, cue.speaker, cue.text)
        else:
            present = replace(present, text=_joined(present.text, cue.text))
        end = cue.end
    if present is not None:
        yield present


def _joined(before: str, after: str) -> str:
    """Return both with a space between, or without where the script has none."""
    wide = bool(before) and unicodedata.east_asian_width(before[-1]) in {"W", "F"}
    return f"{before}{after}" if wide else f"{before} {after}".strip()


def _begins(present: Paragraph, end: float, cue: Cue) -> bool:
    """Say whether `cue` begins a paragraph after `present`, which was said until `end`."""
    if cue.speaker and cue.speaker != present.speaker:
        return True
    if cue.start - end > PAUSE or len(present.text) > TOO_LONG:
        return True
    return len(present.text) > LONG_ENOUGH and present.text.endswith(SENTENCE_ENDS)


def clock_of(seconds: float) -> str:
    """Return “00:05:10”: alike in all languages, and what `?t=` takes."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}"


def seconds_of(clock: str) -> int:
    """Return the seconds that “00:05:10” or “5:10” means; 0 where it means nothing."""
    found = CLOCK.fullmatch(clock.strip())
    if found is None:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds
