"""From bytes to clean text, for every provider: reference/attendance-files.md, section 1.

Nothing is guessed silently: what cannot be read for certain is refused with an
outcome and a sentence, because a lenient reader loses people.
"""

import re
from dataclasses import dataclass

from webinars.attendance.imports import sentences
from webinars.attendance.imports.kinds import refuse_other_kinds
from webinars.attendance.imports.records import Outcome, Sentence, Skipped, Unreadable
from webinars.kernel.encodings import DamagedText, NotText, decoded


@dataclass(frozen=True)
class Limits:
    """What one attendance file may be. A webinar of 50 000 connections has about 8 MB.

    A cell may have 131 072 characters, the CSV library's own limit.
    """

    megabytes: int = 32
    lines: int = 120_000
    columns: int = 1_000


LIMITS = Limits()

WEB_PAGE = ("<!doctype", "<html", "<table", "<?xml")


@dataclass(frozen=True)
class Text:
    content: str
    encoding: str
    resaved: bool
    """Saved by a spreadsheet in a national code page, which is guessed."""
    delimiter: str = ""
    """Where it is known beforehand."""
    left_out: tuple[Skipped, ...] = ()
    """Rows of the file that did not come into the text."""


def refuse_too_big(raw: bytes, limits: Limits) -> None:
    """Do nothing if the file is within its limit.

    Raises:
        Unreadable: it is not.
    """
    if len(raw) > limits.megabytes << 20:
        values = {"limit": limits.megabytes}
        raise Unreadable(Outcome.TOO_BIG, Sentence(sentences.TOO_MANY_BYTES, values))


def text_of(raw: bytes, *, limits: Limits = LIMITS) -> Text:
    """Return the text of `raw`, cleaned of NULs, invisible marks and odd spaces.

    Raises:
        Unreadable: it is too big, no text, or a kind of file that is not read.
    """
    refuse_too_big(raw, limits)
    refuse_other_kinds(raw)
    text = _decoded(raw)
    if not text.content.strip():
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.EMPTY_FILE))
    if text.content.lstrip()[:9].casefold().startswith(WEB_PAGE):
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.HTML))
    return text


def _decoded(raw: bytes) -> Text:
    try:
        found = decoded(raw)
    except DamagedText as error:
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.DAMAGED_TEXT)) from error
    except NotText as error:
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.NOT_TEXT)) from error
    return Text(cleaned(found.content), found.encoding, resaved=found.guessed)


_GUARDED = re.compile(r'(?<![^,;\t\r\n])="((?:[^"\r\n]|"")++)"(?![^,;\t\r\n])')
"""A cell ="..." written so that a spreadsheet keeps it as text, without quotes around."""


def cleaned(content: str) -> str:
    """Return `content` without invisible marks, with plain spaces and plain quoted cells."""
    if not content.isascii():
        for mark in "\ufeff\u200e\u200f":
            content = content.replace(mark, "")
        for space in "\u00a0\u202f":
            content = content.replace(space, " ")
    content = content.replace("\0", "")
    return _GUARDED.sub(r'"\1"', content) if '="' in content else content
