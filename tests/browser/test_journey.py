"""One webinar from plan to evidence in a real browser, as four people; the clock moves between.

Otto of the Secretariat, at a desk; Amina, a delegate with a telephone, in Arabic
and without script; Eva, who evaluates; Ana, who administers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Route
from sqlalchemy import select

from tests.browser.hands import Hands, hands
from tests.browser.looking import Look
from tests.factories.accounts import make_account
from tests.factories.recordings import ENGLISH, film
from tests.integration.journey import walk
from tests.integration.journey.walk import World
from tests.servers.databases import Databases
from tests.servers.houses import house, served
from webinars.accounts.models import Account, Role
from webinars.accounts.passwords import hashed
from webinars.database.engine import open_engine
from webinars.database.unit import reading, unit_of_work
from webinars.journal.queries import walk as walk_journal

DESK: Look = {"width": 1280, "language": "en", "zone": "Europe/Zurich"}
PHONE: Look = {"width": 360, "language": "ar", "script": False}
PASSWORD = "a rather long walk"
AMINA = "amina@office.example"
LEAST = 8
"""Interactions within which somebody on a telephone is registered."""

DESK_PAGE = "/secretariat/webinars/asking"
ROOM = "https://room.example/j/7"
CAPTIONS = {"kind": "captions", "language": "en", "review": "verified", "reviewer": "Otto Muster"}
HELD = {"started_on": "2027-03-10", "started": "13:00", "ended_on": "2027-03-10", "ended": "14:32"}

pytestmark = pytest.mark.browser


@pytest.fixture
def world(tmp_path: Path, sqlite: Databases) -> World:
    """A house with States, a questionnaire, and three people who have a password."""
    app = house(tmp_path, sqlite, walk.settled)
    engine = app.engine = open_engine(app.settings.database_url)
    world = World(app, engine)
    with unit_of_work(engine) as db:
        make_account(db, role=Role.ADMINISTRATOR, email="administrator@example.org", name="Ana")
        for account in db.scalars(select(Account)):
            account.password_hash = hashed(PASSWORD, about=())
    return world


def at(hour: int, minute: int = 0) -> datetime:
    """Return an hour of the day of the sitting, in UTC."""
    return walk.HELD.replace(hour=hour, minute=minute)


@contextmanager
def staff(browser: Browser, address: str, role: Role, look: Look = DESK) -> Iterator[Hands]:
    """Come in by the link at the foot of the home page, with address and password."""
    with hands(browser, address, **look) as person:
        person.open("/")
        person.link("Sign in for staff")
        assert person.page.url == f"{address}/sign-in"
        person.write({"email": f"{role}@example.org", "password": PASSWORD})
        person.button("Sign in")
        yield person


def test_four_people_carry_one_webinar_from_plan_to_evidence(
    browser: Browser, world: World
) -> None:
    with served(world.app) as address:
        come_together(browser, address, world)
        keep_what_was(browser, address, world)
        judge_it(browser, address, world)
    with reading(world.engine) as db:
        assert walk_journal(db).whole


def come_together(browser: Browser, address: str, world: World) -> None:
    """Plan, announce, register, remind, join."""
    with staff(browser, address, Role.SECRETARIAT) as otto:
        plan(otto)
    with hands(browser, address, **PHONE) as amina:
        register(browser, amina)
        world.work()
        mine = prove(browser, amina, world)
        world.now = walk.HELD - timedelta(hours=23, minutes=55)
        world.work()
        assert len(world.letters(AMINA)) == 3  # the confirmation, how to join, and a reminder
        join(amina, world, mine)


def keep_what_was(browser: Browser, address: str, world: World) -> None:
    """Attend, record, ask."""
    world.now = at(13, 40)
    with staff(browser, address, Role.SECRETARIAT) as otto:
        record_times(otto)
        world.work()
        world.now = at(15)
        count(otto)
        world.work()
        publish(otto)
    with hands(browser, address, **PHONE) as amina:
        watch(amina)
        answer(browser, amina, world)


def judge_it(browser: Browser, address: str, world: World) -> None:
    """Count; and close the door behind the evaluator."""
    with staff(browser, address, Role.EVALUATOR) as eva:
        evaluate(browser, eva, world)
        with staff(browser, address, Role.ADMINISTRATOR) as ana:
            administer(ana)
        eva.open("/evaluation/")
        assert eva.page.url.startswith(f"{address}/sign-in")


def plan(otto: Hands) -> None:
    """Series, webinar, two texts, a sitting; announced and opened at once."""
    otto.link("Series")
    otto.link("Create a series")
    otto.write(walk.SERIES)
    otto.button("Create the series")
    otto.link("Plan a webinar")
    otto.write(walk.WEBINAR)
    otto.button("Plan the webinar")
    for language, text in (("Arabic", walk.ARABIC_TEXT), ("English", walk.ENGLISH_TEXT)):
        otto.link(f"Write in this language: {language}")
        otto.write(text)
        otto.button("Save")
        otto.open(DESK_PAGE)
    otto.link("Add a sitting")
    otto.write(walk.SITTING)
    otto.button("Add the sitting")
    otto.link("Announce")
    otto.write({"opening": "yes"})
    otto.button("Announce the webinar")
    otto.link("Public page")
    assert otto.heading() == "Asking first"


def register(browser: Browser, amina: Hands) -> None:
    """From the webinar's page to *Check your mail*, with few touches and no script."""
    amina.open("/?lang=ar")
    assert amina.faults(browser) == []
    amina.open("/webinars/asking?lang=ar")
    assert (amina.page.get_attribute("html", "dir"), amina.heading()) == ("rtl", "السؤال أولا")
    amina.interactions = 0
    amina.press("main a.btn[href*='/register']")
    assert amina.faults(browser) == []
    amina.write({"name": "Amina Mfano", "email": "Amina@OFFICE.example.", "state": "KE"})
    amina.press("main form button")
    assert amina.page.url.endswith("/check-your-mail")
    assert amina.interactions <= LEAST


def prove(browser: Browser, amina: Hands, world: World) -> str:
    """Open her page from the letter and press its one button; return the page's path."""
    [letter] = world.letters(AMINA)
    assert "room.example" not in letter.as_string()
    mine = walk.link_in(letter, "/my/")
    amina.open(mine)
    assert amina.page.locator("main button:visible").count() == 1
    amina.press("main button:visible")
    assert amina.faults(browser) == []
    return mine


def join(amina: Hands, world: World, mine: str) -> None:
    """No way in before the quarter of an hour; within it the press, and only that, leads in."""
    amina.page.context.route(f"{ROOM}**", the_room)
    world.now = at(11, 44)
    amina.open(mine)
    assert amina.page.locator("main a[href^='/join/']").count() == 0
    world.now = at(11, 46)
    amina.open(mine)
    assert "room.example" not in amina.page.content()
    amina.press("main a.btn[href^='/join/']")
    assert "room.example" not in amina.page.content()
    sent: list[tuple[str, str]] = []
    amina.page.on("request", lambda request: sent.append((request.method, request.url)))
    amina.page.click("main form button")
    amina.page.wait_for_url(ROOM)
    gate = next(url for method, url in sent if method == "POST")
    assert "/join/" in gate
    assert ("GET", ROOM) in sent[1:]


def the_room(route: Route) -> None:
    route.fulfill(body="The room", content_type="text/html")


def record_times(otto: Hands) -> None:
    otto.open(DESK_PAGE)
    otto.link("Attendance")
    otto.write(HELD)
    otto.button("Record these times")


def count(otto: Hands) -> None:
    """Read the room's report and sign it."""
    otto.choose_file("attendee.csv", "text/csv", walk.REPORT.encode())
    otto.write({"zone": "Europe/Zurich"})
    otto.button("Read the file")
    assert "Somebody Unknown" in otto.text()
    otto.link("Sign off")
    otto.button("Sign off")
    assert otto.heading() == "Signed off: it counts"


def publish(otto: Hands) -> None:
    """Film, captions that a person has checked, and the recording is public."""
    otto.open(DESK_PAGE)
    otto.link("Recording")
    otto.write({"kind": "original"})
    otto.choose_file("film.mp4", "video/mp4", film())
    otto.send("Keep this file")
    otto.write(CAPTIONS)
    otto.choose_file("en.vtt", "text/vtt", ENGLISH.encode())
    otto.send("Keep this file")
    otto.button("Publish the recording")
    otto.link("See the page")
    assert otto.page.locator("video track[srclang=en]").count() == 1


def watch(amina: Hands) -> None:
    amina.open("/recordings?lang=ar")
    amina.press("main a[href^='/recordings/']")
    assert amina.page.locator("video source").count() == 1


def answer(browser: Browser, amina: Hands, world: World) -> None:
    """Answer from the letter that asks, once."""
    [asked] = [one for one in world.letters(AMINA) if "/feedback/" in walk.letter_text(one)]
    page = walk.link_in(asked, "/feedback/")
    amina.open(page)
    assert amina.faults(browser) == []
    amina.write({"relevance": "5", "recommend": "9"})
    amina.press("main form button")
    assert amina.page.locator("code.receipt").count() == 1
    amina.open(page)
    assert amina.page.locator("main form").count() == 0


def evaluate(browser: Browser, eva: Hands, world: World) -> None:
    """Take a snapshot, read the coverage, and download the workbook."""
    eva.button("Take a snapshot now")
    world.work()
    eva.open("/evaluation/")
    assert "1 of 194" in eva.text()
    assert eva.faults(browser) == []
    with eva.page.expect_download() as coming:
        eva.page.get_by_role("link", name="Download the workbook").click()
    assert coming.value.suggested_filename == "evaluation.xlsx"
    book = load_workbook(BytesIO(coming.value.path().read_bytes()))
    assert "codebook" in book.sheetnames


def administer(ana: Hands) -> None:
    """See that no letter was given up, and close the evaluator's account."""
    ana.link("Letters")
    assert "0 given up" in ana.text()
    assert "Am…@office.example" in ana.text()
    assert AMINA not in ana.text()
    ana.link("Only those that were given up")
    assert "There are none." in ana.text()
    ana.link("Accounts")
    ana.link("The evaluator")
    ana.button("Close this account")
    assert "This account is closed since" in ana.text()
