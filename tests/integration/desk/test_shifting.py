"""Other days or hours for a webinar and all that follow: shown first, moved at once."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.programme import TENTH_OF_MARCH, make_series, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.outbox.models import Letter
from webinars.programme.models import HeldChange, Series, Sitting, WebinarState

PATH = "/secretariat/series/pilot/shift"
MONTH = timedelta(days=30)


@pytest.fixture
def series(db: Db) -> Series:
    """February held; March open with a registration; April announced with twins; May a draft."""
    series = make_series(db, slug="pilot")
    february = make_webinar(db, series=series, slug="held", sittings=0)
    make_sitting(db, webinar=february, starts_at=NOON - timedelta(days=20))
    march = make_webinar(db, series=series, slug="march", title="March topic")
    make_registration(db, sitting=march.sittings[0], name="Amina")
    april = make_webinar(db, series=series, slug="april", title="April topic", sittings=0)
    for hours in (0, 8):
        make_sitting(db, webinar=april, starts_at=TENTH_OF_MARCH + MONTH + timedelta(hours=hours))
    may = make_webinar(
        db, series=series, slug="may", title="May topic", sittings=0, state=WebinarState.DRAFT
    )
    make_sitting(db, webinar=may, starts_at=TENTH_OF_MARCH + 2 * MONTH)
    return series


def wish(**answers: str) -> str:
    asked = dict.fromkeys(("week", "weekday", "hour", "zone", "minutes"), "")
    return f"{PATH}?{urlencode(asked | answers)}"


def answers(page: str) -> dict[str, str]:
    """Return what the page's last form would send as it stands."""
    form = page[page.rindex('<form method="post" novalidate>') :]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or " checked" in tag):
            sent[name[1]] = value[1] if value else ""
    return sent


def walls(db: Db) -> list[str]:
    db.expire_all()
    rows = db.scalars(select(Sitting).order_by(Sitting.id))
    return [f"{row.announced_start:%m-%d %H:%M} {row.zone} {row.minutes}" for row in rows]


@pytest.mark.usefixtures("series")
def test_a_webinar_and_all_that_follow_are_moved_by_a_rule(
    db: Db, secretariat: FlaskClient
) -> None:
    before = walls(db)
    address = wish(start="march", week="3", weekday="1", hour="15:00", minutes="60")

    proposed = secretariat.get(address)
    sent = answers(proposed.text) | {"reason": "Another hall."}
    shown = secretariat.post(address, data=sent)
    unmoved = walls(db)
    done = secretariat.post(address, data=answers(shown.text))

    assert proposed.text.count("Move this sitting") == 4
    assert "1 person will be written to." in shown.text
    assert "Moved to 16 March: March topic" in shown.text
    assert "Move them and write to 1 person" in shown.text
    assert unmoved == before
    assert done.status_code == 303
    assert walls(db) == [
        before[0],
        "03-16 15:00 Europe/Zurich 60",
        "04-20 15:00 Europe/Zurich 60",
        "04-20 23:00 Europe/Zurich 60",
        "05-18 15:00 Europe/Zurich 60",
    ]
    page = secretariat.get(done.headers["Location"]).text
    assert "4 sittings are moved. 1 letter leaves in two minutes." in page
    assert page.count('<button class="quiet">Undo</button>') == 3  # the draft has none
    letters = select(Letter).where(Letter.kind == "registrations.rescheduled")
    assert len(db.scalars(letters).all()) == 1


@pytest.mark.usefixtures("series")
def test_each_day_can_be_changed_and_a_sitting_left_out(db: Db, secretariat: FlaskClient) -> None:
    address = wish(start="april", hour="09:00")
    before = walls(db)
    sent = answers(secretariat.get(address).text) | {"reason": "Easter."}
    april, twin, may = [name.partition("-")[0] for name in sent if name.endswith("-day")]
    del sent[f"{twin}-moves"]
    sent[f"{april}-day"] = "2027-04-14"

    shown = secretariat.post(address, data=sent)
    secretariat.post(address, data=answers(shown.text))

    assert walls(db) == [
        *before[:2],
        "04-14 09:00 Europe/Zurich 90",
        before[3],
        "05-09 09:00 Europe/Zurich 90",
    ]
    assert may != april


@pytest.mark.usefixtures("series")
def test_a_fault_of_one_moves_none_and_is_said_at_its_day(db: Db, secretariat: FlaskClient) -> None:
    address, before = wish(start="march", hour="02:30"), walls(db)
    sent = answers(secretariat.get(address).text)
    march = next(name.partition("-")[0] for name in sent if name.endswith("-day"))

    silent = secretariat.post(address, data=sent)
    skipped = secretariat.post(
        address, data=sent | {f"{march}-day": "2027-03-28", "reason": "Spring.", "confirmed": "yes"}
    )

    assert silent.status_code == 422
    assert "Say why: everybody who registered will read it." in silent.text
    assert skipped.status_code == 422
    assert "10 March: Clocks in Europe/Zurich skip 2027-03-28 02:30" in skipped.text
    assert walls(db) == before
    assert db.scalars(select(HeldChange)).all() == []


def test_drafts_alone_are_moved_without_a_word(
    db: Db, secretariat: FlaskClient, series: Series
) -> None:
    address = wish(start="may", hour="10:00")

    done = secretariat.post(address, data=answers(secretariat.get(address).text))

    assert done.status_code == 303
    assert walls(db)[-1] == "05-09 10:00 Europe/Zurich 90"
    assert db.scalars(select(HeldChange)).all() == []
    assert series.starts_on == date(2027, 1, 1)


def test_twins_pass_each_other_without_meeting(db: Db, secretariat: FlaskClient) -> None:
    series = make_series(db, slug="pilot")
    webinar = make_webinar(db, series=series, slug="one", sittings=2, state=WebinarState.DRAFT)
    hours = [f"{row.announced_start:%H:%M}" for row in webinar.sittings]
    address = wish(start="one", hour=hours[1])

    done = secretariat.post(address, data=answers(secretariat.get(address).text))

    assert done.status_code == 303
    assert [row[6:11] for row in walls(db)] == [hours[1], "21:00"]


def test_nothing_to_come_and_nothing_known_are_said(db: Db, secretariat: FlaskClient) -> None:
    make_series(db, slug="pilot")

    assert "No sitting of this series is still to come." in secretariat.get(PATH).text
    assert secretariat.get(wish(start="nowhere")).status_code == 422
    assert secretariat.get("/secretariat/series/none/shift").status_code == 404
