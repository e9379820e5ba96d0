"""The six languages of the platform, and which way each is written."""

import enum
from typing import Literal

Direction = Literal["ltr", "rtl"]


class Language(enum.StrEnum):
    ARABIC = "ar"
    CHINESE = "zh"
    ENGLISH = "en"
    FRENCH = "fr"
    RUSSIAN = "ru"
    SPANISH = "es"


OWN_NAMES: dict[Language, str] = {
    Language.ARABIC: "العربية",
    Language.CHINESE: "中文",
    Language.ENGLISH: "English",
    Language.FRENCH: "Français",
    Language.RUSSIAN: "Русский",
    Language.SPANISH: "Español",
}
"""Each language by its own name, in the order in which the United Nations list them."""


def direction(language: str) -> Direction:
    return "rtl" if language == Language.ARABIC else "ltr"


def is_language(text: str) -> bool:
    return text in OWN_NAMES
