"""The coordinator's pages: which members take part, the absent, an invitation; never a person."""

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.attendance import make_holding, make_import
from tests.factories.delegations import browser_of, make_coordinator, make_delegate
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.programme.models import Webinar
from webinars.registrations.models import Category, Registration
from webinars.web.requests import WebinarsApp

GROUPS = ("african-group", "apg", "grulac", "group-b", "cebs", "caceec", "china")


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_webinar(db, sittings=2)


@pytest.fixture
def amina(db: Db, webinar: Webinar) -> Registration:
    return make_delegate(db, sitting=webinar.sittings[0])


@pytest.fixture
def nadia(db: Db, app: WebinarsApp, webinar: Webinar) -> FlaskClient:  # noqa: ARG001  (the States)
    return browser_of(app, db, make_coordinator(db))


@pytest.fixture
def held(db: Db, webinar: Webinar) -> Webinar:
    """A webinar of February: six of Kenya registered and five came, Ghana's one did not."""
    past = make_webinar(db, series=webinar.series, sittings=0, title="Held in February")
    sitting = make_sitting(db, webinar=past, starts_at=NOON - timedelta(days=10))
    people = [f"{name} Mfano" for name in ("Asha", "Baraka", "Chege", "Dalila", "Eshe", "Faraji")]
    for name, code in [*((name, "KE") for name in people), ("Kofi Nhwɛso", "GH")]:
        make_registration(
            db,
            sitting=sitting,
            now=sitting.starts_at - timedelta(days=1),
            name=name,
            address=f"{name.split()[0].lower()}@office.example",
            category=Category.STATE,
            state_code=code,
        )
    make_holding(db, sitting=sitting)
    lines = [(name, f"{name.split()[0].lower()}@office.example", 0, 90) for name in people[:5]]
    make_import(db, sitting=sitting, lines=lines)
    return past


def cells(page: str, member: str) -> list[str]:
    """Return what a row of the table says of a member."""
    row = re.search(rf'<tr><th scope="row">{member}</th>(.*?)</tr>', page)
    assert row is not None, member
    return [re.sub("<.*?>", "", one) for one in re.findall(r"<td.*?>(.*?)</td>", row[1])]


@pytest.mark.usefixtures("amina")
def test_the_first_page_says_by_member_whether_anybody_is_registered(nadia: FlaskClient) -> None:
    page = nadia.get("/groups/mine", follow_redirects=True)

    assert page.status_code == 200
    assert cells(page.text, "Kenya") == ["yes"]
    assert cells(page.text, "Ghana") == ["no"]
    assert re.search(r"Members with somebody registered: 1 of \d\d<", page.text)
    assert "Brazil" not in page.text


@pytest.mark.usefixtures("amina")
def test_absent_members_are_named_and_persons_not_yet_counted(
    nadia: FlaskClient, webinar: Webinar
) -> None:
    page = nadia.get(f"/groups/african-group/webinars/{webinar.slug}").text

    assert "<li>Ghana</li>" in page
    assert "<li>Kenya</li>" not in page
    assert cells(page, "Kenya") == ["yes"]


def test_a_held_webinar_tells_who_attended_and_counts_from_five(
    nadia: FlaskClient, held: Webinar
) -> None:
    page = nadia.get(f"/groups/african-group/webinars/{held.slug}").text

    assert cells(page, "Ghana") == ["yes", "suppressed", "no", "0"]
    assert cells(page, "Kenya")[2:] == ["yes", "5"]
    assert cells(page, "Nigeria") == ["no", "0", "no", "0"]


def test_attendance_that_nobody_signed_is_not_told(
    db: Db, nadia: FlaskClient, webinar: Webinar
) -> None:
    past = make_webinar(db, series=webinar.series, sittings=0)
    make_sitting(db, webinar=past, starts_at=NOON - timedelta(days=2))

    page = nadia.get(f"/groups/african-group/webinars/{past.slug}").text

    assert "once the Secretariat has signed the attendance" in page
    assert cells(page, "Kenya") == ["no", "0"]


def test_no_page_holds_a_name_or_an_address(
    nadia: FlaskClient, webinar: Webinar, held: Webinar, amina: Registration
) -> None:
    amina.organisation, amina.function = "Ofisi ya Mfano", "Mkaguzi"
    addresses = [
        "/groups/african-group",
        *(f"/groups/african-group/webinars/{one.slug}" for one in (webinar, held)),
        f"/groups/african-group/webinars/{webinar.slug}/invitation",
        f"/groups/african-group/webinars/{webinar.slug}/invitation.svg",
    ]
    pages = [nadia.get(address) for address in addresses]

    assert [page.status_code for page in pages] == [200] * len(pages)
    for secret in ("Amina", "Mfano", "office.example", amina.public_id, "Ofisi", "Mkaguzi", "Kofi"):
        assert not [page.request.path for page in pages if secret in page.text], secret


def test_the_invitation_speaks_six_languages_on_the_clocks_of_the_members(
    nadia: FlaskClient, webinar: Webinar
) -> None:
    page = nadia.get(f"/groups/african-group/webinars/{webinar.slug}/invitation").text

    texts = re.findall(r"<textarea.*?>(.*?)</textarea>", page, re.DOTALL)
    assert len(texts) == 6
    for text, language in zip(texts, ("ar", "zh", "en", "fr", "ru", "es"), strict=True):
        assert f"/webinars/{webinar.slug}/register?via=african-group&amp;lang={language}" in text
        assert "15:00" in text  # of Nairobi, at noon UTC
    assert "Wednesday 10 March 2027, 15:00 to 16:30" in texts[2]
    assert "Kenya" in texts[2]
    assert "Brazil" not in texts[2]
    assert "Кения" in texts[4]


def test_the_link_of_the_invitation_registers_with_the_group_as_referral(
    client: FlaskClient, nadia: FlaskClient, webinar: Webinar
) -> None:
    page = nadia.get(f"/groups/african-group/webinars/{webinar.slug}/invitation").text
    link = re.search(r'dir="ltr">http://[^/]+(/\S+?)</p>', page)
    assert link is not None

    form = client.get(link[1], follow_redirects=True)

    assert '<input type="hidden" name="via" value="african-group">' in form.text


def test_the_code_is_a_picture_without_style_or_script(
    nadia: FlaskClient, webinar: Webinar
) -> None:
    answer = nadia.get(f"/groups/african-group/webinars/{webinar.slug}/invitation.svg")

    root = ET.fromstring(answer.data)  # noqa: S314  (ours)
    assert answer.mimetype == "image/svg+xml"
    assert root.tag.endswith("svg")
    assert not [one for one in root.iter() if "style" in one.attrib or one.tag.endswith("script")]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_group_without_webinars_has_a_page(db: Db, app: WebinarsApp) -> None:
    page = browser_of(app, db, make_coordinator(db)).get("/groups/african-group")

    assert "No webinar is announced at the moment." in page.text
    assert "Kenya" in page.text


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_its_members(
    db: Db, app: WebinarsApp, webinar: Webinar, group: str
) -> None:
    browser = browser_of(app, db, make_coordinator(db, group=group))

    page = browser.get(f"/groups/{group}/webinars/{webinar.slug}")

    assert page.status_code == 200
    assert re.search(r"<li>\w", page.text)
