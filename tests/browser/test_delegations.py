"""At a browser: a delegation from a spreadsheet, further questions; an officer's pages."""

import io
from dataclasses import dataclass
from datetime import timedelta

import pytest
import xlsxwriter
from playwright.sync_api import Browser
from sqlalchemy import func, select

from tests.browser.hands import Hands, hands
from tests.browser.looking import Look, axe, no_sideways_scroll, open_details
from tests.browser.test_journey import PASSWORD, staff, world
from tests.factories.delegations import make_coordinator, make_focal_point
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.journey.walk import World
from tests.integration.registrations.asking import asked
from tests.servers.houses import served
from webinars.accounts.models import Role
from webinars.accounts.passwords import hashed
from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.programme.models import ProposalKind
from webinars.programme.operations.proposing import Idea, propose
from webinars.registrations.models import ExtraKind, Registration, Source
from webinars.registrations.operations.asking import Condition, Wording

PEOPLE = 30
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVENING = TENTH_OF_MARCH + timedelta(hours=9)

__all__ = ["world"]

pytestmark = pytest.mark.browser


def workbook(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate([["Name", "E-mail", "Language"], *rows]):
            sheet.write_row(line, 0, cells)
    return out.getvalue()


def thirty() -> list[list[str]]:
    return [[f"Person {number}", f"p.{number}@office.example", "fr"] for number in range(PEOPLE)]


def registered(world: World) -> int:
    nominated = select(func.count()).where(Registration.source == Source.FOCAL_POINT)
    with reading(world.engine) as db:
        return db.scalar(nominated) or 0


BAD = {12: ["Nobody", "", "fr"], 22: ["Wrong", "at office", "fr"], 32: ["", "x@office.example", ""]}
"""Rows by their line in the file."""

NARROW: Look = {"width": 360, "language": "en", "script": False}


def file_of_the_focal_point() -> bytes:
    rows = thirty()
    for line, row in BAD.items():
        rows.insert(line - 2, row)
    return workbook(rows)


@pytest.fixture
def delegation(world: World) -> World:
    with unit_of_work(world.engine) as db:
        make_webinar(db, slug="one")
        account = make_focal_point(db)
        account.email = account.email_normal = "focal-point@example.org"
        account.password_hash = hashed(PASSWORD, about=())
    return world


def test_a_focal_point_brings_thirty_people_with_three_bad_rows_on_a_telephone(
    browser: Browser, delegation: World
) -> None:
    with (
        served(delegation.app) as address,
        staff(browser, address, Role.FOCAL_POINT, NARROW) as juma,
    ):
        bring(juma)
        told = juma.text()
        assert "30 people can be registered" in told
        assert "3 rows are wrong" in told
        lines = juma.page.locator("#faults-list + * tbody td.num, [aria-labelledby=faults] td.num")
        assert lines.all_inner_texts() == [str(line) for line in BAD]
        assert juma.faults(browser) == []
        assert registered(delegation) == 0
        juma.button("Register 30 people")
        assert "30 people were registered" in juma.text()
        assert registered(delegation) == PEOPLE
        bring(juma)
        assert "30 are registered already" in juma.text()
    assert registered(delegation) == PEOPLE


def bring(juma: Hands) -> None:
    juma.open("/states/KE/webinars/one/list")
    juma.choose_file("delegation.xlsx", SHEET, file_of_the_focal_point())
    juma.button("Read the file")


@dataclass(frozen=True)
class Asked:
    """A form with three questions, each of those who answered the one before so."""

    form: str
    keys: list[str]


@pytest.fixture
def questions(world: World) -> Asked:
    with unit_of_work(world.engine) as db:
        webinar = make_webinar(db, sittings=0)
        first = make_sitting(db, webinar=webinar, capacity=2)
        make_sitting(db, webinar=webinar, starts_at=EVENING, capacity=2)
        runs = asked(db, first, ExtraKind.YES_NO, wording("Do you run a system?"))
        if_so = Condition(runs.id, "yes")
        which = asked(db, first, ExtraKind.CHOICE, wording("Which?", "IPAS\nOwn"), condition=if_so)
        own = Condition(which.id, "2")
        since = asked(db, first, ExtraKind.TEXT, wording("Since when?"), condition=own)
        keys = [f"more-{field.public_id}" for field in (runs, which, since)]
        return Asked(f"/sittings/{first.public_id}/register", keys)


def wording(label: str, options: str = "") -> Wording:
    return Wording(Language.ENGLISH, label, "To prepare the examples", options)


def test_a_question_shows_once_the_answer_on_which_it_hangs_is_chosen_without_scripts(
    browser: Browser, world: World, questions: Asked
) -> None:
    runs, which, _since = questions.keys
    with served(world.app) as address, hands(browser, address, **NARROW) as amina:
        amina.open(questions.form)
        seen = [shown(amina, questions)]
        amina.page.check(f"[name='{runs}'][value=yes]")
        seen.append(shown(amina, questions))
        amina.page.select_option(f"[name='{which}']", "2")
        seen.append(shown(amina, questions))
        amina.page.check(f"[name='{runs}'][value=no]")
        seen.append(shown(amina, questions))
    assert seen == [1, 2, 3, 1]


def shown(person: Hands, questions: Asked) -> int:
    """Count the questions that are seen."""
    return sum(person.page.locator(f"[name='{key}']").first.is_visible() for key in questions.keys)


@pytest.mark.parametrize("look", [NARROW, {"width": 1280, "language": "ar"}])
def test_the_form_with_two_sittings_and_further_questions_is_for_everyone(
    browser: Browser, world: World, questions: Asked, look: Look
) -> None:
    with served(world.app) as address, hands(browser, address, **look) as amina:
        amina.open(questions.form)
        assert amina.page.locator("[name=also]").count() == 1
        assert amina.faults(browser) == []


LANGUAGES = ("en", "ar")
PAGES = (
    "/secretariat/",
    "/secretariat/webinars/one/invitations",
    "/secretariat/webinars/one/invitations/list",
    "/secretariat/webinars/one/list",
    "/secretariat/webinars/one/register",
    "/secretariat/webinars/one/fields",
    "/secretariat/webinars/one/registrations",
    "/secretariat/registrations",
    "/secretariat/proposals",
    "/secretariat/duplicates",
    "/secretariat/terms",
    "/secretariat/terms/focal-point",
    "/secretariat/terms/coordinator",
)


@pytest.fixture
def desk(world: World) -> World:
    """A webinar with people, a proposal, two who may be one, a term."""
    with unit_of_work(world.engine) as db:
        webinar = make_webinar(db, slug="one")
        webinar.asks_approval = True
        for name in ("José Álvarez", "Jose Alvarez"):
            address = f"{len(name)}.{name[:2].encode().hex()}@office.example"
            make_registration(db, sitting=webinar.sittings[0], name=name, address=address)
        coordinator = make_coordinator(db)
        make_focal_point(db)
        idea = Idea(ProposalKind.TOPIC, "What does a small office need?")
        propose(db, group="african-group", idea=idea, by=coordinator.public_id, now=world.now)
    return world


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_an_officer_are_for_everyone(browser: Browser, desk: World, width: int) -> None:
    look: Look = {"width": width, "language": "en"}
    with served(desk.app) as address, staff(browser, address, Role.SECRETARIAT, look) as otto:
        for path in PAGES:
            for language in LANGUAGES:
                otto.open(f"{path}?lang={language}")
                open_details(otto.page)
                assert axe(otto.page) == [], path
                assert no_sideways_scroll(otto.page), path
