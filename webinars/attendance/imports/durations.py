"""Lengths of time as attendance files write them: `10m 59s`, `2 godz. 19 min 19 s`, `1:00:00`.

Source: reference/attendance-files.md, sections 5, 6, 8 and 9. Words decide where they are known;
in other languages the place does, the largest unit first.
"""

import re

UNITS = {
    "d": 86_400,
    "day": 86_400,
    "h": 3_600,
    "hr": 3_600,
    "hour": 3_600,
    "std": 3_600,
    "godz": 3_600,
    "g": 3_600,
    "heure": 3_600,
    "hora": 3_600,
    "ч": 3_600,
    "час": 3_600,
    "小时": 3_600,
    "小時": 3_600,
    "س": 3_600,
    "ساعة": 3_600,
    "m": 60,
    "min": 60,
    "mins": 60,
    "minute": 60,
    "minuto": 60,
    "м": 60,
    "мин": 60,
    "分": 60,
    "分钟": 60,
    "分鐘": 60,
    "د": 60,
    "دقيقة": 60,
    "s": 1,
    "sec": 1,
    "sek": 1,
    "second": 1,
    "seg": 1,
    "с": 1,
    "сек": 1,
    "秒": 1,
    "秒钟": 1,
    "ث": 1,
    "ثانية": 1,
}
BY_PLACE = (86_400, 3_600, 60, 1)
"""Units from the last part on, where no word is known."""

_CLOCK = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?")
_PART = re.compile(r"(\d{1,5})\s*([^\W\d_]+)\.?")
_WORDED = re.compile(r"(?:\d{1,5}\s*[^\W\d_]+\.?[,\s]*){1,4}")


def seconds_of(text: str, *, bare: int = 60) -> int | None:
    """Return the seconds that `text` says, or None if it is no length of time.

    `bare` is what a figure without a unit counts. `1:05` is an hour and five minutes.
    """
    text = text.strip()
    if text.isdecimal() and len(text) <= 6:
        return int(text) * bare
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = clock.groups()
        return int(hours) * 3_600 + int(minutes) * 60 + int(seconds or 0)
    return _worded(text) if _WORDED.fullmatch(text) else None


def minutes_text(text: str) -> str:
    """Return `text` as whole minutes, rounded up as rooms do; empty if it is no length of time."""
    seconds = seconds_of(text)
    return "" if seconds is None else str(-(-seconds // 60))


def _worded(text: str) -> int | None:
    parts = _PART.findall(text)
    units = [_unit(word.casefold()) for _, word in parts]
    if None in units:
        units = list(BY_PLACE[-len(parts) :])
    return sum(int(number) * (unit or 0) for (number, _), unit in zip(parts, units, strict=True))


def _unit(word: str) -> int | None:
    return UNITS.get(word) or UNITS.get(word.removesuffix("s"))
