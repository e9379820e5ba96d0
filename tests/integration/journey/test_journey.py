"""Plan, announce, register, remind, join, attend, record, ask, count: over HTTP alone."""

from collections.abc import Iterator

import pytest
from icalendar import Calendar

from config import Settings
from tests.conftest import opened
from tests.integration.journey import walk
from tests.integration.journey.walk import World
from tests.servers.databases import Databases, built_database
from webinars.app.building import create_app
from webinars.database.unit import reading
from webinars.journal.queries import walk as walk_journal


@pytest.fixture
def world(databases: Databases, settings: Settings) -> Iterator[World]:
    with built_database(databases, walk.settled) as url, opened(url) as engine:
        yield World(create_app(settings, engine=engine), engine)


def test_one_webinar_is_carried_from_plan_to_evidence(world: World) -> None:
    page = walk.plan(world)
    assert "السؤال أولا" in world.delegate().get(page, query_string={"lang": "ar"}).text
    [event] = Calendar.from_ical(world.delegate().get("/programme.ics").data).walk("VEVENT")
    assert event["SUMMARY"] == "Asking first"

    _mine, gate = walk.register(world)
    walk.join(world, gate)
    walk.attend(world)
    walk.answer(world)
    recording = walk.record(world)

    assert "<track" in world.delegate().get(recording).text
    for told in ("1 of 194", "Registered", "Attended", "Walk-in"):
        assert told in walk.figures(world)
    assert "1 of 194" in world.delegate().get("/indicators").text
    with reading(world.engine) as db:
        verdict = walk_journal(db)
    assert (verdict.whole, verdict.sealed > 10) == (True, True)


def test_a_reminder_goes_to_a_proven_address_alone(world: World) -> None:
    walk.plan(world)
    walk.register(world)
    world.now = walk.HELD.replace(day=9, hour=12, minute=5)

    world.work()

    subjects = [str(letter["Subject"]) for letter in world.letters("amina@office.example")]
    assert [one.partition(":")[0] for one in subjects] == ["تم تسجيلك", "كيفية الانضمام", "تذكير"]
