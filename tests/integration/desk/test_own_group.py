"""Never another group's coverage: every address below /groups/<code>, walked by the wrong person.

Nadia coordinates the African Group, Lucía GRULAC. A new address is walked by itself;
one with an argument that is not known here fails until somebody says what to fill in.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.conftest import NOON
from tests.factories.accounts import make_account
from tests.factories.delegations import browser_of, make_coordinator, make_focal_point
from tests.factories.programme import make_webinar
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.programme.models import Webinar
from webinars.web.requests import WebinarsApp


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_webinar(db)


@pytest.fixture
def nadia(db: Db, app: WebinarsApp, webinar: Webinar) -> FlaskClient:  # noqa: ARG001  (the States)
    return browser_of(app, db, make_coordinator(db))


def rules(app: WebinarsApp) -> list[Rule]:
    found = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/groups/<code>")]
    return sorted(found, key=lambda rule: rule.rule)


def walked(app: WebinarsApp, code: str, webinar: Webinar) -> Iterator[tuple[str, str]]:
    """Yield method and address of everything below a group."""
    known = {"code": code, "slug": webinar.slug}
    for rule in rules(app):
        built = rule.build({name: known[name] for name in rule.arguments})
        assert built is not None
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, built[1]


def answers(
    app: WebinarsApp, browser: FlaskClient, code: str, webinar: Webinar
) -> dict[tuple[str, str], int]:
    return {
        (method, address): browser.open(address, method=method).status_code
        for method, address in walked(app, code, webinar)
    }


def test_there_is_something_to_walk(app: WebinarsApp) -> None:
    assert len(rules(app)) >= 4


def test_no_page_of_another_group_opens(
    app: WebinarsApp, nadia: FlaskClient, webinar: Webinar
) -> None:
    assert set(answers(app, nadia, "grulac", webinar).values()) == {403}


def test_ones_own_group_opens(app: WebinarsApp, nadia: FlaskClient, webinar: Webinar) -> None:
    """So that the refusals above are about the group, and not about the pages."""
    own = answers(app, nadia, "african-group", webinar)

    assert {one for (method, _), one in own.items() if method == "GET"} == {200}


def test_on_the_day_after_the_term_no_address_opens(
    db: Db, app: WebinarsApp, webinar: Webinar
) -> None:
    yesterday = NOON.date() - timedelta(days=1)
    lucia = browser_of(app, db, make_coordinator(db, group="grulac", ends_on=yesterday))

    assert set(answers(app, lucia, "grulac", webinar).values()) == {403}
    assert lucia.get("/groups/mine").status_code == 403


def test_neither_a_focal_point_nor_the_secretariat_opens_one(
    db: Db, app: WebinarsApp, webinar: Webinar
) -> None:
    juma = browser_of(app, db, make_focal_point(db))
    otto = browser_of(app, db, make_account(db, role=Role.SECRETARIAT))

    for browser in (juma, otto):
        assert set(answers(app, browser, "african-group", webinar).values()) == {403}


def test_a_group_that_is_none_is_not_found(nadia: FlaskClient) -> None:
    assert nadia.get("/groups/nobody").status_code == 404
