"""The Secretariat's list of registrations: narrowed, decided over, added to."""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote_plus, urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from webinars.desk.forms.deciding import reason_in
from webinars.desk.forms.filtering import LATE, FilterForm
from webinars.desk.queries.delegation import last_hands
from webinars.desk.queries.registrations import Filters, registrations_page
from webinars.desk.sights.choosing import sittings_in_words
from webinars.desk.sights.delegation import changed_since, title_of
from webinars.desk.sights.registered import pages_of, people
from webinars.desk.views.delegation.deciding import approved_words, rejected_words
from webinars.desk.views.delegation.door import seen_on_page
from webinars.desk.views.door import bp
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.programme.models import Webinar
from webinars.programme.queries import announced_webinars
from webinars.registrations.models import (
    Approval,
    Category,
    ExtraAnswer,
    PlaceState,
    Registration,
    Source,
)
from webinars.registrations.operations import (
    DelegationChanged,
    NobodyChosen,
    NoReasonGiven,
    approve,
    reject,
)
from webinars.registrations.queries import chosen
from webinars.registrations.queries.extra import extra_answers
from webinars.registrations.rules import REJECTIONS
from webinars.states.models import Group
from webinars.states.queries import classify_all, names
from webinars.web.access import Permission, needs, signed_in
from webinars.web.paging import page_number
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


@bp.get("/secretariat/registrations", endpoint="registrations")
@needs(Permission.SCHEDULE)
def show_registrations() -> ResponseReturnValue:
    return list_page(request.args)


@bp.post("/secretariat/registrations/approve")
@needs(Permission.SCHEDULE)
def approve_registrations() -> ResponseReturnValue:
    try:
        count = approve(
            db(),
            webinar=None,
            public_ids=request.form.getlist("chosen"),
            code=None,
            seen=seen_on_page(),
            by=signed_in().public_id,
            now=now(),
        )
    except (DelegationChanged, NobodyChosen) as refusal:
        return _again(refusal)
    flash(approved_words(count))
    return _back()


@bp.post("/secretariat/registrations/reject")
@needs(Permission.SCHEDULE)
def reject_registrations() -> ResponseReturnValue:
    """Ask for the reason, in each language of those chosen; reject once it is given."""
    if "confirmed" not in request.form:
        return _reason_page()
    try:
        count = reject(
            db(),
            webinar=None,
            public_ids=request.form.getlist("chosen"),
            code=None,
            seen=seen_on_page(),
            reason=_reason(),
            by=signed_in().public_id,
            now=now(),
        )
    except NoReasonGiven as refusal:
        settle(keep=False)
        return _reason_page(gettext(refusal.message)), refusal.status
    except (DelegationChanged, NobodyChosen) as refusal:
        return _again(refusal)
    flash(rejected_words(count))
    return _back()


def list_page(
    asked: "MultiDict[str, str]", *, refused: DelegationChanged | None = None, fault: str = ""
) -> str:
    """Return the list that `asked` describes, with what stands in the way of a decision."""
    language, today = reader().language, now().date()
    webinars, states = announced_webinars(db()), names(db(), language=language, on=today)
    form = FilterForm(MultiDict(asked))
    wanted = next((one for one in webinars if one.slug == asked.get("webinar")), None)
    form.prepare(
        webinars=[(one.slug, title_of(one, language).text) for one in webinars],
        sittings=_sittings(wanted),
        states=states,
    )
    page = page_number(asked.get("page", ""))
    rows, total = registrations_page(db(), filters=_filters(form, wanted), page=page)
    return render_template(
        "desk/registrations/list.html",
        filters=form,
        webinar=(wanted.slug, title_of(wanted, language)) if wanted else None,
        people=people(rows, dict(states), _answers(rows), language=language),
        pages=pages_of(total, page),
        zone=wanted.series.zone if wanted else "UTC",
        changed=_changed(refused),
        fault=fault,
        ticked=request.form.getlist("chosen"),
        demonstration=any(one.series.demonstration for one in webinars),
    )


def _answers(rows: Sequence[Registration]) -> Mapping[int, Sequence[ExtraAnswer]]:
    """Return what was answered to further questions, where a webinar asks any."""
    asking = [row.id for row in rows if row.webinar.asks_more]
    return extra_answers(db(), registration_ids=asking) if asking else {}


def _changed(refused: DelegationChanged | None) -> list[tuple[str, str, int | None, str]]:
    if refused is None:
        return []
    return changed_since(refused.changed, last_hands(db(), registrations=refused.changed))


def _sittings(webinar: Webinar | None) -> list[tuple[str, str]]:
    if webinar is None:
        return []
    return sittings_in_words(webinar.sittings, language=reader().language, zone=webinar.series.zone)


def _filters(form: FilterForm, webinar: Webinar | None) -> Filters:
    source = form.source.data
    sittings = webinar.sittings if webinar else []
    wanted = [one.id for one in sittings if one.public_id == form.sitting.data]
    return Filters(
        webinar_id=webinar.id if webinar else None,
        sitting_id=wanted[0] if wanted else None,
        codes=_codes(form),
        category=Category(form.category.data) if form.category.data else None,
        approval=Approval(form.approval.data) if form.approval.data else None,
        place=PlaceState(form.place.data) if form.place.data else None,
        language=Language(form.language.data) if form.language.data else None,
        source=Source(source) if source and source != LATE else None,
        needs=bool(form.needs.data),
        to_complete=bool(form.further.data),
        late=source == LATE,
        text=form.text.data or "",
    )


def _codes(form: FilterForm) -> frozenset[str] | None:
    """Return the States that are wanted, by name or by group; None: whichever."""
    own = {form.state.data} if form.state.data else None
    if not form.group.data:
        return frozenset(own) if own else None
    group, known = Group(form.group.data), classify_all(db(), on=now().date(), known_at=None)
    members = {code for code, one in known.items() if one.group is group}
    return frozenset(members & own if own else members)


def _reason() -> dict[str, str]:
    """Return the words in each language; where there are none, the reason that was chosen."""
    written = {str(code): request.form.get(f"words-{code}", "").strip() for code in Language}
    otherwise = reason_in(request.form)
    return {code: words or otherwise for code, words in written.items()}


def _reason_page(fault: str = "") -> str:
    found = chosen(db(), public_ids=request.form.getlist("chosen"), code=None)
    return render_template(
        "desk/registrations/reject.html",
        people=[(one.public_id, one.person.name, one.language) for one in found],
        spoken=sorted({one.language for one in found}),
        seen=seen_on_page(),
        reasons=REJECTIONS,
        back=request.form.get("back", ""),
        fault=fault,
    )


def _again(refusal: Refusal) -> ResponseReturnValue:
    """Show the list as it is now, with what somebody else did and the ticks."""
    settle(keep=False)
    told = refusal if isinstance(refusal, DelegationChanged) else None
    page = list_page(_asked_before(), refused=told, fault="" if told else gettext(refusal.message))
    return page, refusal.status


def _back() -> ResponseReturnValue:
    asked = urlencode(_asked_before().to_dict())
    return redirect(url_for("desk.registrations") + (f"?{asked}" if asked else ""), 303)


def _asked_before() -> "MultiDict[str, str]":
    """Return the filters of the list from which the form was sent."""
    fields = {one.name for one in FilterForm()} | {"page"}
    pairs = (part.partition("=") for part in request.form.get("back", "").split("&"))
    return MultiDict(
        (unquote_plus(name), unquote_plus(value)) for name, _, value in pairs if name in fields
    )
