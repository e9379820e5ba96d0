"""From the form to one's own page in a real browser: on a telephone, without scripts, in Arabic."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from tests.browser.looking import Look, a_page, axe, no_sideways_scroll, open_details
from tests.conftest import NOON, with_states
from tests.factories.people import AMINA
from tests.factories.programme import TENTH_OF_MARCH, make_text, make_webinar
from tests.servers.databases import Databases
from tests.servers.houses import house, served
from webinars.app.letters import render
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.programme.models import Promise, PromisedPart
from webinars.web.requests import WebinarsApp

LOOKS: dict[str, Look] = {
    "wide": {"width": 1280, "language": "en"},
    "narrow and dark": {"width": 320, "language": "en", "dark": True},
    "telephone, right to left": {"width": 360, "language": "ar"},
}
MOST_TOUCHES = 8

pytestmark = pytest.mark.browser


class Site:
    """The running product with one webinar of two sittings, and its outbox."""

    def __init__(self, app: WebinarsApp, address: str) -> None:
        self.app, self.address = app, address
        with unit_of_work(app.engine) as db:
            webinar = make_webinar(db, sittings=2, title="What a small office needs first")
            arabic = make_text(title="ما يحتاج إليه المكتب الصغير أولًا", language=Language.ARABIC)
            webinar.texts.append(arabic)
            part = PromisedPart.INTERPRETATION
            webinar.promises.append(Promise(part=part, language="ar", promised_at=NOON))
            self.form = f"{address}/sittings/{webinar.sittings[0].public_id}/register"

    def newest_link(self) -> str:
        """Return the link of the newest letter, as it will be sent."""
        with reading(self.app.engine) as db:
            letter = db.scalars(select(Letter).order_by(Letter.id.desc())).first()
        assert letter is not None
        content = render(self.app, letter, self.app.clock())
        assert content is not None
        found = re.search(r"/my/\w+", content.text)
        assert found is not None
        return self.address + found[0]


@pytest.fixture
def site(tmp_path: Path, sqlite: Databases) -> Iterator[Site]:
    app = house(tmp_path, sqlite, with_states, now=NOON)
    with served(app) as address:
        yield Site(app, address)


def fill(page: Page) -> int:
    """Answer what is needed, and send it; return how many touches that took."""
    page.fill("[name=name]", AMINA[0])
    page.fill("[name=email]", AMINA[1])
    page.select_option("[name=state]", "KE")
    page.locator("main form button").click()
    return 4


def test_a_delegate_registers_without_scripts_on_a_telephone_in_arabic(
    browser: Browser, site: Site
) -> None:
    with a_page(browser, width=360, language="ar", script=False) as page:
        page.goto(site.form)
        assert page.locator("html").get_attribute("dir") == "rtl"
        touches = fill(page)
        page.wait_for_url("**/check-your-mail")

        page.goto(site.newest_link())
        page.locator("main form button").first.click()
        page.wait_for_url("**/my/*done=opened")
        assert touches + 2 <= MOST_TOUCHES

        site.app.clock = lambda: TENTH_OF_MARCH - timedelta(minutes=5)
        page.reload()
        assert "/join/" in str(page.locator("main a.btn").get_attribute("href"))


def test_the_state_is_asked_of_those_who_come_for_one(browser: Browser, site: Site) -> None:
    with a_page(browser) as page:
        page.goto(site.form)
        for category, state, organisation in (
            ("state", True, False),
            ("igo", False, True),
            ("other", False, True),
        ):
            page.check(f"[name=category][value={category}]")
            assert page.locator("[name=state]").is_visible() is state
            assert page.locator("[name=organisation]").is_visible() is organisation


def test_faults_are_shown_first_and_lead_to_their_questions(browser: Browser, site: Site) -> None:
    with a_page(browser, width=360) as page:
        page.goto(site.form)
        page.fill("[name=email]", "amina@office")
        page.locator("main form button").click()
        page.wait_for_selector(".errs")
        assert page.evaluate("document.activeElement.className") == "errs"
        assert axe(page) == []
        page.locator(".errs a").first.click()
        assert page.evaluate("document.activeElement.name") == "name"
        assert page.input_value("[name=email]") == "amina@office"


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_every_page_of_the_way_is_for_everyone(browser: Browser, site: Site, look: Look) -> None:
    with a_page(browser, **look) as page:
        page.goto(site.form)
        seen(page)
        fill(page)
        seen(page)
        for path in ("", "/erase"):
            page.goto(site.newest_link() + path)
            seen(page)
        page.goto(f"{site.address}/my")
        seen(page)
        page.goto(site.newest_link())
        page.locator("main form button").first.click()
        page.wait_for_url("**/my/*done=opened")
        seen(page)


def seen(page: Page) -> None:
    open_details(page)
    assert axe(page) == [], page.url
    assert no_sideways_scroll(page), page.url


def test_one_cancels_and_comes_back_by_the_buttons(browser: Browser, site: Site) -> None:
    with a_page(browser, width=360) as page:
        page.goto(site.form)
        fill(page)
        page.goto(site.newest_link())
        open_details(page)
        page.click("text=Cancel my registration")
        page.wait_for_url("**/my/*done=cancelled")
        assert page.inner_text("h1") == "You are not registered any more"
        page.locator("main form button").first.click()
        page.wait_for_url("**/my/*done=back")
        assert page.inner_text("h1") == "You are registered"
