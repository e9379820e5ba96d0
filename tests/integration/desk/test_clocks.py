"""After an update of the tz data: what drifts is listed, and confirmed as a reschedule."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.kernel.zones import TZDATA_VERSION
from webinars.outbox.models import Letter
from webinars.programme.models import Sitting
from webinars.web.requests import WebinarsApp

HOUR = timedelta(hours=1)


def drifting(db: Db) -> Sitting:
    """Return a sitting that an older tz data put an hour later than Geneva's clocks are now."""
    sitting = make_webinar(db, slug="one", title="Asking").sittings[0]
    sitting.starts_at += HOUR
    sitting.ends_at += HOUR
    sitting.tzdata = "2025.1"
    make_registration(db, sitting=sitting, name="Amina")
    gone = make_webinar(db, slug="past", sittings=0)
    make_sitting(db, webinar=gone, starts_at=TENTH_OF_MARCH - timedelta(days=30))
    db.flush()
    return sitting


def test_the_command_lists_what_differs_and_moves_nothing(app: WebinarsApp, db: Db) -> None:
    sitting = drifting(db)

    told = app.test_cli_runner().invoke(args=["programme", "zones"])

    assert told.exit_code == 1
    page = f"/secretariat/webinars/one/reschedule/{sitting.public_id}"
    kept, present = "2027-03-10T13:00Z by 2025.1", "now 2027-03-10T12:00Z"
    assert told.output.splitlines() == [
        f"2027-03-10 13:00 Europe/Zurich  {kept}  {present}  {page}",
        f"tz data {TZDATA_VERSION}: 1 sittings to confirm",
    ]
    assert sitting.starts_at == TENTH_OF_MARCH + HOUR


def test_nothing_differs_where_no_rule_has_changed(app: WebinarsApp, db: Db) -> None:
    make_webinar(db)

    told = app.test_cli_runner().invoke(args=["programme", "zones"])

    assert (told.exit_code, told.output) == (
        0,
        f"tz data {TZDATA_VERSION}: 0 sittings to confirm\n",
    )


def test_an_officer_confirms_it_as_a_move_with_its_letters(
    db: Db, secretariat: FlaskClient
) -> None:
    sitting = drifting(db)
    path = f"/secretariat/webinars/one/reschedule/{sitting.public_id}"
    listed = secretariat.get("/secretariat/clocks").text
    today = secretariat.get("/secretariat/").text
    same = {"day": "2027-03-10", "hour": "13:00", "zone": "Europe/Zurich", "minutes": "90"}
    kept = same | {"reason": "Clocks changed.", "venue": "", "confirmed": "yes"}

    done = secretariat.post(path, data=kept)

    db.expire_all()
    assert f'href="{path}"' in listed
    assert "Announced for 13:00 in Geneva." in listed
    assert "The rules of clocks have changed for 1 sitting to come." in today
    assert done.status_code == 303
    assert (sitting.starts_at, sitting.tzdata) == (TENTH_OF_MARCH, TZDATA_VERSION)
    letters = select(Letter).where(Letter.kind == "registrations.rescheduled")
    assert len(db.scalars(letters).all()) == 1
    assert "Every sitting to come stands" in secretariat.get("/secretariat/clocks").text


def test_an_hour_that_clocks_skip_now_is_said(db: Db, secretariat: FlaskClient) -> None:
    sitting = make_webinar(db, slug="one").sittings[0]
    sitting.announced_start = sitting.announced_start.replace(day=28, hour=2, minute=30)
    db.flush()

    page = secretariat.get("/secretariat/clocks").text

    assert "By the present rules clocks skip that hour, or show it twice." in page
