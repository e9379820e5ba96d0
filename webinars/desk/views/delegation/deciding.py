"""What a focal point decides over many: the order, approval, rejection."""

from collections.abc import Callable

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from webinars.desk.forms.deciding import number_in, reason_in
from webinars.desk.views.delegation.door import (
    Own,
    of_own_state,
    seen_on_page,
    to_delegation,
    webinar_called,
)
from webinars.desk.views.delegation.showing import page_of
from webinars.desk.views.door import bp
from webinars.kernel.refusals import Refusal
from webinars.programme.models import Webinar
from webinars.registrations.operations import (
    DelegationChanged,
    NobodyChosen,
    NoReasonGiven,
    approve,
    order,
    reject,
)
from webinars.web.access import Permission, needs
from webinars.web.requests import db, now, settle

NUMBER = "rank-"


@bp.post("/states/<code>/webinars/<slug>")
@needs(Permission.REPRESENT)
@of_own_state
def put_in_order(own: Own, slug: str) -> ResponseReturnValue:
    """Take the numbers, or move one person up or down by the button that was pressed."""
    webinar = webinar_called(slug)

    def act() -> int:
        return order(
            db(),
            webinar=webinar,
            code=own.code,
            numbers=_numbers(),
            seen=seen_on_page(),
            move=_move(),
            by=own.account,
            now=now(),
        )

    return _decided(own, webinar, act, lambda _count: gettext("The order is kept."))


@bp.post("/states/<code>/webinars/<slug>/approve")
@needs(Permission.REPRESENT)
@of_own_state
def approve_chosen(own: Own, slug: str) -> ResponseReturnValue:
    webinar = webinar_called(slug)

    def act() -> int:
        return approve(
            db(),
            webinar=webinar,
            public_ids=request.form.getlist("chosen"),
            code=own.code,
            seen=seen_on_page(),
            by=own.account,
            now=now(),
        )

    return _decided(own, webinar, act, approved_words)


@bp.post("/states/<code>/webinars/<slug>/reject")
@needs(Permission.REPRESENT)
@of_own_state
def reject_chosen(own: Own, slug: str) -> ResponseReturnValue:
    webinar = webinar_called(slug)

    def act() -> int:
        return reject(
            db(),
            webinar=webinar,
            public_ids=request.form.getlist("chosen"),
            code=own.code,
            seen=seen_on_page(),
            reason=reason_in(request.form),
            by=own.account,
            now=now(),
        )

    return _decided(own, webinar, act, rejected_words)


def approved_words(count: int) -> str:
    if not count:
        return str(gettext("They were approved already."))
    sentence: str = ngettext(
        "Approved: %(num)s registration. A letter says so.",
        "Approved: %(num)s registrations. A letter says so to each.",
        count,
    )
    return sentence


def rejected_words(count: int) -> str:
    if not count:
        return str(gettext("Nobody was rejected: they were already, or their sitting has begun."))
    sentence: str = ngettext(
        "Rejected: %(num)s registration. A letter tells the reason.",
        "Rejected: %(num)s registrations. A letter tells each the reason.",
        count,
    )
    return sentence


def _decided(
    own: Own, webinar: Webinar, act: Callable[[], int], words: Callable[[int], str]
) -> ResponseReturnValue:
    """Do it; where it is refused, show the page as it is now, with what was written."""
    try:
        done = act()
    except DelegationChanged as refusal:
        settle(keep=False)  # before the page is built from what was half done
        return page_of(own, webinar_called(webinar.slug), refused=refusal), refusal.status
    except (NobodyChosen, NoReasonGiven) as refusal:
        settle(keep=False)
        return _again(own, webinar, refusal)
    flash(words(done))
    return to_delegation(own, webinar)


def _again(own: Own, webinar: Webinar, refusal: Refusal) -> ResponseReturnValue:
    page = page_of(own, webinar_called(webinar.slug), fault=gettext(refusal.message))
    return page, refusal.status


def _numbers() -> dict[str, int | None]:
    fields = request.form.items()
    return {
        name.removeprefix(NUMBER): number_in(text)
        for name, text in fields
        if name.startswith(NUMBER)
    }


def _move() -> tuple[str, bool] | None:
    """Return whom a button moves, and whether up; None: the numbers count."""
    for name, up in (("up", True), ("down", False)):
        if who := request.form.get(name):
            return who, up
    return None
