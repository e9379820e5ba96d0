"""A letter as it will be read, shown before any leaves."""

import re
from dataclasses import dataclass

from webinars.kernel.languages import Language
from webinars.outbox.rendering import Content

GAP = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Specimen:
    language: Language
    subject: str
    paragraphs: tuple[tuple[str, ...], ...]
    """Of the text, each in its lines."""
    calendar: str
    """METHOD of the calendar entry that it carries; empty where it carries none."""


def specimen(language: Language, content: Content) -> Specimen:
    """Return the letter's subject and text; its HTML says the same."""
    paragraphs = [tuple(one.splitlines()) for one in GAP.split(content.text.strip())]
    method = content.invitation.method if content.invitation else ""
    return Specimen(language, content.subject, tuple(paragraphs), method)
