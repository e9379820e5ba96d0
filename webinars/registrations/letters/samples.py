"""Somebody who does not exist, so that a letter can be read before anybody gets it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from webinars.kernel.languages import Language
from webinars.people.models import Address, Person
from webinars.programme.models import Sitting, Webinar
from webinars.programme.rules import standing, title_in
from webinars.registrations.letters import parts
from webinars.registrations.models import (
    Approval,
    Category,
    Invitee,
    Place,
    PlaceState,
    Registration,
    Source,
)
from webinars.registrations.rules import REJECTIONS

NAME, ADDRESS, ZONE = "Amina Mfano", "amina.mfano@example.org", "Africa/Nairobi"
NOBODY = "a" * 26
"""A public id that no row has."""

ENDED = frozenset({parts.CANCELLED})
OF_A_ROW = frozenset({parts.ARRANGED, parts.MESSAGE, parts.MESSAGE_TEST})
"""Kinds whose words stand in a row of their own: without it there is nothing to show."""

STATES = {
    parts.WAITING: PlaceState.WAITING,
    parts.OFFER: PlaceState.OFFERED,
    parts.OFFER_EXPIRED: PlaceState.WAITING,
}


def sample_invitee(webinar: Webinar, *, language: Language, now: datetime) -> Invitee | None:
    """Return somebody invited whom no database holds; None where nothing is to be said yet."""
    if not standing(webinar) or not webinar.texts:
        return None
    return Invitee(
        public_id=NOBODY,
        webinar=webinar,
        name=NAME,
        address=ADDRESS,
        language=language,
        invited_at=now,
        reminders=0,
    )


@dataclass(frozen=True)
class SampleCase:
    """A registration that no database holds, and what a letter about it is given."""

    registration: Registration
    content: dict[str, Any] = field(default_factory=dict)
    valid_until: datetime | None = None


def sample_case(
    kind: str, webinar: Webinar, *, language: Language, now: datetime
) -> SampleCase | None:
    """Return a case of which a letter of `kind` speaks; None where it needs a real one."""
    sittings = standing(webinar)
    if not sittings or not webinar.texts or kind in OF_A_ROW:
        return None
    sitting, other = sittings[0], sittings[-1]
    registration = _registration(kind, webinar, sitting, language, now)
    content = _contents(sitting, other, title_in(webinar, language), now).get(kind, {})
    return SampleCase(registration, content, sitting.starts_at)


def _registration(
    kind: str, webinar: Webinar, sitting: Sitting, language: Language, now: datetime
) -> Registration:
    ended = kind in ENDED
    rejected = kind == parts.REJECTED
    registration = Registration(
        public_id=NOBODY,
        webinar=webinar,
        person=Person(public_id=NOBODY, name=NAME, language=language, zone=ZONE),
        address=Address(written=ADDRESS, normal=ADDRESS, proven_at=now),
        category=Category.OTHER,
        language=language,
        listens_in="",
        zone=ZONE,
        source=Source.SELF,
        registered_by="",
        registered_at=now - timedelta(days=1),
        approval=Approval.REJECTED if rejected else Approval.NOT_ASKED,
        approval_reason=next(iter(REJECTIONS.values())) if rejected else "",
        generation=1,
        feed_generation=1,
        revision=0,
        sequence=0,
        cancelled_at=now if ended else None,
        cancelled_by="",
    )
    state = PlaceState.RELEASED if ended else STATES.get(kind, PlaceState.CONFIRMED)
    place = Place(public_id=NOBODY, sitting=sitting, state=state, since=now, reason="")
    registration.places = [place]
    return registration


def _contents(
    sitting: Sitting, other: Sitting, title: str, now: datetime
) -> dict[str, dict[str, Any]]:
    """Return what the letters of each kind are given beyond the registration."""
    earlier = timedelta(days=1)
    here = {"sitting": sitting.public_id}
    return {
        parts.LEFT: {"sitting": other.public_id},
        parts.CANCELLED: here | {"held": True},
        parts.WEBINAR_CANCELLED: here | {"held": True, "reason": "…"},
        parts.OFFER: {"offer": NOBODY, "until": (now + earlier).isoformat()},
        parts.DRAWN: {"rank": 4, "among": 9},
        parts.OFFER_EXPIRED: here | {"waits": True},
        parts.AMENDED: {"title": title, "was_title": "…"},
        parts.RESCHEDULED: here
        | {
            "starts_at": sitting.starts_at.isoformat(),
            "was_starts_at": (sitting.starts_at - earlier).isoformat(),
            "was_ends_at": (sitting.ends_at - earlier).isoformat(),
            "was_venue": sitting.venue,
            "reason": "…",
        },
        "live.answered": {"question": NOBODY},
        "live.thanks": here,
        "attendance.certificate": here,
        "recordings.ready": {"slug": "…"},
    }
