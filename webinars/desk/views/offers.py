"""`/offer`: a place that is held, by the link of its letter. A GET never answers it."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from webinars.desk.sights.places import decision_sight
from webinars.desk.views.my_page import token_for
from webinars.kernel.refusals import NotFound
from webinars.programme.rules import text_in
from webinars.registrations.models import Offer, OfferState, PlaceState
from webinars.registrations.operations import accept, decline
from webinars.registrations.queries.queue import find_offer, last_decision
from webinars.registrations.rules import standing_places
from webinars.web.access import Purpose, held, holds
from webinars.web.readers import reader
from webinars.web.requests import db, now

offers = Blueprint("offers", __name__)


@offers.get("/offer/<token>")
@holds(Purpose.OFFER)
def show(token: str) -> ResponseReturnValue:
    return _page(token, declining=False)


@offers.post("/offer/<token>")
@holds(Purpose.OFFER)
def take(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by @holds)
    offer = _offer()
    accept(db(), offer=offer, now=now())
    return _to_my(offer, "accepted")


@offers.get("/offer/<token>/decline")
@holds(Purpose.OFFER)
def ask(token: str) -> ResponseReturnValue:
    return _page(token, declining=True)


@offers.post("/offer/<token>/decline")
@holds(Purpose.OFFER)
def give_back(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by @holds)
    offer = _offer()
    decline(db(), offer=offer, now=now())
    return _to_my(offer, "given-back")


def _offer() -> Offer:
    offer = find_offer(db(), public_id=held())
    if offer is None:
        raise NotFound
    return offer


def _page(token: str, *, declining: bool) -> str:
    offer = _offer()
    mine = offer.place.registration
    stands = offer.state is OfferState.OPEN and offer.place.state is PlaceState.OFFERED
    text, tongue = text_in(mine.webinar.texts, reader().language)
    return render_template(
        "desk/offer.html",
        token=token,
        my=token_for(Purpose.MY, mine),
        offer=offer,
        sitting=offer.place.sitting,
        mine=mine,
        name=text.title,
        name_language=tongue,
        decision=decision_sight(last_decision(db(), place=offer.place)),
        open=stands and now() < offer.until,
        declining=declining,
        beside=len(standing_places(mine)) > 1,
        demonstration=mine.webinar.series.demonstration,
    )


def _to_my(offer: Offer, done: str) -> ResponseReturnValue:
    return redirect(f"/my/{token_for(Purpose.MY, offer.place.registration)}?done={done}", 303)
