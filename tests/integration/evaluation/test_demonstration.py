"""The demonstration, whole: its traps are there, and two ways of counting agree."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, select

from config import Settings, load
from tests.conftest import opened
from tests.servers.databases import Databases, built_database
from webinars.app.building import create_app
from webinars.app.filling import fill
from webinars.app.rooms import place_of
from webinars.attendance.queries import participation
from webinars.database.unit import reading
from webinars.evaluation.indicators import open_tables, populations
from webinars.evaluation.operations import take_snapshot
from webinars.journal.queries import walk
from webinars.outbox.models import Letter
from webinars.programme.models import Webinar
from webinars.registrations.models import Registration

TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def settings(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """One place for the files of all tests here, on one system."""
    data = str(tmp_path_factory.mktemp(type(databases).__name__))
    return load({"WEBINARS_DATA_DIR": data, "WEBINARS_SECRET_KEY": "no secret, " * 4})


@pytest.fixture(scope="module")
def filled(databases: Databases, settings: Settings) -> Iterator[Engine]:
    """A database with the demonstration, filled once: what a test adds here stays."""
    with built_database(databases) as url, opened(url) as engine:
        assert len(fill(engine, settings, demonstration=True, now=TODAY)) == 4
        yield engine


def test_an_empty_house_says_how_the_first_account_is_made(
    fresh_engine: Engine, settings: Settings
) -> None:
    lines = fill(fresh_engine, settings, demonstration=False, now=TODAY)

    assert lines[0].startswith("Nobody can sign in yet.")
    assert f"WEBINARS_DATA_DIR={settings.data} " in lines[1]
    assert lines[1].endswith("accounts invite EMAIL NAME --role administrator")


def test_the_register_and_the_evaluators_sql_count_alike(
    filled: Engine, settings: Settings
) -> None:
    app = create_app(settings, engine=filled)
    snapshot = take_snapshot(filled, place_of(app), by="test", now=TODAY)
    assert snapshot is not None
    folder = settings.data / "snapshots" / str(snapshot.cut)
    bench = open_tables(folder, at=TODAY)
    by_sql = {
        p.webinar: (p.registered, p.expected, p.joined, p.attended, p.walk_in)
        for p in populations(bench, folder)
    }

    with reading(filled) as db:
        webinars = db.scalars(select(Webinar).order_by(Webinar.id).limit(2)).all()
        for webinar in webinars:
            facts = participation(db, webinar=webinar)
            by_hand = [
                sum(getattr(f, name) for f in facts)
                for name in ("registered", "expected", "joined", "attended", "walk_in")
            ]
            assert list(by_sql[webinar.public_id]) == by_hand


def test_two_webinars_are_past_with_people_from_sixty_members_and_more(filled: Engine) -> None:
    with reading(filled) as db:
        counted = db.execute(
            select(func.count(), func.count(Registration.state_code.distinct())).group_by(
                Registration.webinar_id
            )
        ).all()
        whole = walk(db).whole
        waiting = db.scalar(select(func.count()).where(Letter.sent_at.is_(None)))

    for people, states in counted:
        assert states >= 60
        assert 90 <= people <= 300
    assert whole
    assert waiting == 0  # nobody at example.org is written to


def test_a_second_start_fills_nothing_twice(filled: Engine, settings: Settings) -> None:
    fill(filled, settings, demonstration=True, now=TODAY)

    with reading(filled) as db:
        assert db.scalar(select(func.count()).select_from(Webinar)) == 6
