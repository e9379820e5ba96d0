"""Of those who are asked months later it is stamped who completed, and nobody is found by it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.factories.attendance import make_import
from tests.factories.feedback import make_invitations
from tests.factories.following import came, make_past_sitting, person
from tests.integration.evaluation.sealing import folder_of, rows_of, taken
from webinars.database import Db
from webinars.evaluation.indicators import Figure, figures, open_tables
from webinars.feedback.models import Invitation, Response
from webinars.feedback.operations import answer
from webinars.feedback.queries import STAMPED, digest_of_response
from webinars.feedback.rules import K
from webinars.feedback.tasks import follow_up
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.privacy.operations import copy_for
from webinars.programme.models import Sitting
from webinars.web.requests import WebinarsApp

STAYED = "whether you stayed for 80 per cent of the webinar or more"


@pytest.fixture
def sitting(db: Db) -> Sitting:
    return make_past_sitting(db)


def asked(db: Db, app: WebinarsApp, sitting: Sitting, *, long: int, short: int) -> list[Invitation]:
    """Ask `long` persons who stayed for 80 of 90 minutes, and `short` who stayed for 40."""
    for number in range(long + short):
        person(db, sitting, number)
    came(db, sitting, *range(long), short=tuple(range(long, long + short)))
    follow_up(app.engine, NOON)
    db.expire_all()
    return list(db.scalars(select(Invitation).order_by(Invitation.id)))


def told(db: Db, app: WebinarsApp) -> dict[tuple[int, str, str, str], Figure]:
    folder = folder_of(app, taken(db, app))
    bench = open_tables(folder, at=NOON)
    found = {(f.indicator, f.by, f.key, f.measure): f for f in figures(bench, folder)}
    bench.close()
    return found


def test_application_is_told_of_completers_and_of_others_beside_their_response_rates(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    invited = asked(db, app, sitting, long=6, short=7)
    assert [one.completed for one in invited] == ["yes"] * 6 + ["no"] * 7
    values = ("yes", "yes", "yes", "not-yet", "", "", "yes", "no", "no", "no", "no", "", "")
    for one, value in zip(invited, values, strict=True):
        if value:
            answer(db, invitation=one, answers={"applied": value}, keyring=app.keyring, now=NOON)
    for letter in db.scalars(select(Letter).where(Letter.kind == "feedback.follow_up")):
        letter.sent_at = NOON

    found = told(db, app)

    classes = (("", ""), ("completed", "yes"), ("completed", "no"))
    cells = {(n, key): found[n, by, key, "three-months"] for n in (12, 19) for by, key in classes}
    shares = {name: (cell.n, cell.d) for name, cell in cells.items()}
    assert shares == {
        (12, ""): (9, 13),
        (12, "yes"): (4, 6),
        (12, "no"): (5, 7),
        (19, ""): (4, 9),
        (19, "yes"): (3, 4),
        (19, "no"): (1, 5),
    }


def test_two_who_left_early_take_the_class_from_the_others_rather_than_stand_alone(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    invited = asked(db, app, sitting, long=6, short=2)

    assert {one.completed for one in invited} == {""}


def test_whoever_holds_every_table_finds_five_for_each_answer(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    """The attacker knows who completed, and which invitations carry which classes."""
    invited = asked(db, app, sitting, long=8, short=6)
    late = person(db, sitting, 20)
    make_import(db, sitting=sitting, lines=[(late.person.name, "person.20@office.example", 0, 80)])
    follow_up(app.engine, NOON + timedelta(hours=1))
    invited = list(db.scalars(select(Invitation).order_by(Invitation.id)))
    for one in invited:
        answer(db, invitation=one, answers={"applied": "yes"}, keyring=app.keyring, now=NOON)
    db.flush()

    of_invited = select(*STAMPED, func.count()).group_by(*STAMPED)
    could = {tuple(classes): number for *classes, number in db.execute(of_invited)}
    for response in db.scalars(select(Response)):
        stamp = (response.group, response.category, response.language, response.completed)
        assert could[stamp] >= K
    assert {stamp[3] for stamp in could} == {"yes", "no"}


def test_what_is_stamped_is_said_to_whoever_is_asked_months_later_and_to_nobody_else(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting
) -> None:
    later = asked(db, app, sitting, long=5, short=0)[0]
    after = make_invitations(db, 5, webinar=sitting.webinar)
    token = app.keyring.token

    assert {one.completed for one in after if one.questionnaire.kind == "after"} == {""}
    assert STAYED in client.get("/feedback/" + token(Purpose.FEEDBACK, later.public_id, 1)).text
    for one in after:
        if one.questionnaire.kind == "after":
            page = client.get("/feedback/" + token(Purpose.FEEDBACK, one.public_id, 1)).text
            assert "regional group, category, language" in page
            assert STAYED not in page
    assert STAYED in client.get("/privacy").text


def test_whoever_asks_what_is_held_of_her_reads_the_class_too(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    invited = asked(db, app, sitting, long=5, short=6)

    (held,) = copy_for(db, person=invited[-1].registration.person)["questionnaires"]

    assert held["classes"]["completed"] == "no"


def test_a_later_correction_moves_no_stamp(db: Db, app: WebinarsApp, sitting: Sitting) -> None:
    """Who was counted as a completer when asked stays one: else rows could be compared."""
    asked(db, app, sitting, long=5, short=5)
    make_import(db, sitting=sitting, lines=[("Person 7", "person.7@office.example", 0, 90)])
    follow_up(app.engine, NOON + timedelta(days=1))
    db.expire_all()

    stamps = [one.completed for one in db.scalars(select(Invitation).order_by(Invitation.id))]
    assert stamps == ["yes"] * 5 + ["no"] * 5


def test_the_digest_of_an_answer_without_the_class_is_what_it_was() -> None:
    """Roots stand in the journal: a new class may not move those of old."""
    before = ["k" * 26, 1, 2, "2027-03-01", "apg", "ngo", "en", "d" * 64]
    old = "489a94b8e3d7ff6ac6360db9b1a2565799ecca04fc737dfbebfe0051db2d884c"

    assert digest_of_response([*before, ""], [("applied", "yes")]) == old
    assert digest_of_response([*before, "yes"], [("applied", "yes")]) != old


def test_a_snapshot_carries_the_class_and_a_pack_never_of_fewer_than_five(
    db: Db, app: WebinarsApp, sitting: Sitting
) -> None:
    for one in asked(db, app, sitting, long=6, short=5):
        answer(db, invitation=one, answers={"applied": "yes"}, keyring=app.keyring, now=NOON)
    db.flush()

    snapshot = taken(db, app)

    assert sorted(row["completed"] for row in rows_of(app, snapshot, "responses")) == [
        *["no"] * 5, *["yes"] * 6,
    ]  # fmt: skip
    (yes, no) = sorted(rows_of(app, snapshot, "surveyed"), key=lambda row: row["invited"])[::-1]
    assert [(one["completed"], one["invited"]) for one in (yes, no)] == [("yes", "6"), ("no", "5")]
