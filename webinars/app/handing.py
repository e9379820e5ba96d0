"""Handing a letter over: claimed, judged, written, given to the post office, stamped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr

from webinars.app.letters import render
from webinars.app.rooms import SORTS
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.text import N_
from webinars.kernel.tokens import Purpose
from webinars.outbox.delivery import NotDelivered, PostOffice
from webinars.outbox.mime import compose
from webinars.outbox.models import Letter
from webinars.outbox.operations import (
    claim,
    is_due,
    mark_failed,
    mark_sent,
    mark_useless,
    postpone,
)
from webinars.outbox.queries import topics_declined
from webinars.outbox.rendering import Content, Sort, unsorted
from webinars.outbox.rules import AT_ONCE, Pace, waits_until
from webinars.web.requests import WebinarsApp
from webinars.web.words.tongue import tongue

HOUSE = N_("Technical Assistance Webinars")
"""The name in the setting, unless it is set by hand."""

REST = timedelta(seconds=30)
"""How long the post office is left alone after it could not be reached at all."""


@dataclass
class Counter:
    """Where a worker brings letters: a post office, the pace, and when to come back."""

    office: PostOffice
    pace: Pace = AT_ONCE
    closed_until: datetime | None = field(default=None, init=False)
    """A server that hangs keeps a worker for half a minute; jobs must not wait for each letter."""

    def is_open(self, now: datetime) -> bool:
        return self.closed_until is None or self.closed_until <= now


def hand_over_one(app: WebinarsApp, counter: Counter | PostOffice) -> bool:
    """Hand one letter over; return whether there was one.

    The claim is kept before the post office is called, and the stamp after, so
    a crash between the two sends a letter twice, under one Message-ID, rather
    than never.
    """
    if not isinstance(counter, Counter):
        counter = Counter(counter)
    now = app.clock()
    letter = _taken(app, counter, now) if counter.is_open(now) else None
    if letter is None:
        return False
    sort = SORTS.get(letter.kind) or unsorted(letter.kind)
    morning = _morning(letter, sort, now)
    if morning is not None:
        with unit_of_work(app.engine) as db:
            postpone(db.get_one(Letter, letter.id), until=morning)
        return True
    content = None if _is_useless(app, letter, sort, now) else render(app, letter, now)
    fault = _send(app, counter, letter, sort, content) if content else None
    with unit_of_work(app.engine) as db:
        _stamp(db.get_one(Letter, letter.id), useless=content is None, fault=fault, now=app.clock())
    return True


def _taken(app: WebinarsApp, counter: Counter, now: datetime) -> Letter | None:
    with reading(app.engine) as db:
        if not is_due(db, now=now, pace=counter.pace):
            return None
    with unit_of_work(app.engine) as db:
        return claim(db, now=now, pace=counter.pace)


def _morning(letter: Letter, sort: Sort, now: datetime) -> datetime | None:
    if letter.urgent or not sort.waits:
        return None
    return waits_until(now, zone=letter.zone, valid_until=letter.valid_until)


def _is_useless(app: WebinarsApp, letter: Letter, sort: Sort, now: datetime) -> bool:
    """Say whether it comes too late, or speaks of what its reader wants no letters of."""
    if letter.valid_until is not None and letter.valid_until <= now:
        return True
    if not sort.topic:
        return False
    with reading(app.engine) as db:
        return sort.topic in topics_declined(db, address=letter.address)


def _send(
    app: WebinarsApp, counter: Counter, letter: Letter, sort: Sort, content: Content
) -> NotDelivered | None:
    now = app.clock()
    way_out = one_click(app, letter) if sort.topic else {}
    message = compose(letter, content, sender=sender_of(app, letter), now=now, headers=way_out)
    try:
        counter.office(message)
    except NotDelivered as fault:
        if fault.unreachable:
            counter.closed_until = app.clock() + REST
        return fault
    return None


def sender_of(app: WebinarsApp, letter: Letter) -> str:
    """Return the From line: a name that was set by hand, else ours in the reader's language."""
    name, mailbox = parseaddr(app.settings.mail_from)
    if name not in {"", HOUSE}:
        return app.settings.mail_from
    return f'"{tongue(letter.language)(HOUSE)}" <{mailbox}>'


def one_click(app: WebinarsApp, letter: Letter) -> Mapping[str, str]:
    """Return the headers by which a mail program ends a topic for its reader (RFC 8058)."""
    address = app.keyring.token(Purpose.LETTERS, letter.public_id, 1)
    return {
        "List-Unsubscribe": f"<{app.settings.base_url}/letters/{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _stamp(letter: Letter, *, useless: bool, fault: NotDelivered | None, now: datetime) -> None:
    if fault is not None:
        mark_failed(letter, error=str(fault), final=fault.final, now=now)
    elif useless:
        mark_useless(letter, now=now)
    else:
        mark_sent(letter, now=now)
