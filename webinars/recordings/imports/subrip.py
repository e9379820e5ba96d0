"""SubRip, as programs really write it, turned into WebVTT: nothing that was said is lost.

The format has no standard. Numbers may be missing, a comma or a point parts the
thousandths, positions stand behind the times, and old files are in the encoding of
their country. What cannot be understood is refused with its line.
"""

import codecs
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from webinars.recordings.imports.webvtt import (
    MOST_CUES,
    Backwards,
    EndsBeforeStart,
    ForeignTag,
    NoCues,
    NoTiming,
    NotUtf8,
    TooManyCues,
)
from webinars.recordings.rules.scripts import Script, Written, file_of

OLD_ENCODINGS = {"ar": "cp1256", "ru": "cp1251", "zh": "gb18030"}
"""In which old files of a language are; those of the others are in CP1252."""

TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
TIMING = re.compile(rf"\s*{TIME}\s*-->\s*{TIME}(?:\s+[XY][12]:\s*\d+)*\s*", re.ASCII)
NUMBER = re.compile(r"\s*\d{1,6}\s*", re.ASCII)
KEPT = re.compile(r"</?[biu]>")
DROPPED = re.compile(
    r"</?font(?:\s[^<>]*)?>|</?s>|\{\\[^{}]*\}|\{/?[biu]\}|\{[yY]:[^{}]*\}", re.IGNORECASE
)
MARKUP = re.compile(r"<[A-Za-z/!?][^<>]{0,30}")


def converted(data: bytes, *, language: str = "") -> bytes:
    """Return the captions as WebVTT in UTF-8.

    Args:
        language: in which they are said to be; it tells the encoding of old files.

    Raises:
        BadCaptions: one of the refusals of `webvtt`; it names the line.
    """
    lines = _decoded(data, language).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues: list[Written] = []
    for block in _blocks(lines):
        _refuse(block, cues)
        if words := _words(block):
            cues.append(Written(block.start, block.end, words))
    if not cues:
        raise NoCues
    return file_of(Script(tuple(cues))).encode()


def _decoded(data: bytes, language: str) -> str:
    if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            return data.decode(OLD_ENCODINGS.get(language, "cp1252"))
        except UnicodeDecodeError:
            raise NotUtf8(line=data.count(b"\n", 0, error.start) + 1) from error


@dataclass
class Block:
    """A caption as it is read: its line in the file, its times, and the lines of its words."""

    line: int
    start: int
    end: int
    said: list[str]


def _blocks(lines: Sequence[str]) -> list[Block]:
    """Return each caption. A number belongs to the times beneath it."""
    blocks: list[Block] = []
    is_open = False
    for number, line in enumerate(lines, 1):
        if found := TIMING.fullmatch(line):
            blocks.append(_begun(number, found))
            is_open = True
        elif not line.strip():
            is_open = False
        elif not _is_number(lines, number):
            _refuse_stray(line, number, is_open=is_open)
            blocks[-1].said.append(line.strip())
    return blocks


def _refuse_stray(line: str, number: int, *, is_open: bool) -> None:
    """Refuse words that belong to no times."""
    if not is_open or "-->" in line:
        raise NoTiming(line=number)


def _is_number(lines: Sequence[str], number: int) -> bool:
    """Say whether this line only counts: digits right above times."""
    here, below = lines[number - 1], lines[number : number + 1]
    return bool(NUMBER.fullmatch(here)) and any(TIMING.fullmatch(line) for line in below)


def _begun(number: int, found: "re.Match[str]") -> Block:
    return Block(number, _moment(found.groups()[:4]), _moment(found.groups()[4:]), [])


def _moment(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    return (hours * 3600 + minutes * 60 + seconds) * 1000 + int((parts[3] or "").ljust(3, "0"))


def _refuse(block: Block, cues: Sequence[Written]) -> None:
    if len(cues) >= MOST_CUES:
        raise TooManyCues(most=MOST_CUES)
    if block.end <= block.start:
        raise EndsBeforeStart(line=block.line)
    if cues and block.start < cues[-1].start:
        raise Backwards(line=block.line)


def _words(block: Block) -> str:
    lines = (_line(line, block.line + place) for place, line in enumerate(block.said, 1))
    return "\n".join(line for line in lines if line)


def _line(line: str, number: int) -> str:
    """Return a line as WebVTT writes it: bold, italic and underlined stay, other styling goes."""
    line = DROPPED.sub("", line)
    made, at = "", 0
    for tag in KEPT.finditer(line):
        made += _named(line[at : tag.start()], number) + tag[0]
        at = tag.end()
    return (made + _named(line[at:], number)).strip()


def _named(text: str, number: int) -> str:
    if found := MARKUP.search(text):
        raise ForeignTag(line=number, tag=found[0])
    return html.escape(html.unescape(text), quote=False)
