"""The slot planner: which hours are fair, and taking them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict

from webinars.desk.forms.planning import PlannerForm
from webinars.desk.queries.rotation import turns_of
from webinars.desk.queries.slots import Planned, plan_hours, webinars_to_plan
from webinars.desk.rules.hours import day_for, told_by
from webinars.desk.sights.planner import PlanSight, picture_of, plan_sight
from webinars.desk.sights.reasons import reason_of
from webinars.desk.sights.rotation import Column, RotationSight, column_of, rotation_sight
from webinars.desk.sights.today import title_of
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.kernel.refusals import BadInput
from webinars.programme.models import Sitting, Webinar
from webinars.programme.operations import Slot, take_hours
from webinars.programme.queries import webinars_of
from webinars.programme.queries.busy import calendars_blind_on, clashes_between
from webinars.programme.rules.clashes import Clash, names_of
from webinars.programme.rules.slots import MOST_SITTINGS, Plan, Turn, start_of
from webinars.states.queries import Capital, capitals
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import Choice
from webinars.web.readers import reader
from webinars.web.requests import db, now
from webinars.web.words.numbers import list_and

NOTHING_FOUND: Mapping[str, object] = {"chosen": None}
A_DAY_AND_A_SITTING = timedelta(hours=36)
OTHERS = 8
"""How many plans stand under the best one."""


@bp.get("/secretariat/planner")
@needs(Permission.SCHEDULE)
def planner() -> ResponseReturnValue:
    webinars = list(webinars_to_plan(db(), now=now()))
    slug = request.args.get("webinar", "")
    webinar = next((one for one in webinars if one.slug == slug), None)
    form = PlannerForm(_asked(webinar))
    form.offer([_choice(one) for one in webinars])
    if not form.validate():
        return _page(form, webinar, NOTHING_FOUND), 422
    try:
        here = capitals(db(), language=reader().language, on=form.day.value)
        return _page(form, webinar, _found(_plan(form, webinar, here), webinar, here))
    except BadInput as refusal:
        form.blame_for(refusal)
        return _page(form, webinar, NOTHING_FOUND), 422


@bp.post("/secretariat/webinars/<slug>/hours")
@needs(Permission.SCHEDULE)
def take(slug: str) -> ResponseReturnValue:
    webinar = the_webinar(slug)
    made = take_hours(
        db(),
        webinar=webinar,
        slots=_slots(webinar),
        reason=request.form.get("reason", "")[:5000],
        by=signed_in().public_id,
        now=now(),
    )
    _warn_of_clashes(made)
    flash(ngettext("%(num)s sitting is added.", "%(num)s sittings are added.", len(made)))
    return redirect(url_for("desk.webinar_desk", slug=webinar.slug), 303)


def _warn_of_clashes(sittings: Sequence[Sitting]) -> None:
    met = [clash for one in sittings for clash in _meeting(one.starts_at, one.ends_at, one.webinar)]
    if met:
        called = [gettext(name) if ours else name for name, ours in names_of(met)]
        names = list_and(called, language=reader().language)
        flash(gettext("At the same time: %(names)s. The sitting is kept.", names=names), "warn")


def _meeting(starts_at: datetime, ends_at: datetime, webinar: Webinar | None) -> list[Clash]:
    """Return what meets the time, but for the sittings of the webinar that is planned."""
    return clashes_between(
        db(),
        starts_at=starts_at,
        ends_at=ends_at,
        language=reader().language,
        besides=webinar,
    )


def _asked(webinar: Webinar | None) -> MultiDict[str, str]:
    """Return what the address asks, with our proposal for what it leaves open."""
    there = request.args.to_dict(flat=False)
    if webinar is None:
        there.pop("webinar", None)  # it is over, or no more: hours can be compared all the same
    asked = MultiDict(
        {
            "day": f"{day_for(webinar, now())}",
            "minutes": "90",
            "sittings": "2",
            "since": "08:00",
            "until": "18:00",
            "weight": "all",
        }
    )
    for name, values in there.items():
        asked.setlist(name, values)
    return asked


def _choice(webinar: Webinar) -> Choice:
    said = title_of(webinar, reader().language)
    return Choice(webinar.slug, f"{webinar.planned_month:%Y-%m} {said.text}")


def _plan(form: PlannerForm, webinar: Webinar | None, here: Mapping[str, Capital]) -> Planned:
    return plan_hours(
        db(),
        wish=form.wish_on(form.day.value),
        weight=form.counts_first(),
        series=webinar.series if webinar else None,
        capitals=here,
        looked_at=_looked_at(),
    )


def _looked_at() -> list[int]:
    """Return the half-hours that the address names."""
    places = {_place(clock) for clock in request.args.getlist("start")[:MOST_SITTINGS]}
    return sorted(place for place in places if place is not None)


def _place(clock: str) -> int | None:
    try:
        at = datetime.strptime(clock, "%H:%M")  # noqa: DTZ007  (a time of the UTC day)
    except ValueError:
        return None
    return None if at.minute % 30 else at.hour * 2 + at.minute // 30


def _slots(webinar: Webinar) -> list[Slot]:
    """Return what the form names: instants in UTC, told by the clock of the series."""
    try:
        starts = [datetime.fromisoformat(text) for text in request.form.getlist("start")]
        minutes = int(request.form.get("minutes", ""))
    except ValueError as error:
        raise BadInput from error
    if not 1 <= len(starts) <= MOST_SITTINGS or any(start.tzinfo is None for start in starts):
        raise BadInput
    return [Slot(*told_by(start, webinar.series.zone), minutes) for start in starts]


def _page(form: PlannerForm, webinar: Webinar | None, found: Mapping[str, object]) -> str:
    return render_template(
        "desk/planner.html",
        form=form,
        webinar=webinar,
        webinar_title=title_of(webinar, reader().language) if webinar else None,
        asked={name: request.args.getlist(name) for name in request.args if name != "start"},
        **found,
        demonstration=bool(webinar and webinar.series.demonstration),
    )


def _rotation(planned: Planned, webinar: Webinar, here: Mapping[str, Capital]) -> RotationSight:
    """Return who carries which month of the series, were these hours taken for `webinar`."""
    standing = [one for one in webinars_of(db(), series=webinar.series) if not one.cancelled_at]
    taken = turns_of(db(), webinars=[one for one in standing if one is not webinar], capitals=here)
    clocks = tuple(f"{start_of(planned.wish.day, place):%H:%M}" for place in planned.chosen.places)
    turn = Turn(planned.members, planned.chosen.served)
    looked_at = Column(webinar.planned_month, clocks, turn, proposed=True)
    columns = [*map(column_of, taken), looked_at]
    return rotation_sight(sorted(columns, key=lambda column: column.month), here)


def _found(
    planned: Planned, webinar: Webinar | None, here: Mapping[str, Capital]
) -> dict[str, object]:
    day = start_of(planned.wish.day, 0)
    clashes = _meeting(day, day + A_DAY_AND_A_SITTING, webinar)

    def sight(plan: Plan) -> PlanSight:
        return plan_sight(planned, plan, here, clashes)

    chosen = sight(planned.chosen)
    reason = reason_of(chosen, planned.wish.hours, language=reader().language)
    return {
        "wish": planned.wish,
        "chosen": chosen,
        "best": [sight(plan) for plan in planned.best],
        "others": [sight(plan) for plan in planned.plans[1 : OTHERS + 1]],
        "plans": len(planned.plans),
        "picture": picture_of(planned.members, planned.wish, planned.chosen),
        "reason": reason,
        "clashes": clashes,
        "blind": calendars_blind_on(db(), day=planned.wish.day),
        "rotation": _rotation(planned, webinar, here) if webinar else None,
        "told": [told_by(start, webinar.series.zone) for start in chosen.starts] if webinar else [],
    }
