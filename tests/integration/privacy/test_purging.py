"""Names go when their purpose is over; what was sealed stays, figure by figure."""

import json
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.attendance import make_held_sitting
from tests.factories.registrations import make_registration
from tests.integration.evaluation.sealing import folder_of, rows_of, taken
from webinars.app.rooms import place_of
from webinars.attendance.models import AttendanceImport, Connection, ImportState, Match, MatchHow
from webinars.database import Db
from webinars.evaluation.models import Snapshot
from webinars.evaluation.operations import verify_folder
from webinars.journal.models import Detail, Entry
from webinars.people.models import Address, Person
from webinars.privacy.operations import Order, Purged, close_series, purge_series
from webinars.privacy.operations.closing import NoAddress
from webinars.privacy.operations.purging import SeriesRuns
from webinars.programme.models import Series, Sitting
from webinars.web.requests import WebinarsApp

ENDED = date(2027, 2, 28)
DIGEST = "d" * 64


@pytest.fixture
def held(db: Db) -> Sitting:
    """A sitting of a series that has ended, with two who came and one who stayed away."""
    sitting = make_held_sitting(db)
    series = sitting.webinar.series
    series.ends_on = ENDED
    early = sitting.starts_at - timedelta(days=2)
    people = [
        make_registration(
            db, sitting=sitting, name=name, address=f"p{n}@office.example", now=early
        ).person
        for n, name in enumerate(("Amina Mfano", "Otto Muster", "Jean Exemple"))
    ]
    imported = AttendanceImport(
        sitting_id=sitting.id,
        file_digest=DIGEST,
        file_name="Mfano.csv",
        uploaded_at=NOON,
        uploaded_by="test",
        parser_version="1",
        outcome="ok",
        sentence_values={},
        reported={},
        reasons=[],
        skipped=[],
        noted=[],
        state=ImportState.SIGNED,
        signed_at=NOON,
    )
    db.add(imported)
    db.flush()
    walk_in = ("f" * 64, "Somebody Else", None)
    known = [(f"{n}" * 64, one.name, one) for n, one in enumerate(people[:2])]
    for row, (identity, name, person) in enumerate([*known, walk_in], start=1):
        db.add(
            Connection(
                import_id=imported.id,
                row=row,
                section="",
                role="attendee",
                identity=identity,
                name=name,
                email=f"{row}@room.example",
                joined_at=sitting.starts_at,
                left_at=sitting.ends_at,
            )
        )
        if person is not None:
            db.add(
                Match(
                    import_id=imported.id,
                    identity=identity,
                    person_id=person.id,
                    how=MatchHow.EMAIL,
                    decided_at=NOON,
                    decided_by="test",
                )
            )
    db.flush()
    return sitting


def figures(app: WebinarsApp, snapshot: Snapshot) -> object:
    return json.loads((folder_of(app, snapshot) / "indicators.json").read_text())["figures"]


def purged(app: WebinarsApp, held: Sitting, *, dry_run: bool = False) -> Purged:
    slug = held.webinar.series.slug
    return purge_series(app.engine, place_of(app), slug=slug, by="test", now=NOON, dry_run=dry_run)


def test_a_purge_erases_the_names_and_changes_no_sealed_figure(
    db: Db, app: WebinarsApp, held: Sitting
) -> None:
    before = taken(db, app)
    counted = figures(app, before)

    done = purged(app, held)
    db.expire_all()

    assert (done.persons, done.kept, done.files) == (3, 0, 1)
    assert [one.name for one in db.scalars(select(Person))] == ["", "", ""]
    assert db.scalars(select(Address)).all() == []
    rows = db.scalars(select(Connection)).all()
    assert {(one.name, one.email) for one in rows} == {("", "")}
    assert not {one.identity for one in rows} & {"0" * 64, "1" * 64, "f" * 64}
    after = db.scalars(select(Snapshot).where(Snapshot.cut == done.after)).one()
    assert figures(app, after) == counted
    assert len(rows_of(app, after, "connections")) == 3
    assert verify_folder(folder_of(app, before), digest=before.digest).differences == ()
    kept = b"".join(p.read_bytes() for p in folder_of(app, after).rglob("*") if p.is_file())
    assert b"Mfano" not in kept


def test_the_journal_says_what_was_purged_and_names_nobody(
    db: Db, app: WebinarsApp, held: Sitting
) -> None:
    done = purged(app, held)

    entry = db.scalars(select(Entry).where(Entry.kind == "privacy.purge")).one()
    detail = db.get(Detail, entry.id)
    assert detail is not None
    assert detail.content["persons"] == 3
    assert detail.content["cut"] == done.cut
    assert "Mfano" not in json.dumps(detail.content)


def test_a_dry_run_counts_and_does_nothing(db: Db, app: WebinarsApp, held: Sitting) -> None:
    done = purged(app, held, dry_run=True)

    assert (done.persons, done.cut) == (3, None)
    assert "Amina Mfano" in db.scalars(select(Person.name)).all()
    assert db.scalars(select(Snapshot)).all() == []


def test_asked_again_it_finds_nobody(app: WebinarsApp, held: Sitting) -> None:
    purged(app, held)
    again = purged(app, held)

    assert (again.persons, again.invitees) == (0, 0)


def test_who_is_in_another_series_stays(db: Db, app: WebinarsApp, held: Sitting) -> None:
    other = make_held_sitting(db)
    early = other.starts_at - timedelta(days=2)
    make_registration(db, sitting=other, name="Amina Mfano", address="p0@office.example", now=early)
    assert other.webinar.series_id != held.webinar.series_id

    done = purged(app, held)

    assert (done.persons, done.kept) == (2, 1)
    assert "Amina Mfano" in db.scalars(select(Person.name)).all()


def test_nothing_is_purged_while_the_series_runs(db: Db, app: WebinarsApp, held: Sitting) -> None:
    held.webinar.series.ends_on = NOON.date()
    db.flush()

    with pytest.raises(SeriesRuns):
        purged(app, held)
    assert "Amina Mfano" in db.scalars(select(Person.name)).all()


def test_a_series_that_there_is_not_is_refused_by_its_name(app: WebinarsApp) -> None:
    answer = app.test_cli_runner().invoke(args=["privacy", "purge", "nowhere"])

    assert answer.exit_code == 1
    assert "No series has the address “nowhere”." in answer.output


def test_closing_seals_exports_redirects_and_purges(
    db: Db, app: WebinarsApp, client: FlaskClient, held: Sitting
) -> None:
    series = held.webinar.series
    series.published_at = held.webinar.announced_at = NOON - timedelta(days=40)
    db.flush()
    taken(db, app)

    done = close_series(
        app.engine,
        place_of(app),
        Order(series.slug, "https://archive.example.org/pilot", "EXAMPLE/26", "test"),
        now=NOON,
        dry_run=False,
    )

    folder = app.settings.data / "closed" / series.slug
    assert {one.name for one in folder.iterdir()} == {name for name, _ in done.exported}
    assert {"pack.zip", "dossier-ar.pdf", "closing.json"} <= {one.name for one in folder.iterdir()}
    assert done.purged.persons == 3
    moved = client.get(f"/series/{series.slug}")
    assert (moved.status_code, moved.location) == (301, "https://archive.example.org/pilot")
    assert db.scalars(select(Series.closed_at)).all() == [NOON]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "archive", "//evil.example"])
def test_it_leads_to_a_web_address_only_and_does_nothing_else(
    app: WebinarsApp, db: Db, held: Sitting, address: str
) -> None:
    with pytest.raises(NoAddress):
        close_series(
            app.engine,
            place_of(app),
            Order(held.webinar.series.slug, address, "EXAMPLE/26", "test"),
            now=NOON,
            dry_run=False,
        )
    assert db.scalars(select(Series.moved_to)).all() == [""]


def test_a_dry_run_of_closing_says_what_would_be_done(
    app: WebinarsApp, db: Db, held: Sitting
) -> None:
    slug = held.webinar.series.slug
    command = ["privacy", "close", slug, "--moved-to", "https://a.example", "--mandate", "X"]

    said = app.test_cli_runner().invoke(args=[*command, "--dry-run"])
    told = json.loads(said.output)

    assert told["dry_run"]
    assert told["purged"]["persons"] == 3
    assert not (app.settings.data / "closed").exists()
    assert db.scalars(select(Series.closed_at)).all() == [None]
