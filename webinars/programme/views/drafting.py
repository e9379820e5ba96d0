"""The months of a series from a rule: shown with their days, changed, then planned at once."""

from collections.abc import Mapping
from datetime import date, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from webinars.kernel.refusals import Refusal
from webinars.programme.forms.drafting import MonthForm, RuleForm
from webinars.programme.models import Series
from webinars.programme.operations import MonthRefused, plan_months
from webinars.programme.queries import webinars_of
from webinars.programme.rules import months_between, walls_of
from webinars.programme.views.door import bp, by, of_series, the_open_series
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle
from webinars.web.words.days import month_name

USUAL = {"week": "3", "weekday": "3", "minutes": 90}

Months = dict[date, MonthForm]
"""A form for each month of the series, by its first day."""


@bp.get("/secretariat/series/<slug>/draft")
@needs(Permission.SCHEDULE)
def draft(slug: str) -> ResponseReturnValue:
    """Ask for a rule; once it stands in the address, show what it gives."""
    series = the_open_series(slug)
    if "week" not in request.args:
        said = USUAL | {"zone": series.zone, "language": reader().language}
        return _page(series, RuleForm(data=said), {})
    rule = _rule()
    if not rule.validate():
        return _page(series, rule, {}), 422
    return _page(series, rule, _proposed(series, rule))


@bp.post("/secretariat/series/<slug>/draft")
@needs(Permission.SCHEDULE)
def plan_all(slug: str) -> ResponseReturnValue:
    series, rule = the_open_series(slug), _rule()
    if not rule.validate():
        return _page(series, rule, {}), 422
    months: Months = {
        month: MonthForm(request.form, prefix=_prefix(month)) for month in _months_of(series)
    }
    wanted = {month: form for month, form in months.items() if form.wanted.data}
    if not _planned(series, rule, wanted):
        return _page(series, rule, months), 422
    flash(
        ngettext("%(num)s month is planned.", "%(num)s months are planned.", len(wanted))
        if wanted
        else gettext("No month was chosen, so nothing was planned.")
    )
    return redirect(url_for("programme.series_page", slug=series.slug), 303)


def _planned(series: Series, rule: RuleForm, wanted: Mapping[date, MonthForm]) -> bool:
    """Plan the wanted months, or say at each what is wrong with it, with nothing planned."""
    valid = [form.validate() and form.check(rule.zone.value, now()) for form in wanted.values()]
    if not all(valid):
        return False
    drafts = [form.draft(month, rule=rule) for month, form in wanted.items()]
    try:
        plan_months(db(), series=series, months=drafts, by=by(), now=now())
    except MonthRefused as refused:
        settle(keep=False)  # before the page is built from what was half done
        cause = refused.__cause__
        wanted[refused.month].blame_for(cause if isinstance(cause, Refusal) else refused)
        return False
    return True


def _rule() -> RuleForm:
    rule = RuleForm(request.args)
    rule.prepare()
    return rule


def _proposed(series: Series, rule: RuleForm) -> Months:
    """Return what the rule gives: wanted where nothing is planned and the day is to come."""
    walls, taken, today = walls_of(rule.rule(), _months_of(series)), _taken(series), now().date()
    forms = {month: _month(month, wall, rule) for month, wall in walls.items()}
    for month, form in forms.items():
        form.wanted.data = month not in taken and walls[month].date() > today
        if form.wanted.data:
            form.check(rule.zone.value, now())
    return forms


def _month(month: date, wall: datetime, rule: RuleForm) -> MonthForm:
    named = month_name(month, language=rule.language.value, year=True)
    said = {"day": wall.date(), "hour": wall.time(), "twin": rule.twin.data}
    title = gettext("Webinar of %(month)s", month=named)
    return MonthForm(data=said | {"title": title}, prefix=_prefix(month))


def _prefix(month: date) -> str:
    return f"m{month:%Y-%m}-"


def _months_of(series: Series) -> list[date]:
    return months_between(series.starts_on, series.ends_on)


def _taken(series: Series) -> set[date]:
    return {webinar.planned_month for webinar in webinars_of(db(), series=series)}


def _page(series: Series, rule: RuleForm, months: Months) -> str:
    rule.prepare()
    return render_template(
        "programme/months_draft.html",
        **of_series(series),
        rule=rule,
        months=months,
        taken=_taken(series) if months else set(),
        wrong=[(month, form) for month, form in months.items() if form.errors],
    )
