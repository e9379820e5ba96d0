"""The rotation of a series: for everybody, and for those who plan its open months."""

from collections.abc import Mapping, Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webinars.desk.forms.planning import HoursForm
from webinars.desk.front.door import programme_as_read
from webinars.desk.queries.rotation import Proposed, Taken, proposals_of, turns_of
from webinars.desk.sights.rotation import Column, column_of, rotation_sight
from webinars.desk.sights.texts import NOTHING, Said
from webinars.desk.sights.today import title_of
from webinars.desk.views.door import bp
from webinars.kernel.refusals import BadInput, NotFound
from webinars.programme.models import Series, Webinar
from webinars.programme.queries import find_series, webinars_of
from webinars.programme.rules import text_in, was_announced
from webinars.states.queries import Capital, capitals
from webinars.web.access import Permission, needs, public
from webinars.web.keeping import kept
from webinars.web.readers import reader
from webinars.web.requests import db, now

USUAL = {"minutes": "90", "sittings": "2", "since": "08:00", "until": "18:00"}


@bp.get("/series/<slug>/rotation")
@public
@kept
def rotation(slug: str) -> ResponseReturnValue:
    """Show the months that were announced, with the reason of each hour."""
    read = next((one for one in programme_as_read() if one.series.slug == slug), None)
    if read is None:
        raise NotFound
    told = [one.webinar for one in read.webinars if _is_public(one.webinar)]
    titles = {
        one.webinar.id: Said(one.text.title, one.text.language) if one.text else NOTHING
        for one in read.webinars
    }
    here = _capitals()
    taken = turns_of(db(), webinars=told, capitals=here)
    return render_template(
        "desk/rotation.html",
        series=read.series,
        name=Said(read.text.title, read.text.language) if read.text else NOTHING,
        taken=taken,
        titles=titles,
        rotation=rotation_sight([column_of(one) for one in taken], here),
        demonstration=read.series.demonstration,
    )


@bp.get("/secretariat/series/<slug>/rotation", endpoint="plan_rotation")
@needs(Permission.SCHEDULE)
def plan(slug: str) -> ResponseReturnValue:
    """Show what is planned, and hours for the open months that even it out."""
    series = find_series(db(), slug=slug)
    if series is None:
        raise NotFound
    form = HoursForm(MultiDict(USUAL | request.args.to_dict()))
    if not form.validate():
        return _page(series, form), 422
    webinars, here = webinars_of(db(), series=series), _capitals()
    try:
        proposals = proposals_of(
            db(),
            series=series,
            webinars=webinars,
            wish=form.wish_on(series.starts_on),
            capitals=here,
            now=now(),
        )
    except BadInput as refusal:
        form.blame_for(refusal)
        return _page(series, form), 422
    standing = [one for one in webinars if one.cancelled_at is None]
    taken = turns_of(db(), webinars=standing, capitals=here)
    return _page(series, form, taken, proposals, here)


def _page(
    series: Series,
    form: HoursForm,
    taken: Sequence[Taken] = (),
    proposals: Sequence[Proposed] = (),
    here: Mapping[str, Capital] | None = None,
) -> str:
    told = [column_of(one) for one in taken if was_announced(one.webinar)]
    proposed = [_proposed(one) for one in proposals]
    webinars = [one.webinar for one in taken] + [one.webinar for one in proposals if one.webinar]
    return render_template(
        "desk/plan_rotation.html",
        series=series,
        name=_name(series),
        form=form,
        asked=request.args.to_dict(),
        taken=taken,
        proposals=list(zip(proposals, proposed, strict=True)),
        titles={one.id: title_of(one, reader().language) for one in webinars},
        planned=rotation_sight([column_of(one) for one in taken], here or {}),
        evened=rotation_sight([*told, *proposed], here or {}) if proposals else None,
        demonstration=series.demonstration,
    )


def _is_public(webinar: Webinar) -> bool:
    return was_announced(webinar) and webinar.cancelled_at is None


def _name(series: Series) -> Said:
    text, language = text_in(series.texts, reader().language)
    return Said(text.title, language)


def _capitals() -> dict[str, Capital]:
    return capitals(db(), language=reader().language, on=now().date())


def _proposed(proposal: Proposed) -> Column:
    clocks = tuple(f"{n // 2:02}:{n % 2 * 30:02}" for n in proposal.plan.places)
    return Column(proposal.month, clocks, proposal.turn, proposed=True)
