"""Letters about the queue: what the draw gave, a place kept until a moment, and no answer to it."""

from datetime import datetime

from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Pen
from webinars.programme.calendar import is_cancelled
from webinars.registrations.calendar import invitation_to
from webinars.registrations.letters.parts import (
    named,
    path,
    present_row,
    standing_row,
    values_of,
)
from webinars.registrations.models import Place, PlaceState, Registration
from webinars.registrations.rules import place_in, standing_place


def offer(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the offer of a place that is held until a moment; of no use once it was answered.

    Of `content`: `offer`, the public id that both links carry, `until`, an instant, and
    `sitting`, a public id.
    Accepting and declining is done by a button on the page to which a link leads.
    """
    registration = standing_row(db, letter, pen)
    place = _spoken_of(registration, letter) if registration else None
    if registration is None or place is None or place.state is not PlaceState.OFFERED:
        return None
    until = datetime.fromisoformat(letter.content["until"])
    if is_cancelled(place.sitting) or until <= pen.now:
        return None
    answers = pen.link(Purpose.OFFER, letter.content["offer"], 1)
    values = values_of(registration, place.sitting, letter, pen) | {
        "until": until,
        "accept": answers,
        "decline": f"{answers}/decline",
    }
    return Draft(path("offer"), values)


def offer_expired(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that an offer was not answered in time.

    Of `content`: `sitting`, a public id, and `waits`: whether the person is at the end of
    the queue now, or has left it.
    """
    registration = standing_row(db, letter, pen)
    if registration is None:
        return None
    place = _spoken_of(registration, letter)
    waits = place is not None and place.state is PlaceState.WAITING
    if letter.content["waits"] is not waits:
        return None
    sitting = named(registration, letter.content["sitting"])
    values = values_of(registration, sitting, letter, pen) | {"waits": waits}
    return Draft(path("offer_expired"), values)


def drawn(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft what the declared draw gave: a place, with its calendar entry, or a turn in the queue.

    Of `content`: `rank` and `among`, the order of all who were drawn, and `sitting`.
    """
    registration = present_row(db, letter, pen)
    place = _spoken_of(registration, letter) if registration else None
    if registration is None or place is None or is_cancelled(place.sitting):
        return None
    values = values_of(registration, place.sitting, letter, pen)
    more = {"placed": place.state is not PlaceState.WAITING, **letter.content}
    confirmed = values["confirmed"]
    invitation = invitation_to(registration, place.sitting, pen=pen) if confirmed else None
    return Draft(path("drawn"), values | more, invitation)


def _spoken_of(registration: Registration, letter: Letter) -> Place | None:
    """Return the place in the sitting that the letter names; older letters name none."""
    sitting = letter.content.get("sitting")
    return place_in(registration, sitting) if sitting else standing_place(registration)
