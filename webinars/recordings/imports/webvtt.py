"""WebVTT, read strictly: what a browser would quietly drop is refused with its line.

After https://www.w3.org/TR/webvtt1/ (sections 4 and 6). One fault is reported
at a time, the first one: the others often follow from it.
"""

import codecs
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_, clean_line
from webinars.recordings.rules import Cue, clock_of

SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
STAMP = r"((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})"
TIMING = re.compile(rf"{STAMP}[ \t]+-->[ \t]+{STAMP}((?:[ \t]+\S+)*)[ \t]*", re.ASCII)
SETTING = re.compile(r"(?:vertical|line|position|size|align|region):\S+")
TAG = re.compile(
    r"<(?:(?:c|i|b|u|ruby|rt|v|lang)(?:\.[^\s.<>&]+)*(?:[ \t][^<>]*)?"
    rf"|/(?:c|i|b|u|ruby|rt|v|lang)|{STAMP})>"
)
VOICE = re.compile(r"<v(?:\.[^\s.<>&]+)*[ \t]+([^<>]+)>")
MOST_CUES = 50_000


class BadCaptions(BadInput):
    """Captions that a browser would not show as they were meant."""


class NoSignature(BadCaptions):
    message = N_("Line 1: captions in WebVTT begin with the word WEBVTT and an empty line.")


class NotUtf8(BadCaptions):
    message = N_(
        "Line %(line)s: this is not UTF-8. Save the captions in that encoding and send them again."
    )


class NoTiming(BadCaptions):
    message = N_(
        "Line %(line)s: times are missing here. Write them as in 00:01:05.000 --> 00:01:09.500."
    )


class BadSetting(BadCaptions):
    message = N_("Line %(line)s: “%(setting)s” is no setting of a caption in WebVTT.")


class EndsBeforeStart(BadCaptions):
    message = N_("Line %(line)s: the caption ends before it begins, or at the same moment.")


class Backwards(BadCaptions):
    message = N_(
        "Line %(line)s: the caption begins before the one above it. Put them in the order of time."
    )


class ForeignTag(BadCaptions):
    message = N_(
        "Line %(line)s: “%(tag)s” is no tag of WebVTT. Write &lt; where the sign itself is meant."
    )


class NoCues(BadCaptions):
    message = N_("There is not one caption in this file.")


class TooManyCues(BadCaptions):
    message = N_("There are more than %(most)s captions in this file.")


@dataclass(frozen=True)
class Captions:
    """What a file of captions holds."""

    cues: tuple[Cue, ...]
    overlaps: tuple[str, ...]
    """Where a caption begins before the one above it has ended: allowed, and worth a look."""


Line = tuple[int, str]


def read_captions(data: bytes) -> Captions:
    """Return the captions in `data`.

    Raises:
        BadCaptions: one of the refusals above; it names the line.
    """
    lines = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not SIGNATURE.fullmatch(lines[0]) or (len(lines) > 1 and lines[1]):
        raise NoSignature
    cues: list[Cue] = []
    for block in _blocks(lines):
        if not _is_told_apart(block):
            _add(cues, block)
    if not any(cue.text for cue in cues):
        raise NoCues
    return Captions(tuple(cue for cue in cues if cue.text), tuple(_overlaps(cues)))


def cues_of(data: bytes) -> Sequence[Cue]:
    """Return the cues of captions that were judged when they came; none if they are harmed."""
    try:
        return read_captions(data).cues
    except BadCaptions:
        return ()


def _decoded(data: bytes) -> str:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise NotUtf8(line=data.count(b"\n", 0, error.start) + 1) from error


def _blocks(lines: Sequence[str]) -> Iterator[list[Line]]:
    """Yield the lines that stand together, each with its number; the first line is the file's."""
    block: list[Line] = []
    for number, line in enumerate([*lines[1:], ""], 2):
        if line:
            block.append((number, line))
        elif block:
            yield block
            block = []


def _is_told_apart(block: list[Line]) -> bool:
    """Say whether the block is a comment, a style or a region, which have no times."""
    first = block[0][1]
    named = first.split(None, 1)[0] in {"NOTE", "STYLE", "REGION"}
    return named and not any("-->" in line for _, line in block[:2])


def _add(cues: list[Cue], block: list[Line]) -> None:
    if len(cues) >= MOST_CUES:
        raise TooManyCues(most=MOST_CUES)
    timed = 0 if "-->" in block[0][1] or len(block) == 1 else 1
    number, timing = block[timed]
    start, end = _times(number, timing)
    if cues and start < cues[-1].start:
        raise Backwards(line=number)
    said = block[timed + 1 :]
    for place, line in said:
        _refuse_tags(place, line)
    words = "\n".join(line for _, line in said)
    cues.append(Cue(start, end, _plain(words), _speaker(words)))


def _times(number: int, line: str) -> tuple[float, float]:
    found = TIMING.fullmatch(line)
    if found is None:
        raise NoTiming(line=number)
    for setting in found[3].split():
        if not SETTING.fullmatch(setting):
            raise BadSetting(line=number, setting=setting[:40])
    start, end = _seconds(found[1]), _seconds(found[2])
    if end <= start:
        raise EndsBeforeStart(line=number)
    return start, end


def _refuse_tags(number: int, line: str) -> None:
    """Refuse HTML, a stray `<`, and times in the middle of the words."""
    if "-->" in line:
        raise NoTiming(line=number)
    rest = TAG.sub("", line)
    if "<" in rest:
        raise ForeignTag(line=number, tag=rest[rest.index("<") :].split(">")[0][:30])


def _seconds(stamp: str) -> float:
    *hours, minutes, seconds = stamp.split(":")
    return (int(hours[0]) if hours else 0) * 3600 + int(minutes) * 60 + float(seconds)


def _plain(words: str) -> str:
    return clean_line(html.unescape(TAG.sub("", words)))


def _speaker(words: str) -> str:
    found = VOICE.search(words)
    return clean_line(html.unescape(found[1])) if found else ""


def _overlaps(cues: Sequence[Cue]) -> Iterator[str]:
    for before, after in pairwise(cues):
        if after.start < before.end:
            yield clock_of(after.start)
