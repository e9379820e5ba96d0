"""From bytes to text: UTF-8 and UTF-16 for certain, a national code page as a guess."""

import re
from dataclasses import dataclass

SAMPLE = 1 << 16
"""So many bytes are looked at to tell UTF-16 without a mark."""


class NotText(ValueError):
    """No encoding fits."""


class DamagedText(ValueError):
    """It says that it is UTF-16, and is not."""


@dataclass(frozen=True)
class Decoded:
    content: str
    """As it stands in the file, without a byte-order mark at its beginning."""
    encoding: str
    guessed: bool
    """A national code page: nothing in the file says which."""


def decoded(raw: bytes) -> Decoded:
    """Return the text of `raw`; NUL bytes in an 8-bit file are left out.

    Raises:
        NotText, DamagedText: it cannot be read.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unicode(raw, "utf-16")
    if wide := _wide_without_mark(raw):
        return _unicode(raw, wide)
    raw = raw.replace(b"\0", b"") if b"\0" in raw else raw
    try:
        return Decoded(raw.decode("utf-8-sig"), "utf-8", guessed=False)
    except UnicodeDecodeError:
        return _national(raw.removeprefix(b"\xef\xbb\xbf"))


def _unicode(raw: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding, guessed=False)
    except UnicodeDecodeError as error:
        raise DamagedText from error


def _wide_without_mark(raw: bytes) -> str | None:
    """Return which UTF-16 `raw` is, told by where its NULs stand, or None.

    Digits, delimiters and line ends are a tenth or more of a table in any
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


def _national(raw: bytes) -> Decoded:
    central = _CENTRAL_EUROPEAN.search(raw) is not None
    for encoding in ("cp1250", "cp1252") if central else ("cp1252", "cp1250"):
        try:
            return Decoded(raw.decode(encoding), encoding, guessed=True)
        except UnicodeDecodeError:
            continue
    raise NotText
