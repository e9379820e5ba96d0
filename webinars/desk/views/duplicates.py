"""Possible duplicates: looked at, merged with a reason, and parted again exactly."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.desk.forms.changing import Mending
from webinars.desk.queries.duplicates import merges, same_mailbox, same_name
from webinars.desk.views.door import bp
from webinars.kernel.refusals import NotFound, Refusal
from webinars.kernel.text import N_
from webinars.people.models import Merge, Person
from webinars.people.operations import ReasonMissing, merge, undo_merge
from webinars.people.queries import find_person
from webinars.states.queries import names
from webinars.web.access import Permission, needs, signed_in
from webinars.web.forms import Paragraph
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


class MergeForm(Mending):
    mended_at = {ReasonMissing: "reason"}  # noqa: RUF012  (as the class above declares it)

    reason = Paragraph(
        N_("Why these two are one person"),
        hint=N_("Kept with the merge, for whoever wants to know later."),
        rows=2,
    )


@bp.get("/secretariat/duplicates", endpoint="duplicates")
@needs(Permission.SCHEDULE)
def show_duplicates() -> ResponseReturnValue:
    return render_template(
        "desk/duplicates/list.html",
        names=same_name(db()),
        mailboxes=same_mailbox(db()),
        merges=merges(db()),
        states=dict(names(db(), language=reader().language, on=now().date())),
    )


@bp.get("/secretariat/persons/<kept_id>/merge/<merged_id>", endpoint="merge_persons")
@needs(Permission.SCHEDULE)
def ask_merge(kept_id: str, merged_id: str) -> ResponseReturnValue:
    return _page(the_person(kept_id), the_person(merged_id), MergeForm())


@bp.post("/secretariat/persons/<kept_id>/merge/<merged_id>")
@needs(Permission.SCHEDULE)
def do_merge(kept_id: str, merged_id: str) -> ResponseReturnValue:
    """Say that the second is the first; no row elsewhere changes."""
    kept, merged, form = the_person(kept_id), the_person(merged_id), MergeForm(request.form)
    if not form.validate():
        return _page(kept, merged, form), 422
    try:
        merge(
            db(),
            kept=kept,
            merged=merged,
            reason=form.reason.value,
            by=signed_in().public_id,
            now=now(),
        )
    except Refusal as refusal:
        settle(keep=False)
        form.blame_for(refusal)
        return _page(the_person(kept_id), the_person(merged_id), form), refusal.status
    flash(gettext("They count as one person now. It can be undone below."))
    return redirect(url_for("desk.duplicates"), 303)


@bp.post("/secretariat/merges/<int:merge_id>/undo")
@needs(Permission.SCHEDULE)
def do_undo_merge(merge_id: int) -> ResponseReturnValue:
    found = db().get(Merge, merge_id)
    if found is None:
        raise NotFound
    undo_merge(db(), merge=found, by=signed_in().public_id, now=now())
    flash(gettext("They are two persons again, exactly as before."))
    return redirect(url_for("desk.duplicates"), 303)


def the_person(public_id: str) -> Person:
    found = find_person(db(), public_id=public_id)
    if found is None or found.erased_at is not None:
        raise NotFound
    return found


def _page(kept: Person, merged: Person, form: MergeForm) -> str:
    return render_template("desk/duplicates/merge.html", kept=kept, merged=merged, form=form)
