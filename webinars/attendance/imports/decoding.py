"""From bytes to clean text, for every provider: reference/attendance-files.md, section 1.

Nothing is guessed silently: what cannot be read for certain is refused with an
outcome and a sentence, because a lenient reader loses people.
"""

import re
from dataclasses import dataclass

from webinars.attendance.imports import sentences
from webinars.attendance.imports.kinds import refuse_other_kinds
from webinars.attendance.imports.records import Outcome, Sentence, Unreadable


@dataclass(frozen=True)
class Limits:
    """What one attendance file may be. A webinar of 50 000 connections has about 8 MB.

    A cell may have 131 072 characters, the CSV library's own limit.
    """

    megabytes: int = 32
    lines: int = 120_000
    columns: int = 1_000


LIMITS = Limits()

SAMPLE = 1 << 16
"""So many bytes are looked at to tell UTF-16 without a mark."""

WEB_PAGE = ("<!doctype", "<html", "<table", "<?xml")


@dataclass(frozen=True)
class Text:
    content: str
    encoding: str
    resaved: bool
    """Saved by a spreadsheet in a national code page, which is guessed."""


def text_of(raw: bytes, *, limits: Limits = LIMITS) -> Text:
    """Return the text of `raw`, cleaned of NULs, invisible marks and odd spaces.

    Raises:
        Unreadable: it is too big, no text, or a kind of file that is not read.
    """
    if len(raw) > limits.megabytes << 20:
        values = {"limit": limits.megabytes}
        raise Unreadable(Outcome.TOO_BIG, Sentence(sentences.TOO_MANY_BYTES, values))
    refuse_other_kinds(raw)
    text = _decoded(raw)
    if not text.content.strip():
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.EMPTY_FILE))
    if text.content.lstrip()[:9].casefold().startswith(WEB_PAGE):
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.HTML))
    return text


def _decoded(raw: bytes) -> Text:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unicode(raw, "utf-16")
    if wide := _wide_without_mark(raw):
        return _unicode(raw, wide)
    raw = raw.replace(b"\0", b"") if b"\0" in raw else raw
    try:
        return Text(_cleaned(raw.decode("utf-8-sig")), "utf-8", resaved=False)
    except UnicodeDecodeError:
        return _national(raw.removeprefix(b"\xef\xbb\xbf"))


def _unicode(raw: bytes, encoding: str) -> Text:
    try:
        return Text(_cleaned(raw.decode(encoding)), encoding, resaved=False)
    except UnicodeDecodeError as error:
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.DAMAGED_TEXT)) from error


def _wide_without_mark(raw: bytes) -> str | None:
    """Return which UTF-16 `raw` is, told by where its NULs stand, or None.

    Digits, delimiters and line ends are a tenth or more of a report in any
    script, and in UTF-16 each of them has a NUL on the same side.
    """
    sample = raw[:SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(raw) % 2 or max(even, odd) * 10 < len(sample) // 2 or not sample:
        return None
    if odd > 8 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 8 * odd else None


_CENTRAL_EUROPEAN = re.compile(
    rb"[A-Za-z]{2}[\xb3\xbf]|[A-Za-z][\xb3\xb9\xbc\xbe\xbf][A-Za-z]|[\xa3\xaf][a-z]"
)
"""Letters of cp1250 such as the Polish l with stroke, where cp1252 has figures and signs."""


def _national(raw: bytes) -> Text:
    central = _CENTRAL_EUROPEAN.search(raw) is not None
    for encoding in ("cp1250", "cp1252") if central else ("cp1252", "cp1250"):
        try:
            return Text(_cleaned(raw.decode(encoding)), encoding, resaved=True)
        except UnicodeDecodeError:
            continue
    raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.NOT_TEXT))


_GUARDED = re.compile(r'(?<![^,;\t\r\n])="((?:[^"\r\n]|"")++)"(?![^,;\t\r\n])')
"""A cell ="..." written so that a spreadsheet keeps it as text, without quotes around."""


def _cleaned(content: str) -> str:
    """Return `content` without invisible marks, with plain spaces and plain quoted cells."""
    if not content.isascii():
        for mark in "\ufeff\u200e\u200f":
            content = content.replace(mark, "")
        for space in "\u00a0\u202f":
            content = content.replace(space, " ")
    content = content.replace("\0", "")
    return _GUARDED.sub(r'"\1"', content) if '="' in content else content
