"""Names: how two spellings are compared, and in what order a language lists them."""

import csv
import functools
import re
import unicodedata
from pathlib import Path

from webinars.kernel.languages import Language

READINGS = Path(__file__).parent.parent / "data" / "pinyin.csv"

SIGNS = re.compile(r"[\W_]+")
SAME_LETTER = str.maketrans({"ى": "ي", "ة": "ه", "ـ": "", "ı": "i"})
ARABIC_ARTICLE = "ال"
"""With a hamza, as in ألبانيا, the same letters are part of the word."""
AFTER_Z = "þ"
"""A letter that stands after z and survives folding."""


@functools.lru_cache(maxsize=8_192)
def folded(text: str) -> str:
    """Return `text` without case, marks and signs, so that `cote d` finds Côte d'Ivoire."""
    lower = unicodedata.normalize("NFKD", text).casefold()
    letters = unicodedata.normalize("NFKD", lower)  # some letters come apart only in lower case
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return SIGNS.sub(" ", plain.translate(SAME_LETTER)).strip()


def place_of(sought: str, name: str) -> int | None:
    """Say where `sought`, folded, stands in `name`: 0 at its beginning, 1 within, None nowhere."""
    whole = folded(name)
    if not sought or sought not in whole:
        return None
    bare = folded(name.removeprefix(ARABIC_ARTICLE))
    return 0 if whole.startswith(sought) or bare.startswith(sought) else 1


@functools.lru_cache(maxsize=8_192)
def sort_key(name: str, language: Language) -> tuple[object, ...]:
    """Return what puts `name` in its place in a list in `language`.

    Marks and signs decide only between names that are otherwise equal. Arabic
    passes over the article, Spanish has ñ after n, Russian has й after и and ё
    with е, Chinese goes by the reading of each character.
    """
    text = unicodedata.normalize("NFC", name.casefold())
    match language:
        case Language.ARABIC:
            letters: object = folded(name.removeprefix(ARABIC_ARTICLE))
        case Language.CHINESE:
            letters = _places(SIGNS.sub("", text))
        case Language.RUSSIAN:
            letters = SIGNS.sub(" ", text.replace("ё", "е"))
        case Language.SPANISH:
            letters = folded(text.replace("ñ", "n" + AFTER_Z))
        case _:
            letters = folded(name)
    return letters, name


def _places(characters: str) -> tuple[tuple[int, str], ...]:
    """Return the place of each character; one that has no reading comes after all that have."""
    places = readings()
    return tuple((places.get(sign, len(places)), sign) for sign in characters)


@functools.cache
def readings() -> dict[str, int]:
    """Return the place of each character of a Chinese name: the file's rows are in that order."""
    with READINGS.open(encoding="utf-8", newline="") as file:
        return {row["character"]: place for place, row in enumerate(csv.DictReader(file))}
