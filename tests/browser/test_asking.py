"""Somebody asks during a sitting, the moderator answers, and the answer appears by itself."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.looking import Look, a_page, axe, no_sideways_scroll, open_details
from tests.conftest import NOON, with_states
from tests.factories.accounts import make_account
from tests.factories.desk import make_appearance
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.factories.rooms import make_account as make_room_account
from tests.factories.rooms import make_room
from tests.servers.databases import Databases
from tests.servers.houses import cookie_of, house, served
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.database.unit import unit_of_work
from webinars.kernel.tokens import Purpose
from webinars.programme.models import Part
from webinars.web.requests import WebinarsApp

LOOKS: dict[str, Look] = {
    "wide": {"width": 1280, "language": "en"},
    "telephone, right to left": {"width": 360, "language": "ar"},
}
QUESTION = "Who pays the experts once the project is over?"

pytestmark = pytest.mark.browser


class Site:
    """A sitting that runs, somebody who is registered, a moderator and an officer."""

    def __init__(self, app: WebinarsApp, address: str) -> None:
        self.address = address
        with unit_of_work(app.engine) as db:
            self._fill(app, db)

    def _fill(self, app: WebinarsApp, db: Db) -> None:
        sitting = make_sitting(db, starts_at=NOON - timedelta(minutes=20))
        moderator = make_appearance(part=Part.MODERATOR)
        sitting.webinar.appearances.append(moderator)
        mine = make_registration(db, sitting=sitting, now=NOON - timedelta(days=1))
        key = app.keyring.key(Purpose.ROOM_SECRET)
        account = make_room_account(db, key=key, address="https://bbb.example.org")
        make_room(db, account=account, sitting=sitting)
        db.flush()
        self.mine = f"/my/{app.keyring.token(Purpose.MY, mine.public_id, 1)}"
        self.moderator = (
            f"/join/{app.keyring.token(Purpose.JOIN, moderator.public_id, 1)}/questions"
        )
        self.gate = f"/join/{app.keyring.token(Purpose.JOIN, mine.public_id, 1)}"
        self.sitting = f"/secretariat/sittings/{sitting.public_id}"
        self.questions = f"/secretariat/webinars/{sitting.webinar.slug}/questions"
        self.account = f"/administration/rooms/{account.public_id}"
        self.cookies = {
            role: self._cookie(app, db, role) for role in (Role.SECRETARIAT, Role.ADMINISTRATOR)
        }

    def _cookie(self, app: WebinarsApp, db: Db, role: Role) -> str:
        mailbox = f"{role}@example.org"
        return cookie_of(app, db, make_account(db, email=mailbox, role=role))


@pytest.fixture
def site(tmp_path: Path, sqlite: Databases) -> Iterator[Site]:
    app = house(tmp_path, sqlite, with_states, now=NOON)
    with served(app) as address:
        yield Site(app, address)


def hurried(route: Route) -> None:
    """Let the page look for answers each second rather than twice a minute."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('refresh="30"', 'refresh="1"'))


def test_a_question_is_asked_answered_aloud_and_the_answer_appears(
    browser: Browser, site: Site
) -> None:
    with (
        a_page(browser, width=1280, language="en") as delegate,
        a_page(browser, width=360, language="en") as moderator,
    ):
        delegate.goto(site.address + site.mine)
        delegate.click("text=Ask the speakers")
        delegate.fill("[name=q-text]", QUESTION)
        delegate.click("text=Send my question")
        expect(delegate.locator("#floor")).to_contain_text(QUESTION)
        delegate.route(f"**{site.mine}", hurried)
        delegate.goto(site.address + site.mine)

        moderator.goto(site.address + site.moderator)
        expect(moderator.locator("#queue")).to_contain_text(QUESTION)
        moderator.get_by_role("button", name="Answered aloud").click()
        expect(moderator.locator("#queue")).to_contain_text("Answered in the sitting.")

        floor = delegate.locator("#floor")
        expect(floor).to_contain_text("Answered in the sitting.")


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_the_pages_of_rooms_hold_at_each_width(browser: Browser, site: Site, look: Look) -> None:
    with a_page(browser, **look) as page:
        for role, paths in (
            (Role.ADMINISTRATOR, ["/administration/rooms", site.account]),
            (
                Role.SECRETARIAT,
                [f"{site.sitting}/live-room", f"{site.sitting}/board", site.questions],
            ),
        ):
            cookie = {"name": "webinars", "value": site.cookies[role], "url": site.address}
            page.context.add_cookies([cookie])  # type: ignore[list-item]  # same shape
            for path in [*paths, site.moderator, site.gate, f"{site.mine}/questions"]:
                page.goto(site.address + path)
                open_details(page)
                assert axe(page) == [], path
                assert no_sideways_scroll(page), path
