"""The evaluator's findings, recommendations and dissent: drafts are hers alone until published."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.accounts.queries import names_of
from webinars.evaluation.forms.criteria import ReasonForm
from webinars.evaluation.forms.passages import PassageForm, passage_written
from webinars.evaluation.models.passages import Passage, PassageKind
from webinars.evaluation.operations.passages import (
    Pointer,
    begin_passage,
    change_passage,
    drop_draft,
    drop_evidence,
    publish_passage,
    withdraw_passage,
)
from webinars.evaluation.queries import get_snapshot, list_snapshots
from webinars.evaluation.queries.passages import (
    decisions_of,
    drafts_about,
    get_passage,
    passages_of,
)
from webinars.evaluation.queries.public import past
from webinars.evaluation.sights.judging import JUDGING_WORDS
from webinars.evaluation.sights.passages import Told, proofs_of, tree
from webinars.evaluation.views.criteria import measure_choices
from webinars.evaluation.views.door import (
    above,
    accepted,
    beside,
    bp,
    by,
    figures_of,
    releases,
    series_asked,
)
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/evaluation/findings")
@needs(Permission.EVALUATE)
def findings() -> ResponseReturnValue:
    series = series_asked()
    passages = passages_of(db(), series=series, drafts=True)
    return render_template(
        "evaluation/findings.html",
        **beside(series),
        **JUDGING_WORDS,
        findings=_tree(series, passages),
        decisions=decisions_of(db(), series=series),
        writers=writers_of(passages),
    )


@bp.get("/evaluation/findings/new")
@needs(Permission.EVALUATE)
def new_passage() -> ResponseReturnValue:
    kind, about = _asked()
    series = about.series if about else series_asked()
    named = {name: request.args[name] for name in ("measure", "cut") if name in request.args}
    form = PassageForm(data={"language": reader().language} | named)
    return _form(series, kind, _offered(form, kind), about=about)


@bp.post("/evaluation/findings/new")
@needs(Permission.EVALUATE)
def add_passage() -> ResponseReturnValue:
    kind, about = _asked()
    series = about.series if about else series_asked()
    form = _offered(PassageForm(request.form), kind)
    if not accepted(
        form,
        lambda: begin_passage(
            db(),
            series=series,
            kind=kind,
            about=about,
            facts=form.facts(),
            pointer=_pointer(form, series),
            by=by(),
            now=now(),
        ),
    ):
        return _form(series, kind, form, about=about), 422
    return _back(
        series, gettext("The draft is kept. Only evaluators see it until it is published.")
    )


@bp.get("/evaluation/findings/<passage_id>")
@needs(Permission.EVALUATE)
def passage(passage_id: str) -> ResponseReturnValue:
    found = get_passage(db(), public_id=passage_id)
    form = _offered(PassageForm(data=passage_written(found)), found.kind, found)
    return _form(found.series, found.kind, form, passage=found)


@bp.post("/evaluation/findings/<passage_id>")
@needs(Permission.EVALUATE)
def rewrite_passage(passage_id: str) -> ResponseReturnValue:
    found = get_passage(db(), public_id=passage_id)
    form = _offered(PassageForm(request.form), found.kind, found)
    if not accepted(
        form,
        lambda: change_passage(
            db(),
            passage=found,
            facts=form.facts(),
            reason=_reason(form),
            pointer=_pointer(form, found.series),
            by=by(),
            now=now(),
        ),
    ):
        return _form(found.series, found.kind, form, passage=found), 422
    return _back(found.series, gettext("It is kept."))


@bp.get("/evaluation/findings/<passage_id>/publish")
@needs(Permission.EVALUATE)
def ask_publish(passage_id: str) -> ResponseReturnValue:
    found = get_passage(db(), public_id=passage_id)
    every = _tree(found.series, passages_of(db(), series=found.series, drafts=True))
    facts = {"passage": found, "with_it": drafts_about(db(), passage=found)}
    facts |= {"proofs": proofs_of(every, found)}
    return render_template(
        "evaluation/passage_publish.html", **above(found.series), **JUDGING_WORDS, **facts
    )


@bp.post("/evaluation/findings/<passage_id>/publish")
@needs(Permission.EVALUATE)
def publish(passage_id: str) -> ResponseReturnValue:
    found = get_passage(db(), public_id=passage_id)
    publish_passage(db(), passage=found, by=by(), now=now())
    return _back(found.series, gettext("It is published."))


@bp.get("/evaluation/findings/<passage_id>/remove")
@needs(Permission.EVALUATE)
def ask_remove(passage_id: str) -> ResponseReturnValue:
    found = get_passage(db(), public_id=passage_id)
    return _removal(found, _why(ReasonForm(), found))


@bp.post("/evaluation/findings/<passage_id>/remove")
@needs(Permission.EVALUATE)
def remove(passage_id: str) -> ResponseReturnValue:
    """Remove a draft for good; withdraw what is published, with the reason."""
    found = get_passage(db(), public_id=passage_id)
    form = _why(ReasonForm(request.form), found)
    if not accepted(form, lambda: _remove(found, form)):
        return _removal(found, form), 422
    return _back(found.series, gettext("It is removed."))


@bp.post("/evaluation/findings/<passage_id>/evidence/<int:evidence_id>/remove")
@needs(Permission.EVALUATE)
def remove_evidence(passage_id: str, evidence_id: int) -> ResponseReturnValue:
    found = get_passage(db(), public_id=passage_id)
    drop_evidence(db(), passage=found, evidence_id=evidence_id)
    flash(gettext("The figure is taken out."))
    return redirect(url_for("evaluation.passage", passage_id=passage_id), 303)


def writers_of(passages: Sequence[Passage]) -> dict[str, str]:
    """Return the names of who wrote, by public id."""
    ids = {wording.written_by for one in passages for wording in one.wordings}
    ids |= {answer.written_by for one in passages for answer in one.answers}
    return names_of(db(), public_ids=ids)


def _tree(series: Series, passages: Sequence[Passage]) -> list[Told]:
    """Return findings with every figure, and which of these everybody sees."""
    return tree(passages, releases(past(db()), series), is_public=False)


def _asked() -> tuple[PassageKind, Passage | None]:
    """Return what is to be begun, and about what."""
    kind = request.args.get("kind", PassageKind.FINDING)
    if kind not in set(PassageKind):
        raise NotFound
    about = request.args.get("about")
    return PassageKind(kind), get_passage(db(), public_id=about) if about else None


def _offered(form: PassageForm, kind: PassageKind, passage: Passage | None = None) -> PassageForm:
    is_fixed = passage is not None and passage.published_at is not None
    form.offer(kind, measure_choices(), list_snapshots(db()), is_fixed=is_fixed)
    return form


def _pointer(form: PassageForm, series: Series) -> Pointer | None:
    """Return the figure of `series` that the form names, if any."""
    if "measure" not in form or not form.measure.data:
        return None
    snapshot = get_snapshot(db(), cut=int(form.cut.data or 0))
    indicator, _, measure = form.measure.data.partition(":")
    breakdown, _, key = (form.breakdown.data or "").partition(":")
    found = figures_of(snapshot, series) or {}
    return Pointer(snapshot, found, int(indicator), measure, breakdown, key)


def _reason(form: ReasonForm) -> str:
    return form.reason.value if "reason" in form else ""


def _why(form: ReasonForm, passage: Passage) -> ReasonForm:
    form.ask_why(is_fixed=passage.published_at is not None)
    return form


def _remove(found: Passage, form: ReasonForm) -> None:
    if found.published_at is None:
        drop_draft(db(), passage=found)
    else:
        withdraw_passage(db(), passage=found, reason=_reason(form), by=by(), now=now())


def _form(
    series: Series,
    kind: PassageKind,
    form: PassageForm,
    *,
    passage: Passage | None = None,
    about: Passage | None = None,
) -> str:
    proofs = proofs_of(_tree(series, passages_of(db(), series=series, drafts=True)), passage)
    facts = {"form": form, "kind": kind, "passage": passage, "about": about}
    return render_template(
        "evaluation/passage.html",
        **above(series),
        **JUDGING_WORDS,
        **facts,
        proofs=proofs,
    )


def _removal(found: Passage, form: ReasonForm) -> str:
    facts = {"form": form, "passage": found, "with_it": drafts_about(db(), passage=found)}
    return render_template(
        "evaluation/passage_remove.html", **above(found.series), **JUDGING_WORDS, **facts
    )


def _back(series: Series, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("evaluation.findings", series=series.slug), 303)
