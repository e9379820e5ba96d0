"""The planner on a narrow page without scripts, in English and Arabic; and what clashes."""

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import Look, a_page, axe, no_sideways_scroll, open_details
from tests.browser.test_journey import staff, world
from tests.factories.programme import make_series, make_webinar
from tests.integration.journey.walk import World
from tests.servers.houses import served
from tests.unit.programme.test_calendars_of_others import calendar
from webinars.accounts.models import Role
from webinars.database.unit import unit_of_work

LOOKS: dict[str, Look] = {
    "wide": {"width": 1280, "language": "en"},
    "no script, narrow": {"width": 360, "language": "en", "script": False},
    "narrow, Arabic": {"width": 320, "language": "en"},  # who signs in presses English words
}
PAGES = (
    "/secretariat/planner?day=2027-01-20",
    "/secretariat/planner?day=2027-01-20&sittings=1&start=08:00&minutes=60",
    "/secretariat/planner?minutes=0",
    "/secretariat/clashes",
)
COMMITTEE = calendar(("DTSTART:20270311T100000Z", "DTEND:20270311T120000Z", "SUMMARY:Committee"))

__all__ = ["world"]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", ["wide", "narrow, Arabic"])
def test_hours_are_compared_by_everybody_who_plans(
    browser: Browser, world: World, look: str
) -> None:
    with (
        served(world.app) as address,
        staff(browser, address, Role.SECRETARIAT, LOOKS[look]) as otto,
    ):
        language = "ar" if look.endswith("Arabic") else "en"
        for page in PAGES:
            otto.open(f"{page}{'&' if '?' in page else '?'}lang={language}")
            if LOOKS[look].get("script", True):
                open_details(otto.page)
                assert axe(otto.page) == [], page
            assert no_sideways_scroll(otto.page), page


def test_a_calendar_is_uploaded_and_met_without_scripts(browser: Browser, world: World) -> None:
    with (
        served(world.app) as address,
        staff(browser, address, Role.SECRETARIAT, LOOKS["no script, narrow"]) as otto,
    ):
        otto.open("/secretariat/clashes")
        otto.write({"name": "Sessions", "kind": "meetings"})
        otto.choose_file("sessions.ics", "text/calendar", COMMITTEE)
        otto.button("Read the file")
        assert "Read: 1 entry." in otto.text()

        otto.open("/secretariat/planner?day=2027-03-11&sittings=1&start=10:00")
        assert "At the same time: Committee" in otto.text()


def test_the_rotation_is_for_everyone(browser: Browser, world: World) -> None:
    with unit_of_work(world.engine) as db:
        make_webinar(db, series=make_series(db, slug="half-year"))
    with served(world.app) as address:
        for width, language in ((1280, "en"), (320, "ar")):
            with a_page(browser, width=width, language=language) as page:
                page.goto(f"{address}/series/half-year/rotation")
                assert page.locator("tbody tr").count() == 11
                assert axe(page) == []
                assert no_sideways_scroll(page)
