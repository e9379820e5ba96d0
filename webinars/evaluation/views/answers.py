"""What the Secretariat sees of an evaluation, answers to it, and writes down of its decision."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.evaluation.dossiers.blocks import Block, parted
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.judgement import judgement
from webinars.evaluation.forms.passages import (
    DecisionForm,
    PassageForm,
    ResponseForm,
    response_written,
)
from webinars.evaluation.models.passages import Passage, PassageKind
from webinars.evaluation.operations.decisions import record_decision, respond
from webinars.evaluation.operations.passages import say_dissent
from webinars.evaluation.queries.passages import decisions_of, get_published, passages_of
from webinars.evaluation.queries.public import past
from webinars.evaluation.sights.judging import JUDGING_WORDS
from webinars.evaluation.sights.passages import tree
from webinars.evaluation.views.door import (
    above,
    accepted,
    bp,
    by,
    public_series,
    releases,
    snapshots_folder,
    the_series,
)
from webinars.evaluation.views.findings import writers_of
from webinars.programme.models import Series
from webinars.web.access import Permission, needs, public
from webinars.web.keeping import kept
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/series/<slug>/evaluation")
@public
@kept
def public_judgement(slug: str) -> ResponseReturnValue:
    """Show criteria, findings, responses and decision, as the newest sealed snapshot holds them."""
    series, known = public_series(slug), past(db())
    snapshot = known.newest
    blocks: list[Block] = []
    if snapshot is not None:
        folder = snapshots_folder() / str(snapshot.cut)
        told = Told(
            folder,
            reader().language,
            is_public=True,
            only=series.public_id,
            releases=releases(known, series),
        )
        blocks = list(judgement(told))
    return render_template(
        "evaluation/judgement.html",
        **above(series),
        sections=parted(blocks, level=1),
        snapshot=snapshot,
    )


@bp.get("/secretariat/series/<slug>/evaluation")
@needs(Permission.SCHEDULE)
def answers(slug: str) -> ResponseReturnValue:
    """Show what evaluators published: a draft does not exist here."""
    series = the_series(slug)
    passages = passages_of(db(), series=series, drafts=False)
    return render_template(
        "evaluation/answers.html",
        **above(series),
        **JUDGING_WORDS,
        findings=tree(passages, releases(past(db()), series), is_public=True),
        decisions=decisions_of(db(), series=series),
        writers=writers_of(passages),
    )


@bp.get("/secretariat/recommendations/<passage_id>")
@needs(Permission.SCHEDULE)
def response(passage_id: str) -> ResponseReturnValue:
    found = _recommendation(passage_id)
    return _respond(found, ResponseForm(data=response_written(found.answers)))


@bp.post("/secretariat/recommendations/<passage_id>")
@needs(Permission.SCHEDULE)
def add_response(passage_id: str) -> ResponseReturnValue:
    found, form = _recommendation(passage_id), ResponseForm(request.form)
    if not accepted(
        form, lambda: respond(db(), passage=found, facts=form.facts(), by=by(), now=now())
    ):
        return _respond(found, form), 422
    return _back(found.series, gettext("The response is recorded."))


@bp.get("/secretariat/series/<slug>/evaluation/dissent")
@needs(Permission.SCHEDULE)
def dissent(slug: str) -> ResponseReturnValue:
    return _dissent(the_series(slug), _offered(PassageForm(data={"language": reader().language})))


@bp.post("/secretariat/series/<slug>/evaluation/dissent")
@needs(Permission.SCHEDULE)
def add_dissent(slug: str) -> ResponseReturnValue:
    series, form = the_series(slug), _offered(PassageForm(request.form))
    about = _about()
    if not accepted(
        form,
        lambda: say_dissent(
            db(), series=series, about=about, facts=form.facts(), by=by(), now=now()
        ),
    ):
        return _dissent(series, form), 422
    return _back(series, gettext("The dissent is recorded."))


@bp.get("/secretariat/series/<slug>/evaluation/decision")
@needs(Permission.SCHEDULE)
def decision(slug: str) -> ResponseReturnValue:
    series = the_series(slug)
    return _decision(series, _asking(DecisionForm(), series))


@bp.post("/secretariat/series/<slug>/evaluation/decision")
@needs(Permission.SCHEDULE)
def add_decision(slug: str) -> ResponseReturnValue:
    series = the_series(slug)
    form = _asking(DecisionForm(request.form), series)
    if not accepted(
        form, lambda: record_decision(db(), series=series, facts=form.facts(), by=by(), now=now())
    ):
        return _decision(series, form), 422
    return _back(series, gettext("The decision is recorded."))


def _recommendation(passage_id: str) -> Passage:
    return get_published(db(), public_id=passage_id, kind=PassageKind.RECOMMENDATION)


def _about() -> Passage | None:
    """Return the published finding that the dissent is about; None: the whole report."""
    about = request.args.get("about")
    return get_published(db(), public_id=about, kind=PassageKind.FINDING) if about else None


def _offered(form: PassageForm) -> PassageForm:
    form.offer(PassageKind.DISSENT, (), (), is_fixed=False)
    return form


def _asking(form: DecisionForm, series: Series) -> DecisionForm:
    form.ask_why(is_fixed=bool(decisions_of(db(), series=series)))
    return form


def _page(name: str, series: Series, **facts: Any) -> str:  # noqa: ANN401  (whatever it shows)
    return render_template(f"evaluation/{name}", **above(series), **JUDGING_WORDS, **facts)


def _respond(found: Passage, form: ResponseForm) -> str:
    writers = writers_of([found])
    return _page("response.html", found.series, passage=found, form=form, writers=writers)


def _dissent(series: Series, form: PassageForm) -> str:
    return _page("dissent.html", series, form=form, about=_about())


def _decision(series: Series, form: DecisionForm) -> str:
    return _page("decision.html", series, form=form)


def _back(series: Series, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("evaluation.answers", slug=series.slug), 303)
