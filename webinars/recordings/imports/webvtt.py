"""WebVTT, read strictly: what a browser would quietly drop is refused with its line.

After https://www.w3.org/TR/webvtt1/ (sections 4 and 6). One fault is reported
at a time, the first one: the others often follow from it.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_
from webinars.recordings.rules import Cue, clock_of
from webinars.recordings.rules.scripts import STAMP, TAG, Script, Written

SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
TIMING = re.compile(rf"{STAMP}[ \t]+-->[ \t]+{STAMP}((?:[ \t]+\S+)*)[ \t]*", re.ASCII)
SETTING = re.compile(r"(?:vertical|line|position|size|align|region):\S+")
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

    script: Script
    overlaps: tuple[str, ...]
    """Where a caption begins before the one above it has ended: allowed, and worth a look."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Return what is said; captions without words are left out."""
        return tuple(cue for cue in (one.cue for one in self.script.cues) if cue.text)


Line = tuple[int, str]


def read_captions(data: bytes) -> Captions:
    """Return the captions in `data`.

    Raises:
        BadCaptions: one of the refusals above; it names the line.
    """
    lines = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not SIGNATURE.fullmatch(lines[0]) or (len(lines) > 1 and lines[1]):
        raise NoSignature
    cues: list[Written] = []
    head, loose = "", ""
    for block in _blocks(lines):
        if _is_told_apart(block):
            loose = f"{loose}\n\n{_text(block)}".strip("\n")
            continue
        head, loose = (head, loose) if cues else (loose, "")
        _add(cues, block, before=loose)
        loose = ""
    captions = judged(Script(tuple(cues), lines[0].removeprefix("WEBVTT"), head, loose))
    if not captions.cues:
        raise NoCues
    return captions


def judged(script: Script) -> Captions:
    return Captions(script, tuple(_overlaps([one.cue for one in script.cues])))


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
    named = first.split(None, 1)[:1] in (["NOTE"], ["STYLE"], ["REGION"])
    return named and not any("-->" in line for _, line in block[:2])


def _text(block: list[Line]) -> str:
    return "\n".join(line for _, line in block)


def _add(cues: list[Written], block: list[Line], *, before: str) -> None:
    if len(cues) >= MOST_CUES:
        raise TooManyCues(most=MOST_CUES)
    timed = 0 if "-->" in block[0][1] or len(block) == 1 else 1
    number, timing = block[timed]
    start, end, settings = _times(number, timing)
    if cues and start < cues[-1].start:
        raise Backwards(line=number)
    said = block[timed + 1 :]
    for place, line in said:
        _refuse_tags(place, line)
    name = block[0][1] if timed else ""
    cues.append(Written(start, end, _text(said), settings, name, before))


def _times(number: int, line: str) -> tuple[int, int, str]:
    found = TIMING.fullmatch(line)
    if found is None:
        raise NoTiming(line=number)
    for setting in found[3].split():
        if not SETTING.fullmatch(setting):
            raise BadSetting(line=number, setting=setting[:40])
    start, end = _moment(found[1]), _moment(found[2])
    if end <= start:
        raise EndsBeforeStart(line=number)
    return start, end, found[3]


def _refuse_tags(number: int, line: str) -> None:
    """Refuse HTML, a stray `<`, and times in the middle of the words."""
    if "-->" in line:
        raise NoTiming(line=number)
    rest = TAG.sub("", line)
    if "<" in rest:
        raise ForeignTag(line=number, tag=rest[rest.index("<") :].split(">")[0][:30])


def _moment(stamp: str) -> int:
    """Return the milliseconds that a stamp of WebVTT means."""
    *hours, minutes, seconds = stamp.split(":")
    whole, thousandths = seconds.split(".")
    minute = int(hours[0] if hours else 0) * 60 + int(minutes)
    return (minute * 60 + int(whole)) * 1000 + int(thousandths)


def _overlaps(cues: Sequence[Cue]) -> Iterator[str]:
    for before, after in pairwise(cues):
        if after.start < before.end:
            yield clock_of(after.start)
