"""What was learned in a webinar: one text a language, shown beside the recording. Pure."""

from collections.abc import Mapping

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.text import clean_paragraphs

LONGEST = 4_000
"""Letters of one language: a page, not a report."""


def lessons_from(given: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that say something, by language."""
    cleaned = {code.value: clean_paragraphs(given.get(code, "")) for code in OWN_NAMES}
    return {code: text for code, text in cleaned.items() if text}


def nearest(lessons: Mapping[str, str], language: Language) -> tuple[str, str]:
    """Return the lessons for a reader, and in which language they are; empty where there are none.

    In the own language, else in English, else in the first there is.
    """
    for code in (language.value, Language.ENGLISH.value, *sorted(lessons)):
        if code in lessons:
            return lessons[code], code
    return "", ""
