"""The words of a text as the search knows them: alike whatever accent, case, form or keyboard.

What is kept and what is asked goes through here, so that both databases compare
plain letters and digits and find the same. Accents and Arabic vowel signs are
dropped, the forms of alef and ya are one, ta marbuta is ha, digits are 0 to 9,
wide letters are narrow, ё is е. Chinese has no spaces: each two characters that
stand together are a word, and the last one of a run stands alone too, so that
every character begins a word.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from webinars.recordings.rules.common_words import COMMON_WORDS

HAN = (
    "\u3005\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Chinese characters, and the syllables of Japanese."""

MARKS = "\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f"
"""What may stand inside a word and is none of its letters."""

RUN = re.compile(rf"([{HAN}]+)|[^\W_{HAN}](?:[^\W_{HAN}]|[{MARKS}])*")

LONGEST = 64
"""Letters of a word that are compared."""

LETTERS = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ٱ": "ا",
        "ـ": None,
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
    }
)
"""Letters that Unicode does not take apart."""

ARTICLE = re.compile("^(?:و?(?:ال|بال|كال)|فال|لل|و)(?=.{3})")
"""What Arabic writes together with the word that follows: “and”, “the”, “in the”, “to the”."""


class Word(NamedTuple):
    """A word, and where it stands in the text as it was written."""

    token: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of `text` in their order; common ones are left out and leave no gap."""
    for run in RUN.finditer(text):
        if run[1]:
            yield from _pairs(run[1], run.start())
        elif token := token_of(run[0]):
            yield Word(token, *run.span())


def tokens_of(text: str) -> list[str]:
    return [word.token for word in words_in(text)]


def _pairs(run: str, start: int) -> Iterator[Word]:
    """Yield each two characters that stand together, and the last one alone."""
    letters = [_letter(letter) for letter in run]
    for place in range(len(run)):
        token = "".join(letters[place : place + 2])
        if token:
            yield Word(token, start + place, start + min(place + 2, len(run)))


@lru_cache(1 << 14)
def token_of(run: str) -> str:
    """Return the word as it is compared; nothing where it is one that every text has."""
    token = fold(run)
    return "" if token in COMMON else ARTICLE.sub("", token, count=1)


@lru_cache(1 << 13)
def _letter(letter: str) -> str:
    return fold(letter)


def fold(text: str) -> str:
    """Return the bare letters and digits of `text`."""
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(LETTERS)
    return "".join(_digit(letter) for letter in plain if letter.isalnum())[:LONGEST]


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


COMMON = frozenset(fold(word) for word in COMMON_WORDS.split())
