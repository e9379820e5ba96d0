"""What a snapshot holds, who is told of it, and what time and erasure do to it."""

from datetime import timedelta

from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account
from tests.factories.feedback import make_invitations
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.evaluation.sealing import folder_of, rows_of, taken
from tests.integration.registrations.queueing import delegate, limited
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.evaluation.operations import compare_snapshots, take_snapshot, verify_folder
from webinars.evaluation.operations.counting import COUNTED
from webinars.evaluation.tasks import snapshot_nightly
from webinars.feedback.operations import answer
from webinars.journal.models import Entry
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.outbox.operations.handing import claim
from webinars.privacy.operations import erase
from webinars.registrations.models.invitee import Invitee
from webinars.states.operations import load_reference
from webinars.web.requests import WebinarsApp

HOUR = timedelta(hours=1)


def test_its_digest_is_mailed_to_evaluators_and_to_nobody_else(db: Db, app: WebinarsApp) -> None:
    make_account(db, role=Role.EVALUATOR, email="eva@example.org")
    make_account(db, role=Role.SECRETARIAT, email="sek@example.org")

    snapshot = taken(db, app)

    letters = db.scalars(select(Letter).where(Letter.kind == "evaluation.taken")).all()
    assert [(one.address, one.about) for one in letters] == [
        ("eva@example.org", snapshot.public_id)
    ]
    assert claim(db, now=NOON) is not None


def test_the_worker_says_what_it_cleared_of_killed_ones(db: Db, app: WebinarsApp) -> None:
    first = taken(db, app)
    left = place_of(app).folder / ".9.4242.part"
    left.mkdir()
    (left / "states.csv").write_text("half a ta")

    said = [snapshot_nightly(place_of(app), app.engine, NOON) for _ in "ab"]

    assert said == [
        f"snapshot {first.cut}; unfinished snapshots cleared: 1",
        f"snapshot {first.cut}",
    ]
    assert verify_folder(folder_of(app, first), digest=first.digest).differences == ()
    assert not left.exists()


def test_an_answer_alone_makes_a_new_cut_with_its_count_and_root(db: Db, app: WebinarsApp) -> None:
    (invitation,) = make_invitations(db)
    first = taken(db, app)
    answer(db, invitation=invitation, answers={"satisfaction": "4"}, keyring=app.keyring, now=NOON)
    db.flush()

    second = take_snapshot(app.engine, place_of(app), by="worker", now=NOON)
    third = take_snapshot(app.engine, place_of(app), by="worker", now=NOON)

    assert second is not None
    assert third is not None
    assert second.cut > first.cut
    assert third.cut == second.cut
    entry = db.scalars(select(Entry).where(Entry.sequence == second.cut)).one()
    assert entry.kind == "feedback.count"
    assert db.scalars(select(Entry).where(Entry.kind == COUNTED)).all() == []


def test_who_was_invited_and_how_places_were_given_is_there_without_names(
    db: Db, app: WebinarsApp
) -> None:
    load_reference(db, now=NOON)
    sitting = limited(db, 195, guarantee=1)  # one for each member, and one more
    for number in (1, 2, 3):
        delegate(db, sitting, "KE", number)
    invitee = Invitee(
        webinar=sitting.webinar,
        name="Wanjiru Mfano",
        address="wanjiru@mission.example",
        address_normal="wanjiru@mission.example",
        language=Language.FRENCH,
        state_code="KE",
        invited_at=NOON,
        invited_by="test",
    )
    db.add(invitee)
    db.flush()

    snapshot = taken(db, app)

    (invited,) = rows_of(app, snapshot, "invited")
    decisions = rows_of(app, snapshot, "decisions")
    registered = {row["registration"] for row in rows_of(app, snapshot, "registrations")}
    assert (invited["state"], invited["language"]) == ("KEN", "fr")
    assert [(row["outcome"], row["rule"]) for row in decisions] == [
        ("place", "R1"),
        ("place", "R2"),
    ]
    assert {row["registration"] for row in decisions} < registered
    held = [row["place"] for row in rows_of(app, snapshot, "registrations")]
    assert held == ["confirmed", "confirmed", "waiting"]
    texts = [path.read_bytes() for path in folder_of(app, snapshot).rglob("*") if path.is_file()]
    assert not any(b"anjiru" in text or b"mission.example" in text for text in texts)


def test_a_person_erased_between_two_snapshots_moves_no_figure(db: Db, app: WebinarsApp) -> None:
    sitting = make_sitting(db)
    gone, stays = (
        make_registration(db, sitting=sitting, name=name, address=f"{name[:2]}@office.example")
        for name in ("Amina Mfano", "Otto Muster")
    )
    first = taken(db, app)
    folder = folder_of(app, first)
    figures = (folder / "indicators.json").read_bytes()

    erase(db, person=gone.person, now=NOON)
    db.flush()
    second = taken(db, app)

    assert verify_folder(folder, digest=first.digest).differences == ()
    assert (folder / "indicators.json").read_bytes() == figures
    found = compare_snapshots(folder, folder_of(app, second))
    assert found.figures == ()
    assert stays.person.name == "Otto Muster"
    kept = [len(rows_of(app, one, "registrations")) for one in (first, second)]
    assert kept == [2, 2]


def test_a_clock_that_goes_back_breaks_neither_cut_nor_chain(db: Db, app: WebinarsApp) -> None:
    make_webinar(db)
    first = taken(db, app, now=NOON)
    second = taken(db, app, now=NOON - HOUR)
    third = taken(db, app, now=NOON + HOUR)

    assert first.cut < second.cut < third.cut
    for one in (first, second, third):
        assert verify_folder(folder_of(app, one), digest=one.digest).differences == ()
