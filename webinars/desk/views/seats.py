"""Few places: how they are given, for everybody; settings and queue, for the Secretariat."""

from collections.abc import Callable

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms.seats import QueueForm, SeatsForm, said_of_seats
from webinars.desk.queries.programme import read_webinar
from webinars.desk.queries.seats import log_of, plan_of_run, queue_rows, queues_of, runs_of
from webinars.desk.sights.places import PlacesSight, decision_sight, places_sight
from webinars.desk.sights.today import title_of
from webinars.desk.sights.webinars import title_of as title_read
from webinars.desk.views.door import bp
from webinars.kernel.refusals import NotFound, Refusal
from webinars.kernel.text import N_
from webinars.programme.models import Sitting, WebinarState
from webinars.programme.queries import find_sitting
from webinars.programme.rules import standing, was_announced
from webinars.registrations.models import Place
from webinars.registrations.operations import (
    declare_seats,
    give_free_places,
    go_on,
    offer_by_hand,
    pause,
    withdraw_offer,
)
from webinars.registrations.operations.places import hold
from webinars.registrations.queries import seats_in
from webinars.registrations.queries.queue import all_rules, classified, find_place, open_offer
from webinars.web.access import Permission, needs, public, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


class SeedNotYet(Refusal):
    message = N_("The plan holds the seed of the draw: it can be read once the sitting has begun.")


@bp.get("/webinars/<slug>/places")
@public
def places(slug: str) -> ResponseReturnValue:
    read = read_webinar(db(), slug=slug, language=reader().language, now=now())
    if read is None or not was_announced(read.webinar):
        raise NotFound
    limited = [one for one in standing(read.webinar) if one.places is not None]
    return render_template(
        "desk/places.html",
        slug=slug,
        name=title_read(read.text),
        sights=_sights(limited),
        zone=reader().zone,
        demonstration=read.webinar.series.demonstration,
    )


@bp.get("/secretariat/sittings/<sitting_id>/places", endpoint="seats")
@needs(Permission.SCHEDULE)
def ask_seats(sitting_id: str) -> ResponseReturnValue:
    sitting = the_sitting(sitting_id)
    newest = next(iter(all_rules(db(), sittings=[sitting])), None)
    return _seats_page(sitting, SeatsForm(data=said_of_seats(newest)))


@bp.post("/secretariat/sittings/<sitting_id>/places")
@needs(Permission.SCHEDULE)
def save_seats(sitting_id: str) -> ResponseReturnValue:
    """Show what the settings mean; keep them once that is confirmed, or show them once more."""
    sitting, form = the_sitting(sitting_id), SeatsForm(request.form)
    if not form.validate():
        return _seats_page(sitting, form), 422
    if "again" in request.form:
        return _seats_page(sitting, form)
    try:
        declare_seats(
            db(),
            sitting=sitting,
            facts=form.facts(),
            reason=form.reason.data or "",
            by=signed_in().public_id,
            now=now(),
        )
        preview = None if "confirmed" in request.form else _sights([sitting])[0]
    except Refusal as refusal:
        settle(keep=False)  # before the page is built from what was half done
        form.blame_for(refusal)
        return _seats_page(sitting, form), refusal.status
    if preview is not None:
        page = _seats_page(sitting, form, preview=preview)
        settle(keep=False)  # a preview keeps nothing
        return page
    flash(gettext("Saved. The webinar’s page tells it."))
    return redirect(f"/secretariat/webinars/{sitting.webinar.slug}", 303)


@bp.get("/secretariat/sittings/<sitting_id>/queue", endpoint="queue")
@needs(Permission.SCHEDULE)
def show_queue(sitting_id: str) -> ResponseReturnValue:
    return _queue_page(the_sitting(sitting_id), QueueForm())


@bp.get("/evaluation/sittings/<sitting_id>/queue")
@needs(Permission.EVALUATE)
def read_queue(sitting_id: str) -> ResponseReturnValue:
    return _queue_page(the_sitting(sitting_id), None)


@bp.post("/secretariat/sittings/<sitting_id>/queue")
@needs(Permission.SCHEDULE)
def change_queue(sitting_id: str) -> ResponseReturnValue:
    """Pause, go on, offer by hand, or take an offer back: as the pressed button says."""
    sitting, form = the_sitting(sitting_id), QueueForm(request.form)
    acts: dict[str, Callable[[Sitting, str], None]] = {
        "pause": _pause,
        "resume": _resume,
        "offer": _offer,
        "withdraw": _withdraw,
    }
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    if act is not _resume and not form.validate():
        return _queue_page(sitting, form), 422
    act(sitting, form.reason.data or "")
    flash(gettext("Done. It stands in the log."))
    return redirect(f"/secretariat/sittings/{sitting.public_id}/queue", 303)


@bp.get("/secretariat/allocations/<run_id>.json")
@needs(Permission.SCHEDULE)
def plan(run_id: str) -> ResponseReturnValue:
    return _plan(run_id)


@bp.get("/evaluation/allocations/<run_id>.json")
@needs(Permission.EVALUATE)
def read_plan(run_id: str) -> ResponseReturnValue:
    return _plan(run_id)


def the_sitting(sitting_id: str) -> Sitting:
    found = find_sitting(db(), public_id=sitting_id)
    if found is None:
        raise NotFound
    return found


def _sights(sittings: list[Sitting]) -> list[PlacesSight]:
    rules = all_rules(db(), sittings=sittings)
    queues = queues_of(db(), sittings=sittings)
    return [
        places_sight(
            one,
            rules=[rule for rule in rules if rule.sitting_id == one.id],
            queue=queues.get(one.id),
            members=classified(db(), sitting=one, codes=(), now=now())[1],
            now=now(),
        )
        for one in sittings
    ]


def _pause(sitting: Sitting, reason: str) -> None:
    hold(db(), sittings=[sitting])
    pause(db(), sitting=sitting, reason=reason, by=signed_in().public_id, now=now())


def _resume(sitting: Sitting, _reason: str) -> None:
    hold(db(), sittings=[sitting])
    go_on(db(), sitting=sitting, by=signed_in().public_id, now=now())
    give_free_places(db(), now=now())


def _offer(sitting: Sitting, reason: str) -> None:
    by, place = signed_in().public_id, _the_place(sitting)
    offer_by_hand(db(), place=place, reason=reason, by=by, now=now())


def _withdraw(sitting: Sitting, reason: str) -> None:
    offer = open_offer(db(), place=_the_place(sitting))
    if offer is None:
        raise NotFound
    withdraw_offer(db(), offer=offer, reason=reason, by=signed_in().public_id, now=now())


def _the_place(sitting: Sitting) -> Place:
    place = find_place(db(), public_id=request.form.get("place", ""))
    if place is None or place.sitting_id != sitting.id:
        raise NotFound
    return place


def _plan(run_id: str) -> ResponseReturnValue:
    found = plan_of_run(db(), public_id=run_id)
    if found is None:
        raise NotFound
    sitting, number, octets = found
    if sitting.starts_at > now():
        raise SeedNotYet
    name = f"plan-{sitting.starts_at:%Y-%m-%d-%H%M}-{number}.json"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(octets, mimetype="application/json", headers=disposition)


def _seats_page(sitting: Sitting, form: SeatsForm, *, preview: PlacesSight | None = None) -> str:
    return render_template(
        "desk/seats.html",
        **_above(sitting),
        form=form,
        preview=preview,
        opened=sitting.webinar.state is WebinarState.OPEN,
    )


def _queue_page(sitting: Sitting, form: QueueForm | None) -> str:
    rows = [(one, decision_sight(one.decision)) for one in queue_rows(db(), sitting=sitting)]
    return render_template(
        "desk/queue.html",
        **_above(sitting),
        form=form,
        sight=_sights([sitting])[0],
        seats=seats_in(db(), sitting=sitting),
        rows=rows,
        runs=runs_of(db(), sitting=sitting),
        log=[(one.place.public_id, decision_sight(one)) for one in log_of(db(), sitting=sitting)],
        begun=sitting.starts_at <= now(),
    )


def _above(sitting: Sitting) -> dict[str, object]:
    webinar = sitting.webinar
    return {
        "slug": webinar.slug,
        "title": title_of(webinar, reader().language),
        "sitting": sitting,
        "demonstration": webinar.series.demonstration,
    }
