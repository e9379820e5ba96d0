"""A speaker answers by the link of her letter: on a telephone, without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.browser.looking import Look, a_page, axe, no_sideways_scroll, open_details
from tests.conftest import NOON, with_states
from tests.factories.appearing import make_asked
from tests.factories.desk import make_item
from tests.factories.programme import make_text, make_webinar
from tests.servers.databases import Databases
from tests.servers.houses import house, served
from webinars.app.letters import render
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.outbox.models import Letter
from webinars.programme.letters import INVITATION
from webinars.programme.models import Appearance
from webinars.programme.operations.topics import TopicWords, Voice, judge_topic, propose_topic
from webinars.web.requests import WebinarsApp

LOOKS: dict[str, Look] = {
    "wide": {"width": 1280, "language": "en"},
    "narrow and dark": {"width": 320, "language": "fr", "dark": True},
    "telephone, right to left": {"width": 360, "language": "ar"},
}

pytestmark = pytest.mark.browser


class Site:
    """The running product with a webinar, and a speaker who was asked."""

    def __init__(self, app: WebinarsApp, address: str) -> None:
        self.app, self.address = app, address
        with unit_of_work(app.engine) as db:
            webinar = make_webinar(db, slug="one", sittings=2, title="What a small office needs")
            webinar.texts.append(make_text(title="ما يحتاج إليه المكتب", language=Language.ARABIC))
            webinar.agenda = [make_item(place) for place in range(3)]
            make_asked(db, webinar=webinar)
            words = TopicWords(Language.FRENCH, "Tenir un registre", "Pour les petits offices.")
            topic = propose_topic(db, voice=Voice("somebody", "KE"), words=words, now=NOON)
            judge_topic(db, topic=topic, public=True, by="otto", now=NOON)

    def link(self) -> str:
        """Return the link of the invitation, as it will be sent."""
        with reading(self.app.engine) as db:
            letter = db.scalars(select(Letter).where(Letter.kind == INVITATION)).one()
        content = render(self.app, letter, self.app.clock())
        assert content is not None
        found = re.search(r"/appearances/\w+", content.text)
        assert found is not None
        return self.address + found[0]

    def ana(self) -> Appearance:
        with reading(self.app.engine) as db:
            return db.scalars(select(Appearance)).one()


@pytest.fixture
def site(tmp_path: Path, sqlite: Databases) -> Iterator[Site]:
    app = house(tmp_path, sqlite, with_states, now=NOON)
    with served(app) as address:
        yield Site(app, address)


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def test_a_speaker_confirms_by_her_link_on_a_telephone_without_scripts(
    browser: Browser, site: Site
) -> None:
    with a_page(browser, width=360, language="es", script=False) as page:
        page.goto(site.link())
        expect(page.get_by_role("heading", level=1)).to_have_text("¿Participará usted?")
        assert site.ana().confirmed_at is None

        press(page, "Sí, participo")
        expect(page.get_by_role("heading", level=1)).to_have_text("Usted participa")
        press(page, "Sí, se me puede grabar")
        page.get_by_text("Cargo y biografía").click()
        page.get_by_label("Cargo y organización").fill("Jefa de cooperación, Oficina Ejemplo")
        press(page, "Conservar estas")

        assert no_sideways_scroll(page)
    ana = site.ana()
    assert (ana.confirmed_at, ana.consented_recording_at) == (NOON, NOON)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_pages_are_for_everybody(browser: Browser, site: Site, look: Look) -> None:
    with a_page(browser, **look) as page:
        for address in (site.link(), f"{site.address}/topics", f"{site.address}/webinars/one"):
            page.goto(address)
            open_details(page)

            assert axe(page) == []
            assert no_sideways_scroll(page)
