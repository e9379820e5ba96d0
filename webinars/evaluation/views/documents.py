"""Documents of a snapshot: the evaluator's dossier, and the Secretariat's report on the series."""

from typing import TypeVar

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.accounts.models import Role
from webinars.accounts.queries import mandate_of
from webinars.evaluation.forms import DocumentForm, DossierForm
from webinars.evaluation.models import Release, ReleaseKind
from webinars.evaluation.operations import Wish, ask_for_release
from webinars.evaluation.queries import (
    get_release,
    list_exports,
    list_releases,
    list_snapshots,
)
from webinars.evaluation.sights.releases import KIND_NAMES
from webinars.evaluation.views.door import bp
from webinars.evaluation.views.leaving import WAIT, send_release
from webinars.kernel.languages import Language
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series
from webinars.programme.queries import all_series, present_series
from webinars.programme.rules import text_in
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import Choice
from webinars.web.readers import reader
from webinars.web.requests import db, house, now

DOSSIER = {"pdf": ReleaseKind.DOSSIER_PDF, "docx": ReleaseKind.DOSSIER_DOCX}
Asked = TypeVar("Asked", bound=DocumentForm)

REPORT = {"pdf": ReleaseKind.REPORT_PDF, "docx": ReleaseKind.REPORT_DOCX}


@bp.get("/evaluation/dossiers")
@needs(Permission.EVALUATE)
def dossiers() -> ResponseReturnValue:
    return _page("evaluation/dossiers.html", _offered(DossierForm()))


@bp.post("/evaluation/dossiers")
@needs(Permission.EVALUATE)
def make_dossier() -> ResponseReturnValue:
    form = _offered(DossierForm(request.form))
    if not form.validate():
        return _page("evaluation/dossiers.html", form), 422
    own, on = signed_in().public_id, now().date()
    mandate = mandate_of(db(), public_id=own, role=Role.EVALUATOR, on=on)
    made = _ask(form, DOSSIER[form.file.value], mandate)
    return redirect(url_for("evaluation.release", release_id=made.public_id), 303)


@bp.get("/secretariat/reports")
@needs(Permission.SCHEDULE)
def reports() -> ResponseReturnValue:
    """Show the reports made, and that evaluators took something away: no queries, no notes."""
    return _page("evaluation/reports.html", _offered(DocumentForm()))


@bp.post("/secretariat/reports")
@needs(Permission.SCHEDULE)
def make_report() -> ResponseReturnValue:
    form = _offered(DocumentForm(request.form))
    if not form.validate():
        return _page("evaluation/reports.html", form), 422
    made = _ask(form, REPORT[form.file.value], "")
    return redirect(url_for("evaluation.report", release_id=made.public_id), 303)


@bp.get("/secretariat/reports/<release_id>")
@needs(Permission.SCHEDULE)
def report(release_id: str) -> ResponseReturnValue:
    """Show a report that is being made, and look again until it is there."""
    found = get_release(db(), public_id=release_id, account=signed_in().public_id)
    page = make_response(render_template("evaluation/report.html", release=found, names=KIND_NAMES))
    if found.done_at is None:
        page.headers["Refresh"] = str(WAIT)
    return page


@bp.get("/secretariat/reports/<release_id>/file")
@needs(Permission.SCHEDULE)
def report_file(release_id: str) -> ResponseReturnValue:
    return send_release(release_id)


def _offered(form: Asked) -> Asked:
    form.offer(list_snapshots(db()), reader().language)
    several = [one for one in all_series(db()) if one.texts]
    present = present_series(db(), now=now(), unpublished=True)
    form.offer_series([_choice(one) for one in several], present.public_id if present else "")
    return form


def _choice(series: Series) -> Choice:
    text, language = text_in(series.texts, reader().language)
    return Choice(series.public_id, text.title, lang=language)


def _ask(form: DocumentForm, kind: ReleaseKind, mandate: str) -> Release:
    """Ask for the document; the newest snapshot is meant where none was chosen."""
    snapshots = list_snapshots(db())
    if not snapshots:
        raise NotFound
    chosen = next((one for one in snapshots if str(one.cut) == form.cut.data), snapshots[0])
    series = (form.series.data or "") if "series" in form else ""
    wish = Wish(
        kind,
        Language(form.language.value),
        symbol=form.symbol.data or "",
        series=series,
        for_all=isinstance(form, DossierForm) and bool(form.for_all.data),
    )
    own = signed_in().public_id
    return ask_for_release(
        db(),
        data=house().settings.data,
        snapshot=chosen,
        wish=wish,
        account=own,
        mandate=mandate,
        now=now(),
    )


def _page(template: str, form: DocumentForm) -> str:
    return render_template(
        template,
        form=form,
        snapshots=list_snapshots(db()),
        releases=list_releases(db(), account=signed_in().public_id),
        exports=list_exports(db()) if template.endswith("reports.html") else (),
        names=KIND_NAMES,
    )
