"""What leaves: the evaluator's packs, made with one click and nobody's permission."""

from flask import Response, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from webinars.accounts.models import Role
from webinars.accounts.queries import mandate_of
from webinars.evaluation.forms import PackForm
from webinars.evaluation.models import ReleaseKind
from webinars.evaluation.operations import (
    Wish,
    accept_condition,
    ask_for_release,
    file_of,
    note_release,
)
from webinars.evaluation.queries import (
    get_release,
    has_accepted,
    list_releases,
    list_snapshots,
    newest_snapshot,
)
from webinars.evaluation.sights.releases import KIND_NAMES
from webinars.evaluation.views.door import bp
from webinars.kernel.languages import Language
from webinars.kernel.refusals import NotFound
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, glance, house, now, observe

WAIT = 3
"""Seconds after which a page of something that is being made looks again."""


@bp.get("/evaluation/packs")
@needs(Permission.EVALUATE)
def packs() -> ResponseReturnValue:
    return _packs(PackForm())


@bp.post("/evaluation/packs")
@needs(Permission.EVALUATE)
def make_pack() -> ResponseReturnValue:
    """Make the pack that is wanted; the first time, with the condition accepted."""
    form = _offered(PackForm(request.form))
    snapshot = newest_snapshot(db())
    if snapshot is None:
        raise NotFound
    if not form.validate():
        return _packs(form), 422
    own, mandate = signed_in().public_id, _mandate()
    if form.condition.data:
        accept_condition(db(), account=own, mandate=mandate, now=now())
    chosen = next((one for one in list_snapshots(db()) if str(one.cut) == form.cut.data), snapshot)
    wish = Wish(ReleaseKind.PACK, Language(form.language.value), bom=bool(form.bom.data))
    release = ask_for_release(
        db(),
        data=house().settings.data,
        snapshot=chosen,
        wish=wish,
        account=own,
        mandate=mandate,
        now=now(),
    )
    return redirect(url_for("evaluation.release", release_id=release.public_id), 303)


@bp.get("/evaluation/releases/<release_id>")
@needs(Permission.EVALUATE)
def release(release_id: str) -> ResponseReturnValue:
    """Show what is being made, and look again until it is there."""
    found = get_release(db(), public_id=release_id, account=signed_in().public_id)
    page = make_response(
        render_template("evaluation/release.html", release=found, names=KIND_NAMES)
    )
    if found.done_at is None:
        page.headers["Refresh"] = str(WAIT)
    return page


@bp.get("/evaluation/releases/<release_id>/file")
@needs(Permission.EVALUATE)
def release_file(release_id: str) -> ResponseReturnValue:
    return send_release(release_id)


def send_release(release_id: str) -> Response:
    """Send the file of one's own release, and note that it was taken."""
    own = signed_in().public_id
    with glance() as reading:
        found = get_release(reading, public_id=release_id, account=own)
        path = file_of(house().settings.data, found)
        name = f"{found.kind}-{found.snapshot.cut}-{found.language}{path.suffix}"
    if found.done_at is None or not path.is_file():
        raise NotFound
    answer = send_file(path, as_attachment=True, download_name=name)
    with observe() as writing:
        note_release(writing, release=found, account=own, now=now())
    return answer


def _packs(form: PackForm) -> str:
    own, mandate = signed_in().public_id, _mandate()
    return render_template(
        "evaluation/packs.html",
        form=_offered(form),
        mandate=mandate,
        accepted=has_accepted(db(), account=own, mandate=mandate),
        snapshot=newest_snapshot(db()),
        releases=list_releases(db(), account=own),
        names=KIND_NAMES,
    )


def _offered(form: PackForm) -> PackForm:
    own, mandate = signed_in().public_id, _mandate()
    form.offer(
        list_snapshots(db()),
        reader().language,
        accepted=has_accepted(db(), account=own, mandate=mandate),
    )
    return form


def _mandate() -> str:
    """Return under which mandate the visitor evaluates today."""
    return mandate_of(db(), public_id=signed_in().public_id, role=Role.EVALUATOR, on=now().date())
