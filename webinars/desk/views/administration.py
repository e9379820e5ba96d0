"""Letters and jobs for the administrator: how they fare, and *try again*."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.queries.letters import PAGE, jobs_page, letters_fared, letters_page
from webinars.desk.sights.outgoing import job_sights, letter_sights
from webinars.desk.views.door import bp
from webinars.jobs import operations as jobs
from webinars.outbox import operations as outbox
from webinars.web.access import Permission, needs
from webinars.web.paging import Pages, page_number
from webinars.web.requests import db, now


@bp.get("/administration/letters")
@needs(Permission.ADMINISTER)
def letters() -> ResponseReturnValue:
    failed, page = "failed" in request.args, page_number(request.args.get("page", ""))
    rows, total = letters_page(db(), failed=failed, page=page)
    return render_template(
        "desk/letters.html",
        letters=letter_sights(rows),
        fared=letters_fared(db()),
        failed=failed,
        pages=Pages(page, total, PAGE),
    )


@bp.post("/administration/letters/<public_id>/again")
@needs(Permission.ADMINISTER)
def send_again(public_id: str) -> ResponseReturnValue:
    outbox.try_again(db(), public_id=public_id, now=now())
    flash(gettext("The letter leaves again."))
    return redirect(url_for("desk.letters", failed=1), 303)


@bp.get("/administration/jobs", endpoint="jobs")
@needs(Permission.ADMINISTER)
def list_jobs() -> ResponseReturnValue:
    failed, page = "failed" in request.args, page_number(request.args.get("page", ""))
    rows, total = jobs_page(db(), failed=failed, page=page)
    return render_template(
        "desk/jobs.html",
        jobs=job_sights(rows),
        failed=failed,
        pages=Pages(page, total, PAGE),
    )


@bp.post("/administration/jobs/<public_id>/again")
@needs(Permission.ADMINISTER)
def work_again(public_id: str) -> ResponseReturnValue:
    jobs.try_again(db(), public_id=public_id, now=now())
    flash(gettext("The job is done again."))
    return redirect(url_for("desk.jobs", failed=1), 303)
