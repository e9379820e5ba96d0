"""The renderer's socket: `app` plugs in who turns a kind and its values into words.

A room declares each kind of letter that it posts as a `Kind`: a function that
reads what the letter speaks of and returns a `Draft` (a template and its
values), or None where the letter has become false or useless. The renderer
makes text, HTML and MIME of the draft in the letter's language and zone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from webinars.database import Db
from webinars.kernel.text import N_
from webinars.kernel.tokens import Keyring, Purpose
from webinars.outbox.models import Letter


@dataclass(frozen=True)
class Invitation:
    """The calendar part of a letter: one iCalendar object and its METHOD (RFC 6047)."""

    method: str
    body: bytes


@dataclass(frozen=True)
class Draft:
    """What a letter will say.

    `template` is a path without ending below `templates/`: `.txt` begins with a
    line `Subject: …` and an empty line, `.html` says the same.
    """

    template: str
    values: Mapping[str, Any]
    invitation: Invitation | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Say = Callable[[str], str]
"""Turns an English message into the letter's language, for what no template writes."""


def in_english(message: str) -> str:
    return message


@dataclass(frozen=True)
class Pen:
    """With what a letter is written: the moment, the house's address, its keys, its tongue."""

    now: datetime
    base_url: str
    sender: str
    """Address of the house, as in the From line."""
    keyring: Keyring
    say: Say = in_english
    sample: object | None = None
    """What the letter speaks of in a preview: a row that no database holds."""

    def link(self, purpose: Purpose, public_id: str, generation: int, *more: str) -> str:
        """Return the address of a token page, such as `https://…/my/<token>`."""
        token = self.keyring.token(purpose, public_id, generation)
        return "/".join([self.base_url, purpose.value, token, *more])


@dataclass(frozen=True)
class Content:
    """What a letter says, in its reader's language. `text` and `html` say the same."""

    subject: str
    text: str
    html: str
    invitation: Invitation | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Kind = Callable[[Db, Letter, Pen], Draft | None]

TOPICS: Mapping[str, str] = {
    "reminders": N_("Reminders before a sitting"),
    "invitations": N_("Invitations to webinars for which you have not registered"),
    "messages": N_("Messages of the Secretariat about a webinar"),
    "afterwards": N_("Thanks, recording and materials"),
    "questionnaire": N_("The questionnaire after a sitting"),
    "follow-up": N_("What you used, after three and six months"),
}
"""What an address may decline, each by one choice. What answers an act of hers it may not."""


@dataclass(frozen=True)
class Sort:
    """What is true of every letter of a kind."""

    name: str
    """What the Secretariat calls it: an English id."""
    topic: str = ""
    """One of `TOPICS`, which an address may decline; empty: it answers an act, or must be known."""
    waits: bool = False
    """Whether it waits for the morning where it is night."""


def unsorted(kind: str) -> Sort:
    """Return what is true of a kind that no room has described: it leaves at once, to all."""
    return Sort(kind)
