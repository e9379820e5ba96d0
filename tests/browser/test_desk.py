"""The public pages and the Secretariat's in a browser: readable by all, usable with no script."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import Look, a_page, axe, no_sideways_scroll, open_details
from tests.conftest import NOON, with_states
from tests.factories.accounts import make_account
from tests.factories.desk import make_full_webinar, make_past_webinar, make_recording
from tests.factories.programme import make_series
from tests.factories.registrations import make_registrations
from tests.servers.databases import Databases
from tests.servers.houses import cookie_of, house, served
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.database.unit import unit_of_work
from webinars.web.requests import WebinarsApp

LOOKS: dict[str, Look] = {
    "wide": {"width": 1280, "language": "en"},
    "telephone, right to left": {"width": 360, "language": "ar"},
    "narrow and dark": {"width": 320, "language": "zh", "dark": True},
}
PUBLIC = ["/", "/programme", "/series/pilot", "/webinars/coming", "/webinars/held", "/privacy"]
STAFF = [
    "/secretariat/",
    "/secretariat/series/pilot/gaps",
    "/secretariat/topics",
    "/secretariat/webinars/coming",
    "/secretariat/webinars/coming/agenda",
    "/secretariat/webinars/coming/appearances",
    "/secretariat/webinars/coming/checklist",
    "/secretariat/webinars/coming/materials",
    "/secretariat/webinars/coming/wishes",
    "/secretariat/webinars/held",
    "/secretariat/series/pilot",
    "/secretariat/series/pilot/draft?week=3&weekday=3&hour=13:00&zone=UTC&minutes=90&language=en",
    "/secretariat/series/pilot/shift?start=coming&hour=15:00",
    "/secretariat/series/pilot/preview/en",
    "/secretariat/webinars/coming/messages/new",
    "/secretariat/clocks",
]

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Site:
    address: str
    sitting: str
    """Public id of the first sitting to come."""
    cookie: str
    """Of an officer who is signed in."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, sqlite: Databases) -> Iterator[Site]:
    app = house(tmp_path_factory.mktemp("desk"), sqlite, with_states, now=NOON)
    with unit_of_work(app.engine) as db:
        rows = furnished(app, db)
    with served(app) as address:
        yield Site(address, **rows)


def furnished(app: WebinarsApp, db: Db) -> dict[str, str]:
    """Keep one webinar held and one to come; return what a `Site` says of them."""
    series = make_series(db, slug="pilot")
    held = make_past_webinar(db, series=series, slug="held")
    make_recording(db, sitting=held.sittings[0])
    coming = make_full_webinar(db, series=series, slug="coming", sittings=2)
    make_registrations(db, sitting=coming.sittings[0], count=3)
    return {
        "sitting": coming.sittings[0].public_id,
        "cookie": cookie_of(app, db, make_account(db, role=Role.SECRETARIAT)),
    }


def sign_in(page: Page, site: Site) -> None:
    page.context.add_cookies([{"name": "webinars", "value": site.cookie, "url": site.address}])


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_for_everyone(browser: Browser, site: Site, look: str, path: str) -> None:
    with a_page(browser, **LOOKS[look]) as page:
        page.goto(f"{site.address}{path}?zone=Africa/Nairobi")
        open_details(page)

        assert axe(page) == []
        assert no_sideways_scroll(page)


@pytest.mark.parametrize("look", ["wide", "telephone, right to left"])
@pytest.mark.parametrize("path", STAFF)
def test_a_page_of_the_secretariat_is_too(
    browser: Browser, site: Site, look: str, path: str
) -> None:
    with a_page(browser, **LOOKS[look]) as page:
        sign_in(page, site)
        page.goto(site.address + path)

        assert axe(page) == []
        assert no_sideways_scroll(page)


def test_a_city_is_chosen_without_script_and_kept(browser: Browser, site: Site) -> None:
    with a_page(browser, script=False) as page:
        page.goto(f"{site.address}/webinars/coming")
        page.select_option("#zone", "Asia/Kathmandu")
        page.get_by_role("button", name="Show its hours").click()
        chosen = page.inner_text("main")
        page.goto(site.address)

        assert "17:45 to 19:15" in chosen
        assert "in Kathmandu, announced as 13:00 in Geneva" in page.inner_text("main")


def test_a_sitting_is_moved_without_script_after_a_look_at_who_is_told(
    browser: Browser, site: Site
) -> None:
    with a_page(browser, script=False) as page:
        sign_in(page, site)
        page.goto(f"{site.address}/secretariat/webinars/coming/reschedule/{site.sitting}")
        page.fill("[name=day]", "2027-03-12")
        page.fill("[name=reason]", "The hall is closed.")
        page.get_by_role("button", name="See what will be sent").click()
        shown = page.inner_text("main")
        page.get_by_role("button", name="Move it and write to 3 persons").click()

        assert "3 persons will be written to." in shown
        assert "3 letters leave in two minutes" in page.inner_text("main")
        assert "Friday 12 March 2027" in page.inner_text("main")
        page.get_by_role("button", name="Undo").click()

        assert "Taken back. No letter about it leaves" in page.inner_text("main")
        assert "Wednesday 10 March 2027" in page.inner_text("main")
