"""What a webinar costs, line by line."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from babel.numbers import format_decimal
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.languages import Language
from webinars.programme.forms.others import CostForm
from webinars.programme.models import CostKind, CostLine, Webinar
from webinars.programme.operations import record_cost
from webinars.programme.queries import cost_lines
from webinars.programme.rules import COST_KINDS
from webinars.programme.views.door import above, accepted, bp, by, the_webinar
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now
from webinars.web.words.patterns import locale_of


@bp.get("/secretariat/webinars/<slug>/costs")
@needs(Permission.SCHEDULE)
def costs(slug: str) -> ResponseReturnValue:
    return _page(the_webinar(slug), CostForm(data={"kind": CostKind.ACTUAL}))


@bp.post("/secretariat/webinars/<slug>/costs")
@needs(Permission.SCHEDULE)
def add_cost(slug: str) -> ResponseReturnValue:
    webinar, form = the_webinar(slug), CostForm(request.form)
    if not accepted(form, lambda: _record(webinar, form)):
        return _page(webinar, form), 422
    flash(gettext("The line is recorded."))
    return redirect(url_for("programme.costs", slug=webinar.slug), 303)


def francs(amount: Decimal, *, language: Language) -> str:
    """Return “CHF 7,450.50”."""
    return f"CHF\N{NO-BREAK SPACE}{format_decimal(amount, '#,##0.00', locale=locale_of(language))}"


def _record(webinar: Webinar, form: CostForm) -> None:
    series = webinar.series
    record_cost(db(), series=series, webinar=webinar, cost=form.cost(), by=by(), now=now())


def _page(webinar: Webinar, form: CostForm) -> str:
    lines = cost_lines(db(), webinar=webinar)
    return render_template(
        "programme/costs.html",
        **above(webinar),
        form=form,
        lines=lines,
        totals={kind: _total(lines, kind) for kind in CostKind},
        kinds=COST_KINDS,
        francs=partial(francs, language=reader().language),
    )


def _total(lines: Sequence[CostLine], kind: CostKind) -> Decimal:
    return sum((line.amount for line in lines if line.kind is kind), Decimal(0))
