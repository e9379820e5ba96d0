"""Captions as they stand in their file, read apart and put together again. Pure.

Times are whole milliseconds.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from webinars.kernel.text import clean_line
from webinars.recordings.rules.cues import Cue

STAMP = r"((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})"
TAG = re.compile(
    r"<(?:(?:c|i|b|u|ruby|rt|v|lang)(?:\.[^\s.<>&]+)*(?:[ \t][^<>]*)?"
    rf"|/(?:c|i|b|u|ruby|rt|v|lang)|{STAMP})>"
)
VOICE = re.compile(r"<v(?:\.[^\s.<>&]+)*[ \t]+([^<>]+)>")


@dataclass(frozen=True)
class Written:
    """One caption as it stands in the file."""

    start: int
    end: int
    words: str
    """With tags, and with line ends."""
    settings: str = ""
    name: str = ""
    before: str = ""
    """Comments that stand in front of it."""

    @property
    def cue(self) -> Cue:
        """Return what is said, without tags."""
        found = VOICE.search(self.words)
        who = clean_line(html.unescape(found[1])) if found else ""
        said = clean_line(html.unescape(TAG.sub("", self.words)))
        return Cue(self.start / 1000, self.end / 1000, said, who)


@dataclass(frozen=True)
class Script:
    """A whole file of captions."""

    cues: tuple[Written, ...]
    title: str = ""
    """What stands beside the word WEBVTT."""
    head: str = ""
    """Styles, regions and comments before the first caption."""
    after: str = ""
    """Comments behind the last caption."""


def stamp_of(moment: int) -> str:
    """Return “00:05:10.500”, as WebVTT writes it."""
    seconds, thousandths = divmod(moment, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def file_of(script: Script) -> str:
    """Return the whole file."""
    blocks = [f"WEBVTT{script.title}", *([script.head] if script.head else [])]
    for cue in script.cues:
        blocks += [cue.before] if cue.before else []
        name = f"{cue.name}\n" if cue.name else ""
        times = f"{stamp_of(cue.start)} --> {stamp_of(cue.end)}{cue.settings}"
        blocks.append(f"{name}{times}\n{cue.words}".rstrip("\n"))
    blocks += [script.after] if script.after else []
    return "\n\n".join(blocks) + "\n"


@dataclass(frozen=True)
class Place:
    """Where a part of an older file stands in a newer one, and whether it is the same there."""

    first: int
    last: int
    is_same: bool


def place_in(newer: Script, older: Script, first: int, last: int) -> Place:
    """Return where the captions `first` until before `last` of `older` stand in `newer`.

    Both are alike at the beginning and at the end; what lies between was changed.
    """
    ours, theirs = older.cues, newer.cues
    head = _alike(ours, theirs)
    tail = min(_alike(ours[::-1], theirs[::-1]), len(ours) - head, len(theirs) - head)
    changed, moved = len(ours) - tail, len(theirs) - len(ours)
    if last <= head:
        return Place(first, last, is_same=True)
    if first >= changed:
        return Place(first + moved, last + moved, is_same=True)
    end = last + moved if last >= changed else min(last, len(theirs) - tail)
    return Place(min(first, end), end, is_same=ours == theirs)


def _alike(one: Sequence[Written], other: Sequence[Written]) -> int:
    """Return how many captions are the same at the beginning of both."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((count for count, (a, b) in pairs if a != b), min(len(one), len(other)))
