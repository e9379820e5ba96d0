"""Few places in a real browser: an offer taken from its letter, and each page about places."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from tests.browser.hands import Hands, hands
from tests.browser.looking import Look, a_page, axe, no_sideways_scroll, open_details
from tests.browser.test_journey import PHONE, staff, world
from tests.integration.journey.walk import World, link_in
from tests.integration.registrations.queueing import HOUR, delegate, limited
from tests.servers.houses import served
from webinars.accounts.models import Role
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.programme.models import Sitting
from webinars.registrations.models import Place, PlaceState, Registration, Way
from webinars.registrations.operations import cancel

WAITS = "ke.1@mission.example"
SETTINGS = {"draw_hours": "72", "guarantee": "1", "guarantee_hours": "48", "reason": "A small room"}

__all__ = ["world"]

pytestmark = pytest.mark.browser


@pytest.fixture
def freed(world: World) -> World:
    """One place, whose holder has gone; who waits is written to, in Arabic."""
    with unit_of_work(world.engine) as db:
        sitting = limited(db, 1, way=Way.AT_ONCE)
        holder = delegate(db, sitting, "FR", now=world.now)
        nairobi = "Africa/Nairobi"
        delegate(db, sitting, "KE", language=Language.ARABIC, zone=nairobi, now=world.now)
    world.now += HOUR
    with unit_of_work(world.engine) as db:
        gone = db.get_one(Registration, holder.id)
        cancel(db, registration=gone, by="holder", now=world.now)
    world.work()
    return world


def offer_in_letter(world: World) -> str:
    return link_in(world.letters(WAITS)[-1], "/offer/")


def state(world: World) -> PlaceState:
    """Return how the place of the one who waited stands."""
    with reading(world.engine) as db:
        return db.scalars(select(Place.state).order_by(Place.id.desc())).all()[0]


def path_of_sitting(world: World) -> tuple[str, str]:
    with reading(world.engine) as db:
        sitting = db.scalars(select(Sitting)).one()
        return sitting.public_id, sitting.webinar.slug


def test_an_offer_is_taken_from_its_letter_on_a_telephone_without_scripts(
    browser: Browser, freed: World
) -> None:
    path = offer_in_letter(freed)
    with served(freed.app) as address, hands(browser, address, **PHONE) as amina:
        amina.open(path)
        amina.open(path)
        assert state(freed) is PlaceState.OFFERED
        assert amina.page.locator("html").get_attribute("dir") == "rtl"

        amina.press("main form button")
        assert re.search(r"/my/\w+\?done=accepted", amina.page.url)
        assert state(freed) is PlaceState.CONFIRMED
        freed.work()
        assert any(
            part.get_content_type() == "text/calendar" for part in freed.letters(WAITS)[-1].walk()
        )

        amina.open(path)
        assert amina.page.locator("main form button").count() == 0
        amina.press("main a.btn")
        assert "/my/" in amina.page.url


def test_who_gives_it_back_is_asked_first(browser: Browser, freed: World) -> None:
    path = offer_in_letter(freed)
    with served(freed.app) as address, hands(browser, address, **PHONE) as amina:
        amina.open(path)
        amina.press("main a[href$='/decline']")
        assert state(freed) is PlaceState.OFFERED
        amina.press("main form button")
        assert "done=given-back" in amina.page.url
        assert state(freed) is PlaceState.RELEASED


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_about_places_are_for_everyone(browser: Browser, freed: World, width: int) -> None:
    offer = offer_in_letter(freed)
    _sitting, slug = path_of_sitting(freed)
    with served(freed.app) as address:
        for language in ("en", "ar"):
            with a_page(browser, width=width, language=language) as page:
                for path in (offer, f"{offer}/decline", f"/webinars/{slug}/places"):
                    page.goto(f"{address}{path}?lang={language}")
                    look_at(Hands(page, address), path)
    freed.now += timedelta(days=3)  # the offer has run out
    freed.work()
    with served(freed.app) as address, a_page(browser, width=width) as page:
        page.goto(f"{address}{offer}?lang=en")
        assert page.inner_text("h1") == "This offer is over"
        look_at(Hands(page, address), "over")


@pytest.mark.parametrize("width", [1280, 360])
def test_desk_pages_about_places_are_for_everyone(
    browser: Browser, freed: World, width: int
) -> None:
    sitting, _slug = path_of_sitting(freed)
    look: Look = {"width": width, "language": "en"}
    with (
        served(freed.app) as address,
        staff(browser, address, Role.SECRETARIAT, look) as otto,
        staff(browser, address, Role.EVALUATOR, look) as eva,
    ):
        for language in ("en", "ar"):
            settings = f"/secretariat/sittings/{sitting}/places?lang={language}"
            otto.open(settings)
            look_at(otto, "settings")
            otto.write({"way": "draw", **SETTINGS})
            otto.press("main form button:visible >> nth=-1")
            look_at(otto, "preview")
            otto.open(f"/secretariat/sittings/{sitting}/queue?lang={language}")
            look_at(otto, "queue")
            eva.open(f"/evaluation/sittings/{sitting}/queue?lang={language}")
            look_at(eva, "evaluation")


def look_at(person: Hands, name: str) -> None:
    open_details(person.page)
    assert axe(person.page) == [], name
    assert no_sideways_scroll(person.page), name
