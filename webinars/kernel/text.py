"""Text that people write: cleaned, compared, and marked for translation."""

import re
import unicodedata

CONTROLS = re.compile(
    "["
    r"\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f"
    r"\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u061c\u180e\u00ad\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f"  # halves of signs, and tags: any text can hide in them
    r"\u115f\u1160\u3164\uffa0\u2800"  # letters and signs that show nothing
    "]"
)
"""Controls and invisible marks, left out wherever a line is kept: they can disguise a name, or be
all of it. The two joiners stay: Persian and the scripts of India are written with them."""

SPACES = re.compile(r"\s+")


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for "translate this later")
    """Mark `message` for translation and return it unchanged."""
    return message


def clean_line(text: str) -> str:
    """Return `text` as one line: composed (NFC), without controls, inner spaces collapsed."""
    if text.isascii() and text.isprintable() and "  " not in text:  # most are
        return text.strip()
    return SPACES.sub(" ", unicodedata.normalize("NFC", CONTROLS.sub("", text))).strip()


def clean_paragraphs(text: str) -> str:
    """Return `text` composed and without controls; lines end in LF, at most one is empty."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(clean_line(line) for line in lines)).strip()


def normal_name(text: str) -> str:
    """Return the form in which two spellings of one name are equal: NFC, spaces, case."""
    if text.isascii() and text.isprintable():  # composed, and its only space is the plain one
        return " ".join(text.split()).casefold()
    return unicodedata.normalize("NFC", clean_line(text).casefold())


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""With these a spreadsheet takes a text for a formula, the full-width ones where it is set to
Chinese or Japanese; every export goes by this list."""


def inert(cell: str) -> str:
    """Return `cell` so that a spreadsheet shows it and does not compute it (ASVS 1.2.10)."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def plain(cell: str) -> str:
    """Return what `inert` was given."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell
