"""Calendars that webinars must not meet: uploaded, entered, replaced, taken out."""

import io

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.datastructures import FileStorage

from webinars.kernel.refusals import NotFound
from webinars.kernel.text import clean_line
from webinars.programme.forms.busy import CalendarForm, DaysForm, FileForm
from webinars.programme.imports import ReadCalendar, read_calendar
from webinars.programme.imports.calendars import LARGEST
from webinars.programme.models import BusyCalendar, BusyKind, Sitting
from webinars.programme.operations import (
    enter_days,
    remove_calendar,
    replace_calendar,
    take_calendar,
)
from webinars.programme.queries.busy import (
    clashes_between,
    find_calendar,
    list_calendars,
    list_entered,
)
from webinars.programme.rules.clashes import BUSY_KINDS, HOST_ZONE, fixed_holidays, names_of
from webinars.programme.views.door import accepted, bp, by
from webinars.states.rules import CONFIDENCE_NAMES
from webinars.storage.rules import Kind
from webinars.storage.store import Kept
from webinars.web.access import Permission, needs
from webinars.web.forms import answers
from webinars.web.readers import reader
from webinars.web.requests import db, house, now
from webinars.web.words.numbers import list_and

SHOWN = 300
"""Entries of a calendar on its page."""


@bp.get("/secretariat/clashes")
@needs(Permission.SCHEDULE)
def clashes() -> ResponseReturnValue:
    return _page(CalendarForm(data={"kind": BusyKind.OTHER}), DaysForm(prefix="days"))


@bp.post("/secretariat/clashes/files")
@needs(Permission.SCHEDULE)
def upload_calendar() -> ResponseReturnValue:
    form, made = CalendarForm(answers(request)), list[BusyCalendar]()

    def act() -> None:
        read, kept, name = _taken(form.file.value)
        made.append(
            take_calendar(
                db(),
                name=form.name.value,
                kind=form.kind_of(),
                kept=kept,
                file_name=name,
                read=read,
                by=by(),
                now=now(),
            )
        )

    if not accepted(form, act):
        return _page(form, DaysForm(prefix="days")), 422
    _say_read(made[0])
    return redirect(url_for("programme.clashes"), 303)


@bp.post("/secretariat/clashes/days")
@needs(Permission.SCHEDULE)
def add_days() -> ResponseReturnValue:
    form = DaysForm(request.form, prefix="days")
    if not accepted(
        form,
        lambda: enter_days(
            db(),
            name=form.name.value,
            kind=form.kind_of(),
            first=form.first.value,
            last=form.last.data or form.first.value,
            by=by(),
            now=now(),
        ),
    ):
        return _page(CalendarForm(data={"kind": BusyKind.OTHER}), form), 422
    flash(gettext("Entered."))
    return redirect(url_for("programme.clashes"), 303)


@bp.get("/secretariat/clashes/<calendar_id>")
@needs(Permission.SCHEDULE)
def busy_calendar(calendar_id: str) -> ResponseReturnValue:
    return _calendar_page(the_calendar(calendar_id), FileForm())


@bp.post("/secretariat/clashes/<calendar_id>")
@needs(Permission.SCHEDULE)
def replace_file(calendar_id: str) -> ResponseReturnValue:
    form, found = FileForm(answers(request)), list[BusyCalendar]()

    def act() -> None:
        read, kept, name = _taken(form.file.value)
        found.append(the_calendar(calendar_id))
        replace_calendar(
            db(), calendar=found[0], kept=kept, file_name=name, read=read, by=by(), now=now()
        )

    if not accepted(form, act):
        return _calendar_page(the_calendar(calendar_id), form), 422
    _say_read(found[0])
    return redirect(url_for("programme.busy_calendar", calendar_id=calendar_id), 303)


@bp.get("/secretariat/clashes/<calendar_id>/remove")
@needs(Permission.SCHEDULE)
def ask_remove_calendar(calendar_id: str) -> ResponseReturnValue:
    return render_template("programme/clashes_remove.html", calendar=the_calendar(calendar_id))


@bp.post("/secretariat/clashes/<calendar_id>/remove")
@needs(Permission.SCHEDULE)
def drop_calendar(calendar_id: str) -> ResponseReturnValue:
    remove_calendar(db(), calendar=the_calendar(calendar_id), by=by(), now=now())
    flash(gettext("Taken out."))
    return redirect(url_for("programme.clashes"), 303)


def the_calendar(calendar_id: str) -> BusyCalendar:
    found = find_calendar(db(), public_id=calendar_id)
    if found is None:
        raise NotFound
    return found


def warn_of_clashes(sitting: Sitting) -> None:
    """Say on the next page what is at the same time as a sitting that was just scheduled."""
    found = clashes_between(
        db(),
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        language=reader().language,
        besides=sitting.webinar,
    )
    if found:
        called = [gettext(name) if ours else name for name, ours in names_of(found)]
        names = list_and(called, language=reader().language)
        flash(gettext("At the same time: %(names)s. The sitting is kept.", names=names), "warn")


def _taken(file: FileStorage) -> tuple[ReadCalendar, Kept, str]:
    """Read a file, then keep its bytes: a refused one leaves nothing."""
    with file.stream as stream:
        raw = stream.read(LARGEST + 1)
    read = read_calendar(raw, now=now())
    kept: Kept = house().extensions["store"].keep(io.BytesIO(raw), accept=frozenset(Kind))
    return read, kept, clean_line(file.filename or "")[:300]


def _say_read(calendar: BusyCalendar) -> None:
    count = len(calendar.times)
    flash(ngettext("Read: %(num)s entry.", "Read: %(num)s entries.", count))


def _page(form: CalendarForm, days: DaysForm) -> str:
    return render_template(
        "programme/clashes.html",
        files=list_calendars(db()),
        entered=list_entered(db()),
        holidays=fixed_holidays(),
        kinds=BUSY_KINDS,
        confidences=CONFIDENCE_NAMES,
        form=form if form.errors else days if days.errors else form,
        file_form=form,
        days_form=days,
        zone=HOST_ZONE,
        today=now().date(),
    )


def _calendar_page(calendar: BusyCalendar, form: FileForm) -> str:
    ahead = [one for one in calendar.times if one.ends_at > now()]
    return render_template(
        "programme/clashes_calendar.html",
        calendar=calendar,
        kinds=BUSY_KINDS,
        form=form,
        times=ahead[:SHOWN],
        more=max(len(ahead) - SHOWN, 0),
        zone=HOST_ZONE,
    )
