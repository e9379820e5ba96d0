"""Everybody of a file, and what came of each, taken away as a file: noted before it leaves."""

import csv
import io

from flask import Response
from flask.typing import ResponseReturnValue

from webinars.attendance.imports.reading import Outcome
from webinars.attendance.operations.importing import CHANGING
from webinars.attendance.queries import PersonOutcome, outcomes_of, reconciliation
from webinars.attendance.views.door import bp, import_called
from webinars.journal.operations import record
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import inert
from webinars.web.access import Permission, needs, signed_in
from webinars.web.downloads import disposition
from webinars.web.requests import db, now, observe, settle

CSV = "text/csv; charset=utf-8"


@bp.get("/secretariat/imports/<import_id>/people.csv")
@needs(Permission.SCHEDULE)
def people_file(import_id: str) -> ResponseReturnValue:
    found = import_called(db(), import_id)
    if Outcome(found.outcome) not in CHANGING:
        raise NotFound
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(PersonOutcome._fields)
    for one in outcomes_of(reconciliation(db(), found)):
        writer.writerow([inert(str(cell)) for cell in one])
    by, subject, kind = signed_in().public_id, found.public_id, "attendance.take_away"
    settle(keep=False)  # this request has read enough
    with observe() as own:
        record(own, kind=kind, actor=by, subject=subject, now=now(), evidence=False)
    headers = {"Content-Disposition": disposition(f"attendance-{subject}.csv", saved=True)}
    return Response(out.getvalue().encode("utf-8-sig"), content_type=CSV, headers=headers)
