"""Deciding over a delegation: approval, rejection, order, and two who do it at once."""

import pytest

from tests.conftest import NOON
from tests.factories.delegations import make_delegate
from tests.factories.programme import make_sitting, make_webinar
from tests.integration.registrations.reading import entries, kinds, letters, states
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import Sitting
from webinars.registrations.models import Approval, Registration
from webinars.registrations.operations import (
    DelegationChanged,
    NobodyChosen,
    NoReasonGiven,
    approve,
    order,
    reject,
)
from webinars.registrations.rules import REJECTIONS, stand_of
from webinars.web.requests import WebinarsApp

JUMA, BRUNO = "account-of-juma", "account-of-bruno"


def guarded(db: Db, **over: object) -> Sitting:
    webinar = make_webinar(db, sittings=0, asks_approval=True)
    return make_sitting(db, webinar=webinar, **over)  # type: ignore[arg-type]


def do_approve(db: Db, *rows: Registration, code: str | None = "KE", **over: object) -> int:
    facts: dict[str, object] = {
        "webinar": rows[0].webinar,
        "public_ids": [one.public_id for one in rows],
        "code": code,
        "seen": {one.public_id: stand_of(one) for one in rows},
        "by": JUMA,
        "now": NOON,
    }
    return approve(db, **facts | over)  # type: ignore[arg-type]


def do_reject(db: Db, *rows: Registration, code: str | None = "KE", **over: object) -> int:
    facts: dict[str, object] = {
        "webinar": rows[0].webinar,
        "public_ids": [one.public_id for one in rows],
        "code": code,
        "seen": {},
        "reason": REJECTIONS["not-known"],
        "by": JUMA,
        "now": NOON,
    }
    return reject(db, **facts | over)  # type: ignore[arg-type]


def do_order(db: Db, *rows: Registration, **over: object) -> int:
    facts: dict[str, object] = {
        "webinar": rows[0].webinar,
        "code": "KE",
        "numbers": {},
        "seen": {one.public_id: stand_of(one) for one in rows},
        "by": JUMA,
        "now": NOON,
    }
    return order(db, **facts | over)  # type: ignore[arg-type]


def test_approval_opens_the_way_in_and_brings_the_calendar_entry(db: Db, app: WebinarsApp) -> None:
    amina = make_delegate(db, sitting=guarded(db))

    done = do_approve(db, amina)
    content = render(app, letters(db)[-1], NOON)

    assert done == 1
    assert amina.approval is Approval.APPROVED
    assert kinds(db) == ["awaiting", "approved"]
    assert content is not None
    assert content.invitation is not None
    assert content.invitation.method == "REQUEST"
    assert render(app, letters(db)[0], NOON) is None  # it became false


def test_a_rejection_gives_the_place_on_and_tells_the_reason(db: Db, app: WebinarsApp) -> None:
    sitting = guarded(db, capacity=1)
    amina = make_delegate(db, sitting=sitting)
    kenji = make_delegate(db, sitting=sitting, name="Kenji Rei", code="JP")
    amina.language = Language.FRENCH

    done = do_reject(db, amina)
    content = render(app, letters(db, kind="registrations.rejected")[0], NOON)

    assert done == 1
    assert states(amina, kenji) == [None, "offered"]
    assert content is not None
    assert "n’a pas connaissance de cette inscription" in content.text
    assert amina.cancelled_at is None  # it is no cancellation in the statistics
    assert entries(db, subject=amina.public_id)[-1] == "registrations.reject"


def test_a_rejection_of_who_was_approved_takes_the_calendar_entry_back(
    db: Db, app: WebinarsApp
) -> None:
    amina = make_delegate(db, sitting=guarded(db))
    do_approve(db, amina)

    do_reject(db, amina)
    content = render(app, letters(db)[-1], NOON)

    assert content is not None
    assert content.invitation is not None
    assert content.invitation.method == "CANCEL"


def test_a_rejection_can_be_reviewed_and_brings_a_newcomers_place(db: Db) -> None:
    sitting = guarded(db, capacity=1)
    amina = make_delegate(db, sitting=sitting)
    do_reject(db, amina)
    kenji = make_delegate(db, sitting=sitting, name="Kenji Rei", code="JP")

    do_approve(db, amina)

    assert states(kenji, amina) == ["confirmed", "waiting"]
    assert amina.approval_reason == ""


def test_a_rejection_needs_a_reason(db: Db) -> None:
    amina = make_delegate(db, sitting=guarded(db))

    with pytest.raises(NoReasonGiven):
        do_reject(db, amina, reason="  ")
    with pytest.raises(NoReasonGiven):
        do_reject(db, amina, reason={"fr": "Non."})

    assert amina.approval is Approval.PENDING


def test_reasons_of_ones_own_go_by_the_persons_language(db: Db) -> None:
    sitting = guarded(db)
    amina = make_delegate(db, sitting=sitting)
    fatou = make_delegate(db, sitting=sitting, name="Fatou Exemple")
    fatou.language = Language.FRENCH

    do_reject(db, amina, fatou, reason={"en": "Too late.", "fr": "Trop tard."})

    assert [amina.approval_reason, fatou.approval_reason] == ["Too late.", "Trop tard."]


def test_another_states_registration_is_as_if_it_did_not_exist(db: Db) -> None:
    sitting = guarded(db)
    amina = make_delegate(db, sitting=sitting)
    ana = make_delegate(db, sitting=sitting, name="Ana Exemplo", code="BR")

    with pytest.raises(NobodyChosen):
        do_approve(db, ana, code="KE")
    done = do_reject(db, amina, ana, code="KE")

    assert done == 1
    assert ana.approval is Approval.PENDING


def test_the_order_is_kept_and_told_to_the_journal(db: Db) -> None:
    sitting = guarded(db)
    amina = make_delegate(db, sitting=sitting)
    fatou = make_delegate(db, sitting=sitting, name="Fatou Exemple")

    changed = do_order(db, amina, fatou, numbers={fatou.public_id: 1, amina.public_id: 2})

    assert changed == 2
    assert [fatou.focal_rank, amina.focal_rank] == [1, 2]
    assert do_order(db, amina, fatou, move=(amina.public_id, True)) == 2
    assert [amina.focal_rank, fatou.focal_rank] == [1, 2]
    assert entries(db, subject=amina.public_id).count("registrations.order") == 2


def test_the_second_of_two_who_order_at_once_is_told_and_changes_nothing(db: Db) -> None:
    sitting = guarded(db)
    amina = make_delegate(db, sitting=sitting)
    fatou = make_delegate(db, sitting=sitting, name="Fatou Exemple")
    seen = {one.public_id: stand_of(one) for one in (amina, fatou)}
    do_order(db, amina, fatou, move=(fatou.public_id, True))

    with pytest.raises(DelegationChanged) as told:
        do_order(db, amina, fatou, seen=seen, move=(amina.public_id, False), by=BRUNO)

    assert {one.person.name for one in told.value.changed} == {"Amina Mfano", "Fatou Exemple"}
    assert [fatou.focal_rank, amina.focal_rank] == [1, 2]


def test_who_came_while_the_page_was_open_stops_the_order(db: Db) -> None:
    sitting = guarded(db)
    amina = make_delegate(db, sitting=sitting)
    make_delegate(db, sitting=sitting, name="Fatou Exemple")

    with pytest.raises(DelegationChanged) as told:
        do_order(db, amina, numbers={amina.public_id: 1})

    assert [one.person.name for one in told.value.changed] == ["Fatou Exemple"]


def test_a_decision_made_meanwhile_is_not_made_again(db: Db) -> None:
    amina = make_delegate(db, sitting=guarded(db))
    seen = {amina.public_id: stand_of(amina)}
    do_approve(db, amina)

    with pytest.raises(DelegationChanged):
        do_reject(db, amina, seen=seen)

    assert amina.approval is Approval.APPROVED
