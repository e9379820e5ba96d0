"""An evaluator in a browser without script: from sign-in to a pack that she has verified."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.browser.looking import Look, a_page, faults
from tests.conftest import NOON
from tests.factories.accounts import make_account
from tests.factories.programme import make_series
from tests.servers.databases import Databases
from tests.servers.houses import house, served
from webinars.accounts.models import Role
from webinars.accounts.passwords import hashed
from webinars.app.filling import fill
from webinars.app.rooms import place_of
from webinars.database.engine import open_engine
from webinars.database.unit import reading, unit_of_work
from webinars.evaluation.models import Release
from webinars.evaluation.operations import make_release, take_snapshot
from webinars.journal.operations import record
from webinars.web.requests import WebinarsApp

PASSWORD = "a rather long walk"
LOOKS: dict[str, Look] = {
    "wide": {"width": 1280, "language": "en"},
    "telephone, right to left": {"width": 360, "language": "ar"},
}
PAGES = [
    "/evaluation/packs",
    "/evaluation/dossiers",
    "/evaluation/criteria",
    "/evaluation/matrix",
    "/indicators/snapshots",
    "/evaluation/",
    "/evaluation/pictures",
    "/evaluation/responses",
    "/evaluation/absent",
    "/evaluation/quality",
]
PRIVATE = [
    "/evaluation/notes",
    "/evaluation/matrix",
    "/evaluation/findings",
    "/evaluation/packs",
]
"""Pages of an evaluator's notes, draft matrix, unpublished findings and queries."""

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Site:
    address: str
    app: WebinarsApp


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, sqlite: Databases) -> Iterator[Site]:
    app = house(tmp_path_factory.mktemp("evaluation"), sqlite, now=NOON)
    app.engine = open_engine(app.settings.database_url)
    fill(app.engine, app.settings, demonstration=True, now=NOON)
    with unit_of_work(app.engine) as db:
        for role in (Role.EVALUATOR, Role.SECRETARIAT):
            account = make_account(db, role=role, email=f"{role}@office.example")
            account.password_hash = hashed(PASSWORD, about=())
    with unit_of_work(app.engine) as db:
        record(db, kind="test.evidence", actor="test", subject="s", now=NOON)
    take_snapshot(app.engine, place_of(app), by="test", now=NOON)
    with served(app) as address:
        yield Site(address, app)


def sign_in(page: Page, site: Site, role: Role) -> None:
    page.goto(f"{site.address}/sign-in")
    page.fill("input[name=email]", f"{role}@office.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_url(lambda address: "/sign-in" not in address)


def work(site: Site) -> None:
    """Do what the worker would: make every release that was asked for."""
    with reading(site.app.engine) as db:
        asked = db.scalars(select(Release.public_id).where(Release.done_at.is_(None))).all()
    for public_id in asked:
        make_release(site.app.engine, place_of(site.app), public_id=public_id, now=NOON)


def take_home(page: Page, site: Site, target: Path) -> list[str]:
    """Make a pack and save it; return what its page says of it."""
    page.goto(f"{site.address}/evaluation/packs")
    page.check("input[name=condition]")
    page.click("main form button >> nth=0")
    assert page.locator("main [role=status]").count() == 1
    work(site)
    page.reload()
    with page.expect_download() as waiting:
        page.click("main a.btn")
    waiting.value.save_as(target)
    return page.locator("main dd").all_inner_texts()


def test_from_sign_in_to_a_verified_pack(browser: Browser, site: Site, tmp_path: Path) -> None:
    with a_page(browser, script=False) as page:
        sign_in(page, site, Role.EVALUATOR)
        shown = take_home(page, site, tmp_path / "pack.zip")
        page.goto(f"{site.address}/indicators/snapshots")
        public = page.inner_text("main")

    pack = (tmp_path / "pack.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        told = {one["path"]: one["sha256"] for one in manifest["files"]}
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in told}
        names = set(archive.namelist())
    assert hashlib.sha256(pack).hexdigest() in shown
    assert names == {*told, "manifest.json"}
    assert found == told
    assert manifest["digest"] in public


@pytest.mark.parametrize("look", LOOKS)
def test_its_pages_are_for_everyone(browser: Browser, site: Site, look: str) -> None:
    with a_page(browser, **LOOKS[look]) as page:
        sign_in(page, site, Role.EVALUATOR)
        found = {path: faults(page, site.address + path) for path in PAGES}

    assert found == {path: [] for path in PAGES}


@pytest.mark.parametrize("look", LOOKS)
def test_the_secretariats_report_is_too(browser: Browser, site: Site, look: str) -> None:
    with a_page(browser, **LOOKS[look]) as page:
        sign_in(page, site, Role.SECRETARIAT)

        assert faults(page, f"{site.address}/secretariat/reports") == []


CRITERION = {"words": "Most members came.", "owner": "Committee, EXAMPLE/1", "threshold": "60"}
DRAFT = "An unripe thought about one delegation."


def enter_and_amend(page: Page, site: Site, at: str) -> str:
    """Enter a criterion, lock it, amend it a minute later; return what its page says then."""
    page.goto(f"{at}/criteria/new")
    for name, answer in CRITERION.items():
        page.fill(f"[name={name}]", answer)
    page.select_option("[name=language]", "en")
    page.select_option("[name=measure]", "9:members")
    page.check("[name=speaks_for][value=keep]")
    page.check("[name=comparator][value=at-least]")
    page.click("main form button")
    page.get_by_role("link", name="Lock the criteria", exact=True).click()
    page.click("main form button")
    site.app.clock = lambda: NOON + timedelta(minutes=1)
    page.get_by_role("link", name="Amend", exact=True).click()
    page.fill("[name=threshold]", "50")
    page.fill("[name=reason]", "Lowered in EXAMPLE/2.")
    page.click("main form button")
    expect(page.locator("main [role=status]")).to_contain_text("beside the fixed words")
    return page.inner_text("main").replace("\u202f", " ").replace("\xa0", " ")


def write_in_private(page: Page, site: Site, series: str) -> None:
    """Write a note, begin the matrix, and draft a finding, each with words that are nobody's."""
    page.goto(f"{site.address}/evaluation/notes/new")
    page.fill("[name=words]", DRAFT)
    page.click("main form button")
    page.goto(f"{site.address}/evaluation/matrix?series={series}")
    page.click("main form button")
    page.goto(f"{site.address}/evaluation/findings/new?series={series}")
    page.fill("[name=words]", DRAFT)
    page.select_option("[name=language]", "en")
    page.click("main form button")
    expect(page.locator("main")).to_contain_text(DRAFT)


def test_drafts_are_refused_to_the_secretariat_and_locked_criteria_amended_beside(
    browser: Browser, site: Site
) -> None:
    with unit_of_work(site.app.engine) as db:
        series = make_series(db, slug="judged").slug
    at = f"{site.address}/secretariat/series/{series}"
    with a_page(browser, script=False) as office, a_page(browser, script=False) as evaluator:
        sign_in(office, site, Role.SECRETARIAT)
        sign_in(evaluator, site, Role.EVALUATOR)
        told = enter_and_amend(office, site, at)
        write_in_private(evaluator, site, series)
        refused = [
            (answer.status if (answer := office.goto(site.address + path)) else 0)
            for path in PRIVATE
        ]
        office.goto(f"{at}/evaluation")
        before = office.inner_text("main")
        evaluator.get_by_role("link", name="Publish", exact=True).click()
        evaluator.click("main form button")
        expect(evaluator.locator("main [role=status]")).to_contain_text("It is published")
        office.reload()
        after = office.inner_text("main")

    for said in ("at least 60.0 %", "at least 50.0 %", "Lowered in EXAMPLE/2.", "Locked on"):
        assert said in told
    assert refused == [403] * len(PRIVATE)
    assert (DRAFT in before, DRAFT in after) == (False, True)
