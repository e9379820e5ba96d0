"""How each of the six languages writes a day, a range, a size: data, like the catalogues.

Where the Unicode CLDR, which Babel carries, says what we need, `words` asks it.
Here stand only the patterns in which our pages differ, or which it lacks. Day
patterns are CLDR's (UTS 35), cut in two at the number of the day. Digits are
Latin in all languages, also in Arabic: mixed digits beside links and telephone
numbers are harder to read aloud and to copy.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale

from webinars.kernel.languages import Language

NARROW = "\u202f"
"""The space inside a size or a percentage, at which no line breaks."""


@dataclass(frozen=True)
class Patterns:
    """What one language needs. `{…}` are filled in by `words`."""

    locale: str
    """Babel's name of the variant whose conventions we follow."""
    day: tuple[str, str]
    """Weekday, day, month and year, around the number of the day."""
    day_of_year: tuple[str, str]
    """The same without the year."""
    date: tuple[str, str]
    """Day and month without weekday."""
    dated: tuple[str, str]
    """Day, month and year without weekday."""
    month: str
    month_of_year: str
    hours: str
    hours_overnight: str
    percent: str
    percents: str
    """From `low` to `high`, both in hundredths."""
    sizes: tuple[str, str, str, str]
    """Thousands, millions, thousand millions, million millions of bytes."""
    clock: tuple[str, str, str] | None
    """Hours, minutes, seconds of a duration. None: CLDR's long words, as they inflect."""
    first_day: str = "1"
    """The number of the first day of a month."""


ENGLISH = Patterns(
    locale="en_GB",
    day=("EEEE ", " MMMM y"),
    day_of_year=("EEEE ", " MMMM"),
    date=("", " MMMM"),
    dated=("", " MMMM y"),
    month="LLLL",
    month_of_year="LLLL y",
    hours="{start} to {end}",
    hours_overnight="{start} to {end} the next day",
    percent=f"#,##0.0{NARROW}%",
    percents=f"{{low}} to {{high}}{NARROW}%",
    sizes=("KB", "MB", "GB", "TB"),
    clock=(f"{NARROW}h", f"{NARROW}min", f"{NARROW}s"),
)

FRENCH = Patterns(
    locale="fr",
    day=("EEEE ", " MMMM y"),
    day_of_year=("EEEE ", " MMMM"),
    date=("", " MMMM"),
    dated=("", " MMMM y"),
    month="LLLL",
    month_of_year="LLLL y",
    hours="de {start} à {end}",
    hours_overnight="de {start} à {end} le lendemain",
    percent=f"#,##0.0{NARROW}%",
    percents=f"de {{low}} à {{high}}{NARROW}%",
    sizes=("Ko", "Mo", "Go", "To"),
    clock=(f"{NARROW}h", f"{NARROW}min", f"{NARROW}s"),
    first_day="1er",
)

SPANISH = Patterns(
    locale="es",
    day=("EEEE ", " 'de' MMMM 'de' y"),
    day_of_year=("EEEE ", " 'de' MMMM"),
    date=("", " 'de' MMMM"),
    dated=("", " 'de' MMMM 'de' y"),
    month="LLLL",
    month_of_year="LLLL 'de' y",
    hours="de {start} a {end}",
    hours_overnight="de {start} a {end} del día siguiente",
    percent=f"#,##0.0{NARROW}%",
    percents=f"de {{low}} a {{high}}{NARROW}%",
    sizes=("KB", "MB", "GB", "TB"),
    clock=(f"{NARROW}h", f"{NARROW}min", f"{NARROW}s"),
)

RUSSIAN = Patterns(
    locale="ru",
    day=("EEEE, ", f" MMMM y{NARROW}'г'."),
    day_of_year=("EEEE, ", " MMMM"),
    date=("", " MMMM"),
    dated=("", f" MMMM y{NARROW}'г'."),
    month="LLLL",
    month_of_year=f"LLLL y{NARROW}'г'.",
    hours="с {start} до {end}",
    hours_overnight="с {start} до {end} следующего дня",
    percent=f"#,##0.0{NARROW}%",
    percents=f"от {{low}} до {{high}}{NARROW}%",
    sizes=("КБ", "МБ", "ГБ", "ТБ"),
    clock=(f"{NARROW}ч", f"{NARROW}мин", f"{NARROW}с"),
)

CHINESE = Patterns(
    locale="zh_Hans",
    day=("y年M月", "日EEEE"),
    day_of_year=("M月", "日EEEE"),
    date=("M月", "日"),
    dated=("y年M月", "日"),
    month="M月",
    month_of_year="y年M月",
    hours="{start}至{end}",
    hours_overnight="{start}至次日{end}",
    percent="#,##0.0%",
    percents="{low}%至{high}%",
    sizes=("KB", "MB", "GB", "TB"),
    clock=("小时", "分钟", "秒"),
)

ARABIC = Patterns(
    locale="ar",
    day=("EEEE ", " MMMM y"),
    day_of_year=("EEEE ", " MMMM"),
    date=("", " MMMM"),
    dated=("", " MMMM y"),
    month="LLLL",
    month_of_year="LLLL y",
    hours="من {start} إلى {end}",
    hours_overnight="من {start} إلى {end} في اليوم التالي",
    percent="#,##0.0%",
    percents="من {low}% إلى {high}%",
    sizes=("كيلوبايت", "ميغابايت", "غيغابايت", "تيرابايت"),
    clock=None,
)

PATTERNS: Mapping[str, Patterns] = {
    Language.ARABIC: ARABIC,
    Language.CHINESE: CHINESE,
    Language.ENGLISH: ENGLISH,
    Language.FRENCH: FRENCH,
    Language.RUSSIAN: RUSSIAN,
    Language.SPANISH: SPANISH,
}


@functools.cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale for one of the six languages."""
    return Locale.parse(PATTERNS[language].locale)


NAMES: Mapping[tuple[str, str], str] = {(Language.ARABIC, "en"): "الإنكليزية"}
"""Names of languages as the United Nations spell them, where CLDR differs: (in, of)."""

CITIES: Mapping[str, Mapping[str, str]] = {
    "Europe/Zurich": {
        Language.ARABIC: "جنيف",
        Language.CHINESE: "日内瓦",
        Language.ENGLISH: "Geneva",
        Language.FRENCH: "Genève",
        Language.RUSSIAN: "Женева",
        Language.SPANISH: "Ginebra",
    },
    "America/Bogota": {
        Language.ARABIC: "بوغوتا",
        Language.CHINESE: "波哥大",
        Language.ENGLISH: "Bogotá",
        Language.FRENCH: "Bogota",
        Language.RUSSIAN: "Богота",
        Language.SPANISH: "Bogotá",
    },
    "Asia/Shanghai": {
        Language.ARABIC: "بيجين",
        Language.CHINESE: "北京",
        Language.ENGLISH: "Beijing",
        Language.FRENCH: "Beijing",
        Language.RUSSIAN: "Пекин",
        Language.SPANISH: "Beijing",
    },
    "Pacific/Fiji": {
        Language.ARABIC: "سوفا",
        Language.CHINESE: "苏瓦",
        Language.ENGLISH: "Suva",
        Language.FRENCH: "Suva",
        Language.RUSSIAN: "Сува",
        Language.SPANISH: "Suva",
    },
}
"""Zones that our readers know by another city than the one in the zone's name."""
