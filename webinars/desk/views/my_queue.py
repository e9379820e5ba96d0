"""What one's own page tells of the queue: the offer, the last decision, and what comes next."""

from webinars.database import Db
from webinars.desk.sights.mine import MySight, Stage
from webinars.desk.sights.places import decision_sight
from webinars.registrations.models import Offer, PlaceState, Way
from webinars.registrations.operations.taking import is_first_come
from webinars.registrations.queries import seats_in
from webinars.registrations.queries.queue import last_decision, look, open_offer
from webinars.registrations.rules import last_place
from webinars.registrations.rules.keeping import settings_of
from webinars.web.access import Purpose
from webinars.web.requests import house, now

NOTHING: dict[str, object] = {
    "beside": (),
    "decision": None,
    "offer": None,
    "offer_link": "",
    "first_come": False,
    "paused": "",
    "draws_at": None,
}


def offer_link(offer: Offer | None) -> str:
    """Return where an offer is answered; empty: there is none."""
    return f"/offer/{house().keyring.token(Purpose.OFFER, offer.public_id, 1)}" if offer else ""


def queue_told(db: Db, sight: MySight) -> dict[str, object]:
    """Return what the page tells where places are few; nothing is asked where they are not."""
    place = last_place(sight.registration)
    if place is None or place.sitting.places is None or sight.stage is Stage.OVER:
        return NOTHING
    beside = [(one, offer_link(open_offer(db, place=one))) for one in sight.beside]
    decision = decision_sight(last_decision(db, place=place))
    told = NOTHING | {"decision": decision, "beside": beside}
    if place.state is PlaceState.OFFERED and (offer := open_offer(db, place=place)):
        return told | {"offer": offer, "offer_link": offer_link(offer)}
    if place.state is not PlaceState.WAITING:
        return told
    rules, queue, _counted = look(db, sitting=place.sitting)
    settings = settings_of(rules, starts_at=place.sitting.starts_at)
    undrawn = settings.way is Way.DRAW and (queue is None or queue.drawn_at is None)
    return told | {
        "first_come": is_first_come(settings, queue, now())
        and bool(seats_in(db, sitting=place.sitting).free),
        "paused": queue.pause_reason if queue and queue.paused_at else "",
        "draws_at": settings.draws_at if undrawn else None,
    }
