"""From the press of *Join now* to the signature under an attendance file, in a real browser."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page
from werkzeug.wrappers import Request, Response

from tests.browser.looking import Look, a_page, axe, no_sideways_scroll, open_details
from tests.conftest import NOON
from tests.factories.accounts import make_account
from tests.factories.attendance import (
    FILES,
    OFFICER,
    make_held_sitting,
    make_holding,
)
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.servers.databases import Databases
from tests.servers.houses import cookie_of, house, served
from webinars.accounts.models import Role
from webinars.attendance.models import CheckInHow
from webinars.attendance.operations import check_in, declare_rule, issue
from webinars.database import Db
from webinars.database.unit import unit_of_work
from webinars.kernel.tokens import Purpose
from webinars.web.requests import WebinarsApp

LOOKS: dict[str, Look] = {
    "wide": {"width": 1280, "language": "en"},
    "telephone, right to left": {"width": 360, "language": "ar"},
}
MISSION = [("Amina Mfano", "mission@example.int"), ("Jean Exemple", "mission@example.int")]

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Site:
    address: str
    room: str
    gate: str
    """Of a registration whose sitting begins in eight minutes."""
    sitting: str
    """Public id of a sitting of the past, at the time of the files."""
    cookie: str
    """Of an officer who is signed in."""
    certified: str
    """Path of the own page of Ana, who has a certificate."""
    entrance: tuple[str, str, str]
    """Paths of the list, of a person's code, and of the certificates, of a hybrid sitting."""

    @property
    def attendance(self) -> str:
        return f"{self.address}/secretariat/sittings/{self.sitting}/attendance"


@Request.application
def live_room(request: Request) -> Response:
    """Be the provider: say who sent the visitor here, if that is told."""
    return Response(f"The room. Referer: {request.headers.get('Referer')}", mimetype="text/html")


@pytest.fixture
def site(tmp_path: Path, sqlite: Databases) -> Iterator[Site]:
    app = house(tmp_path, sqlite, now=NOON)
    with ExitStack() as stack:
        room = stack.enter_context(served(live_room))
        address = stack.enter_context(served(app))
        with unit_of_work(app.engine) as db:
            site = _filled(app, db, address, room)
        yield site


def _filled(app: WebinarsApp, db: Db, address: str, room: str) -> Site:
    past = make_held_sitting(db)
    for name, mailbox in MISSION:
        before = past.starts_at - timedelta(days=2)
        make_registration(db, sitting=past, name=name, address=mailbox, now=before)
    hybrid = make_sitting(db, starts_at=NOON - timedelta(hours=1), minutes=50, venue="Geneva")
    declare_rule(db, webinar=hybrid.webinar, minutes=30, by=OFFICER, now=NOON - timedelta(days=9))
    yesterday, ana = NOON - timedelta(days=1), ("Ana Ejemplo", "ana@example.org")
    hers = make_registration(db, sitting=hybrid, name=ana[0], address=ana[1], now=yesterday)
    make_holding(db, sitting=hybrid, ends=50, now=NOON)
    listed, came = CheckInHow.LIST, hybrid.starts_at
    check_in(db, sitting=hybrid, registration=hers, how=listed, by=OFFICER, now=came)
    issue(db, webinar=hybrid.webinar, now=NOON)
    soon = make_sitting(db, starts_at=NOON + timedelta(minutes=8))
    soon.rooms[0].link = room
    joining = make_registration(db, sitting=soon, now=NOON - timedelta(days=1))
    return Site(
        address=address,
        room=room,
        gate=f"{address}/join/{app.keyring.token(Purpose.JOIN, joining.public_id, 1)}",
        sitting=past.public_id,
        cookie=cookie_of(app, db, make_account(db, role=Role.SECRETARIAT)),
        certified=f"/my/{app.keyring.token(Purpose.MY, hers.public_id, 1)}",
        entrance=(
            f"/secretariat/sittings/{hybrid.public_id}/entrance",
            f"/secretariat/check-in/{hers.public_id}",
            f"/secretariat/webinars/{hybrid.webinar.slug}/certificates",
        ),
    )


def signed_in(page: Page, site: Site) -> Page:
    page.context.add_cookies([{"name": "webinars", "value": site.cookie, "url": site.address}])
    return page


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_the_press_leads_to_the_room_and_back_leads_to_the_gate(
    browser: Browser, site: Site, look: Look
) -> None:
    with a_page(browser, **look) as page:
        page.goto(site.gate)
        assert axe(page) == []
        assert no_sideways_scroll(page)
        page.locator("form button").first.click()
        page.wait_for_url(f"{site.room}/**")
        assert page.inner_text("body") == "The room. Referer: None"
        page.go_back()
        page.wait_for_url(f"{site.gate}*")


def test_a_file_with_a_question_and_unmatched_people_comes_to_be_signed(
    browser: Browser, site: Site
) -> None:
    with a_page(browser, width=1280, language="en") as page:
        signed_in(page, site).goto(site.attendance)
        page.set_input_files("[name=file]", FILES / "shared_mailbox.csv")
        page.click("text=Read the file")
        assert page.inner_text("h1") == "Has a question"
        page.fill("[name=zone]", "Europe/Zurich")
        page.click("text=Read the file again")
        assert page.inner_text("h1") == "Read, not signed off"
        page.click("#row-10 >> text=This is Amina Mfano")
        page.click("#row-11 >> text=This is Jean Exemple")
        page.click("#row-13 >> summary")
        page.click("#row-13 >> button:has-text('Nobody who registered')")
        assert page.locator("text=2 people are not matched").is_visible()
        page.click("a.btn:has-text('Sign off')")
        assert page.inner_text("h1") == "Sign off this attendance file?"
        page.click("main button:has-text('Sign off')")
        assert page.inner_text("h1") == "Signed off: it counts"


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
@pytest.mark.parametrize("name", ["shared_mailbox.csv", "another_day.csv"])
def test_the_pages_of_a_file_are_for_everyone(
    browser: Browser, site: Site, look: Look, name: str
) -> None:
    with a_page(browser, **look) as page:
        signed_in(page, site).goto(site.attendance)
        page.set_input_files("[name=file]", FILES / name)
        page.fill("[name=zone]", "Europe/Zurich")
        page.locator("form[enctype] button").click()
        for _ in range(2):
            open_details(page)
            assert axe(page) == []
            assert no_sideways_scroll(page)
            page.goto(site.attendance)


AMBIGUOUS = b"""Name (original name),Email,Join time,Leave time,Duration (minutes),Guest
Amina Mfano,mission@example.int,02/03/2025 07:31:00 PM,02/03/2025 08:31:00 PM,60,Yes
Jean Exemple,mission@example.int,02/03/2025 07:35:00 PM,02/03/2025 08:55:00 PM,80,Yes
Call-in User_2,,02/03/2025 07:40:00 PM,02/03/2025 08:10:00 PM,30,Yes
Rehearsal,,01/31/2025 07:40:00 PM,01/31/2025 07:50:00 PM,10,Yes
Saved again,,31/01/2025 07:40:00 PM,31/01/2025 07:50:00 PM,10,Yes
"""


def test_an_ambiguous_date_and_three_unmatched_people_come_to_be_signed(
    browser: Browser, site: Site
) -> None:
    with a_page(browser, width=1280, language="en") as page:
        signed_in(page, site).goto(site.attendance)
        file: FilePayload = {"name": "p.csv", "mimeType": "text/csv", "buffer": AMBIGUOUS}
        page.set_input_files("[name=file]", files=[file])
        page.fill("[name=zone]", "Europe/Zurich")
        page.click("text=Read the file")
        assert page.inner_text("h1") == "Has a question"
        assert "Some dates of this file have the month first" in page.inner_text("main")
        assert axe(page) == []
        page.check("[name=date_order][value=mdy]")
        page.click("text=Read the file again")
        assert page.inner_text("h1") == "Read, not signed off"
        assert "Zoom, participants of a meeting" in page.inner_text("main")
        assert page.locator("text=Row 6: Its join or leave time is not a date").count() == 1
        page.click("#row-2 >> text=This is Amina Mfano")
        page.click("#row-3 >> text=This is Jean Exemple")
        page.click("#row-4 >> summary")
        page.click("#row-4 >> button:has-text('Nobody who registered')")
        sign(page)


def sign(page: Page) -> None:
    page.click("a.btn:has-text('Sign off')")
    page.click("main button:has-text('Sign off')")
    assert page.inner_text("h1") == "Signed off: it counts"


def test_a_certificate_is_checked_by_a_stranger(browser: Browser, site: Site) -> None:
    with a_page(browser, width=360, language="ar") as page:
        page.goto(f"{site.address}{site.certified}")
        assert axe(page) == []
        assert no_sideways_scroll(page)
        code = page.inner_text("a[href^='/certificates/']")
        assert paper_of(page).startswith(b"%PDF")
    with a_page(browser, width=1280, language="en") as page:
        page.goto(f"{site.address}/certificates")
        assert axe(page) == []
        page.fill("#code", f" {code[:13].upper()} {code[13:]} ")
        page.click("main button")
        assert page.inner_text("h1") == "This certificate is valid"
        assert "Ana Ejemplo" in page.inner_text("main")
        assert axe(page) == []
        withdraw(page, site, code)
        page.goto(f"{site.address}/certificates/{code}")
        assert page.inner_text("h1") == "This certificate was withdrawn"
        assert "Ana Ejemplo" not in page.inner_text("main")


def paper_of(page: Page) -> bytes:
    """Return the certificate in Arabic, saved as a reader would save it."""
    link = page.locator("a[hreflang=ar][type]")
    link.evaluate("link => { link.download = 'certificate.pdf' }")
    with page.expect_download() as paper:
        link.click()
    return Path(paper.value.path()).read_bytes()


def withdraw(page: Page, site: Site, code: str) -> None:
    signed_in(page, site).goto(f"{site.address}/secretariat/certificates/{code}/withdraw")
    page.fill("[name=reason]", "Issued to another person")
    page.click("main button")


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_the_entrance_is_for_everyone(browser: Browser, site: Site, look: Look) -> None:
    with a_page(browser, **look) as page:
        signed_in(page, site)
        for path in site.entrance:
            page.goto(f"{site.address}{path}")
            open_details(page)
            assert axe(page) == []
            assert no_sideways_scroll(page)
