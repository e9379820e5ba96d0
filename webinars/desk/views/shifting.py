"""Other days or hours for a webinar and all that follow: shown first, then moved at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from webinars.desk.forms.shifting import ReasonForm, ShiftForm, SittingMoveForm
from webinars.desk.rules.shifting import shifted, sittings_ahead, to_come
from webinars.desk.sights.specimens import Specimen
from webinars.desk.sights.today import title_of
from webinars.desk.views.changing.door import by, rehearsed
from webinars.desk.views.door import bp
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series, Sitting, Webinar
from webinars.programme.queries import find_series, webinars_of
from webinars.programme.rules import text_in, was_announced
from webinars.registrations.operations import (
    Shift,
    ShiftRefused,
    shift_sittings,
)
from webinars.registrations.queries import preview_of
from webinars.registrations.rules import Reach
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


@dataclass(frozen=True)
class Row:
    sitting: Sitting
    form: SittingMoveForm
    announced: bool


@dataclass(frozen=True)
class Sheet:
    """What the page asks, and what was answered."""

    series: Series
    webinars: Sequence[Webinar]
    shift: ShiftForm
    reason: ReasonForm
    rows: Sequence[Row] = ()

    @property
    def moving(self) -> list[Row]:
        return [row for row in self.rows if row.form.moves.data]

    @property
    def told(self) -> list[Sitting]:
        """The sittings that move and that people know of."""
        return [row.sitting for row in self.moving if row.announced]


@bp.get("/secretariat/series/<slug>/shift")
@needs(Permission.SCHEDULE)
def shift(slug: str) -> ResponseReturnValue:
    """Ask what changes; once that stands in the address, show each sitting's new time."""
    sheet = _sheet(slug, ReasonForm())
    if "start" not in request.args:
        return _page(sheet)
    if not sheet.shift.validate():
        return _page(sheet), 422
    return _page(_with_rows(sheet, sent=False))


@bp.post("/secretariat/series/<slug>/shift")
@needs(Permission.SCHEDULE)
def do_shift(slug: str) -> ResponseReturnValue:
    """Show who would be told what; move all once that has been confirmed."""
    sheet = _sheet(slug, ReasonForm(request.form))
    if not sheet.shift.validate():
        return _page(sheet), 422
    sheet = _with_rows(sheet, sent=True)
    faults = [row for row in sheet.moving if not row.form.validate()]
    if faults:
        return _page(sheet), 422
    try:
        if sheet.told and "confirmed" not in request.form:
            return _page(sheet, rehearsed(_act(sheet, show=True)))
        told = _act(sheet)()
    except ShiftRefused as refused:
        settle(keep=False)  # before the page is built from what was half done
        _blame(sheet, refused)
        return _page(sheet), refused.cause.status
    return _done(sheet, told)


def _act(sheet: Sheet, *, show: bool = False) -> "partial[int]":
    shifts = [Shift(row.sitting, row.form.slot(row.sitting, sheet.shift)) for row in sheet.moving]
    return partial(
        shift_sittings,
        db(),
        shifts=shifts,
        reason=sheet.reason.reason.data or "",
        by=by(),
        now=now(),
        reach=Reach.ONE_A_LANGUAGE if show else Reach.ALL,
    )


def _blame(sheet: Sheet, refused: ShiftRefused) -> None:
    """Show what stands in the way where it can be mended."""
    row = next(row for row in sheet.rows if row.sitting.public_id == refused.sitting)
    known = type(refused.cause) in row.form.mended_at
    (row.form if known else sheet.reason).blame_for(refused.cause)


def _sheet(slug: str, reason: ReasonForm) -> Sheet:
    series = find_series(db(), slug=slug)
    if series is None:
        raise NotFound
    webinars = to_come(webinars_of(db(), series=series), now())
    form = ShiftForm(request.args)
    form.prepare([(one.slug, title_of(one, reader().language).text) for one in webinars])
    return Sheet(series, webinars, form, reason)


def _with_rows(sheet: Sheet, *, sent: bool) -> Sheet:
    slugs = [webinar.slug for webinar in sheet.webinars]
    following = sheet.webinars[slugs.index(sheet.shift.start.value) :]
    rows = [row for webinar in following for row in _rows(webinar, sheet.shift, sent=sent)]
    return Sheet(sheet.series, sheet.webinars, sheet.shift, sheet.reason, rows)


def _rows(webinar: Webinar, form: ShiftForm, *, sent: bool) -> list[Row]:
    ahead = sittings_ahead(webinar, now())
    walls = shifted(ahead, form.wish())
    rows = []
    for sitting in ahead:
        wall, prefix = walls[sitting.public_id], f"{sitting.public_id}-"
        said = {"moves": True, "day": wall.date(), "hour": wall.time()}
        answered = request.form if sent else None
        asked = SittingMoveForm(answered, data=None if sent else said, prefix=prefix)
        rows.append(Row(sitting, asked, was_announced(webinar)))
    return rows


def _done(sheet: Sheet, told: int) -> ResponseReturnValue:
    count = len(sheet.moving)
    moved = ngettext("%(num)s sitting is moved.", "%(num)s sittings are moved.", count)
    letters = ngettext(
        "%(num)s letter leaves in two minutes.", "%(num)s letters leave in two minutes.", told
    )
    flash(f"{moved} {letters}" if told else moved)
    return redirect(url_for("programme.series_page", slug=sheet.series.slug), 303)


def _page(sheet: Sheet, letters: Sequence[Specimen] | None = None) -> str:
    """Return the questions, or with `letters`, what would be sent."""
    text, language = text_in(sheet.series.texts, reader().language)
    return render_template(
        "desk/shift.html",
        sheet=sheet,
        name=text.title,
        name_language=language,
        letters=letters,
        told=preview_of(db(), sittings=sheet.told) if sheet.told else None,
        wrong=[row for row in sheet.rows if row.form.errors],
        demonstration=sheet.series.demonstration,
    )
