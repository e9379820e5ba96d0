"""Sizes, durations, numbers, lists and names of languages, in the reader's language.

Pure functions of a value and a language.
"""

import functools
import math
from collections.abc import Iterable
from datetime import timedelta

from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from markupsafe import Markup

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.web.words.patterns import NAMES, NARROW, PATTERNS, locale_of

COMMAS = {Language.ARABIC: "، ", Language.CHINESE: "，"}
COLONS = {Language.CHINESE: "：", Language.FRENCH: f"{NARROW}: "}
SEMICOLONS = {Language.ARABIC: "؛ ", Language.CHINESE: "；", Language.FRENCH: f"{NARROW}; "}
"""Between two things, where the language has marks of its own."""

remembered = functools.lru_cache(maxsize=4096)


@remembered
def size_words(size: int, *, language: str) -> str:
    """Return “15.1 MB” for so many bytes; a thousand bytes are one KB, begun KB count."""
    units = PATTERNS[language].sizes
    amount, unit = max(math.ceil(size / 1000), 1 if size else 0) * 1.0, units[0]
    for larger in units[1:]:
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    decimals = 0 if amount >= 100 or unit == units[0] else 1
    return f"{number(round(amount, decimals), language=language)}{NARROW}{unit}"


@remembered
def minutes_at(size: int, kbps: int = 256, *, language: str) -> str:
    """Return how long so many bytes take on a line of `kbps` kilobits a second: “8 min”."""
    return duration(math.ceil(size * 8 / (kbps * 1000)), language=language)


@remembered
def duration(length: float | timedelta, *, language: str) -> str:
    """Return “40 s”, “60 min” or “1 h 24 min” for seconds or a timedelta; begun minutes count."""
    seconds = length.total_seconds() if isinstance(length, timedelta) else length
    if seconds < 60:
        return _counted(2, math.ceil(seconds), language)
    minutes = math.ceil(seconds / 60)
    if minutes <= 60:
        return _counted(1, minutes, language)
    whole, rest = divmod(minutes, 60)
    parts = [_counted(0, whole, language)] + ([_counted(1, rest, language)] if rest else [])
    return _together(parts, language)


@remembered
def number(value: float, *, language: str) -> str:
    return format_decimal(value, locale=locale_of(language))


@remembered
def percent(share: float | None, *, language: str) -> str:
    """Return “70.5 %” for 0.705. None has no percentage: a page says “n/a” itself."""
    if share is None:
        raise ValueError("a share of nothing is n/a, not a percentage")
    return format_percent(share, PATTERNS[language].percent, locale=locale_of(language))


@remembered
def percents(low: float, high: float, *, language: str) -> str:
    """Return “65.4 to 75.1 %” for the interval from 0.654 to 0.751."""
    ends = (format_decimal(end * 100, "0.0", locale=locale_of(language)) for end in (low, high))
    return PATTERNS[language].percents.format(**dict(zip(("low", "high"), ends, strict=True)))


def list_and(items: Iterable[str], *, language: str) -> str:
    """Return “English, French and Spanish”."""
    return format_list(list(items), locale=locale_of(language))


def list_plain(items: Iterable[str], *, language: str) -> str:
    """Return “MP4, 2 minutes”: side by side, with the comma of the language."""
    return comma(language=language).join(items)


def list_apart(items: Iterable[str], *, language: str) -> str:
    """Return “a sentence; another, longer one”: with the semicolon of the language."""
    return semicolon(language=language).join(items)


def comma(*, language: str) -> str:
    """Return “, ” as the language writes it, to stand between what a template tells in turn."""
    return COMMAS.get(Language(language), ", ")


def colon(*, language: str) -> str:
    """Return “: ” as the language writes it, to stand between a name and what it is."""
    return COLONS.get(Language(language), ": ")


def bracketed(words: str, *, language: str) -> str:
    """Return “ (…)” as the language writes it, to stand behind what it explains."""
    whole = "（%s）" if language == Language.CHINESE else " (%s)"
    return (Markup(whole) if hasattr(words, "__html__") else whole) % words  # noqa: S704  (ours)


def semicolon(*, language: str) -> str:
    """Return “; ” as the language writes it, to stand between what a template tells in turn."""
    return SEMICOLONS.get(Language(language), "; ")


@remembered
def language_name(code: str, *, language: str) -> str:
    """Return the language called `code` in the reader's language: “Arabic”, « arabe »."""
    known = NAMES.get((language, code)) or locale_of(language).languages.get(code)
    return known or code


def own_name(code: str) -> str:
    """Return the language called `code` in itself: “العربية”."""
    return OWN_NAMES[Language(code)]


def initial(text: str) -> str:
    """Return `text` with a capital first letter, as at the beginning of a line; the rest stays."""
    return text[:1].upper() + text[1:]


def _counted(unit: int, amount: int, language: str) -> str:
    symbols = PATTERNS[language].clock
    if symbols:
        return f"{amount}{symbols[unit]}"
    name = ("duration-hour", "duration-minute", "duration-second")[unit]
    return format_unit(amount, name, "long", locale=locale_of(language))


def _together(parts: list[str], language: str) -> str:
    if language == Language.ARABIC:
        return list_and(parts, language=language)
    return ("" if language == Language.CHINESE else " ").join(parts)
