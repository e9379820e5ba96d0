"""A questionnaire in a real browser: on a phone without scripts, and kept on it with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from tests.browser.looking import a_page, axe, no_sideways_scroll
from tests.factories.feedback import NOON, make_invitations
from tests.servers.databases import Databases
from tests.servers.houses import house, served
from webinars.database.unit import reading, unit_of_work
from webinars.feedback.models import Answer, Response
from webinars.kernel.tokens import Purpose
from webinars.web.requests import WebinarsApp

pytestmark = pytest.mark.browser

WORDS = "Mehr Zeit für Fragen."


@dataclass(frozen=True)
class Asked:
    app: WebinarsApp
    links: list[str]
    """Of three people who were asked, none of whom has answered."""

    def answers(self) -> int:
        with reading(self.app.engine) as db:
            return db.scalar(select(func.count()).select_from(Response)) or 0


@pytest.fixture
def asked(tmp_path: Path, sqlite: Databases) -> Iterator[Asked]:
    app = house(tmp_path, sqlite, now=NOON + timedelta(hours=1))
    with unit_of_work(app.engine) as db:
        ids = [one.public_id for one in make_invitations(db, 3)]
    tokens = [app.keyring.token(Purpose.FEEDBACK, one, 1) for one in ids]
    with served(app) as address:
        yield Asked(app, [f"{address}/feedback/{token}" for token in tokens])


def test_a_respondent_in_chinese_answers_on_a_phone_without_scripts(
    browser: Browser, asked: Asked
) -> None:
    with a_page(browser, width=360, language="zh", script=False) as page:
        page.goto(asked.links[0])
        assert page.locator("html").get_attribute("lang") == "zh"
        assert "Send my answers" not in page.inner_text("main")
        page.check("[name=relevance][value='5']")
        page.check("[name=recommend][value='10']")
        page.fill("[name=comment]", "很好。")
        page.locator("main form button:not([type=button])").click()
        expect(page.locator("code.receipt")).to_be_visible()

        page.goto(asked.links[0])  # once only
        expect(page.locator("main")).not_to_contain_text("relevance")

    assert asked.answers() == 1
    with reading(asked.app.engine) as db:
        assert set(db.scalars(select(Answer.value))) == {"5", "10", "很好。"}


def test_a_draft_stays_on_the_device_until_it_is_sent(browser: Browser, asked: Asked) -> None:
    with a_page(browser, width=360) as page:
        page.goto(asked.links[1])
        page.check("[name=relevance][value='4']")
        page.fill("[name=comment]", WORDS)
        assert page.locator("[data-again]").is_hidden()

        page.reload()

        expect(page.locator("[data-again]")).to_be_visible()
        assert page.is_checked("[name=relevance][value='4']")
        assert page.input_value("[name=comment]") == WORDS
        assert axe(page) == []
        assert no_sideways_scroll(page)
        assert asked.answers() == 0
        page.get_by_role("button", name="Send my answers").click()
        expect(page.locator("code.receipt")).to_be_visible()
        assert drafts(page) == 0

    assert asked.answers() == 1


def test_a_draft_is_erased_from_the_device(browser: Browser, asked: Asked) -> None:
    with a_page(browser) as page:
        page.goto(asked.links[2])
        page.fill("[name=comment]", WORDS)
        page.reload()
        page.get_by_role("button", name="Erase it from this device").click()

        assert page.input_value("[name=comment]") == ""
        assert drafts(page) == 0


def drafts(page: Page) -> int:
    return int(page.evaluate("localStorage.length"))
