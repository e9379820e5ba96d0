"""A lost link: sent again to the address, if anybody is registered there."""

from datetime import datetime, timedelta

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.addresses import normal_address, written_address
from webinars.kernel.languages import Language
from webinars.kernel.tokens import digest_of
from webinars.outbox.operations import post
from webinars.registrations.letters import LINKS
from webinars.registrations.models import Registration
from webinars.registrations.queries import letters_since

MOST = 3
WITHIN = timedelta(hours=1)
"""So many letters to one address in so long; more are answered alike and not sent."""
VALID = timedelta(days=1)


def send_links(
    db: Db, *, address: str, language: Language, zone: str | None, now: datetime
) -> None:
    """Ask for a letter with the links of all that stands at `address`.

    The same is done whether or not anybody is known there, so that neither the
    answer nor its time tells: only at hand-over is it found out.

    Raises:
        BadAddress: it is not an address.
    """
    about = about_address(address)
    if letters_since(db, about=about, kind=LINKS, since=now - WITHIN) >= MOST:
        return
    post(
        db,
        kind=LINKS,
        address=written_address(address),
        name="",
        language=language,
        zone=zone,
        about=about,
        now=now,
        valid_until=now + VALID,
        urgent=True,
    )


def renew_feed(db: Db, *, registration: Registration, by: str, now: datetime) -> None:
    """Give the calendar feed of a registration another address: the old one stops."""
    registration.feed_generation += 1
    subject = registration.public_id
    record(db, kind="registrations.renew_feed", actor=by, subject=subject, now=now, evidence=False)


def about_address(address: str) -> str:
    """Return under which key the outbox keeps letters about an address rather than a person."""
    return digest_of(normal_address(address))
