"""What is written beside the names of a list: numbers, and one reason."""

from collections.abc import Mapping

from webinars.kernel.text import clean_line
from webinars.registrations.rules import REJECTIONS

HIGHEST = 9_999


def number_in(text: str) -> int | None:
    """Return the number written, in digits of any script; None where there is none to use."""
    digits = clean_line(text)
    if not digits.isdecimal() or len(digits) > len(str(HIGHEST)):
        return None
    return int(digits) or None


def reason_in(form: Mapping[str, str]) -> str:
    """Return the reason that was written, else the one that was chosen, as an English id."""
    return clean_line(form.get("words", "")) or REJECTIONS.get(form.get("reason", ""), "")
