"""A series of six months is planned from nothing, and a change is taken back, in a browser."""

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import Look
from tests.browser.test_journey import staff, world
from tests.integration.journey.walk import World
from tests.servers.houses import served
from webinars.accounts.models import Role

FEWEST = 30
"""Presses, choices and answers, signing in among them, within which the series is planned."""

LOOKS: dict[str, Look] = {
    "desk": {"width": 1280, "language": "en", "zone": "Europe/Zurich"},
    "no script, narrow": {"width": 360, "language": "en", "script": False},
}
TITLES = ("Needs", "Plans", "Systems", "Skills", "Laws", "Measures")

__all__ = ["world"]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", LOOKS)
def test_a_series_of_six_months_is_planned_in_under_thirty_actions(
    browser: Browser, world: World, look: str
) -> None:
    with (
        served(world.app) as address,
        staff(browser, address, Role.SECRETARIAT, LOOKS[look]) as otto,
    ):
        otto.link("Series")
        otto.link("Create a series")
        otto.write(
            {
                "title": "Six months of webinars",
                "starts_on": "2027-04-01",
                "ends_on": "2027-09-30",
                "evaluation_due_on": "2027-12-01",
            }
        )
        otto.button("Create the series")
        otto.link("Plan the months")
        otto.write({"hour": "13:00"})
        otto.button("Propose the days")
        assert otto.faults(browser) == []
        otto.write({f"m2027-0{month}-title": title for month, title in enumerate(TITLES, start=4)})
        otto.button("Plan these months")

        assert otto.interactions < FEWEST
        text = otto.text()
        assert "6 months are planned." in text
        assert all(title in text for title in TITLES)
        assert "Thursday 20 May, 13:00 to 14:30, Geneva" in text
        assert otto.faults(browser) == []
