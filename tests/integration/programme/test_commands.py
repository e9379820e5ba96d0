"""`flask programme list`."""

from datetime import timedelta

from tests.factories.programme import TENTH_OF_MARCH, make_series, make_sitting, make_webinar
from webinars.database import Db
from webinars.programme.models import WebinarState
from webinars.web.requests import WebinarsApp


def test_the_list_tells_series_webinars_and_sittings(app: WebinarsApp, db: Db) -> None:
    series = make_series(db, slug="half-year")
    webinar = make_webinar(db, series=series, slug="asking")
    make_webinar(db, series=series, slug="drafted", state=WebinarState.DRAFT, sittings=0)
    late = TENTH_OF_MARCH + timedelta(hours=8)
    gone = make_sitting(
        db, webinar=webinar, starts_at=late, minutes=60, cancelled_at=series.created_at
    )
    first = webinar.sittings[0]

    told = app.test_cli_runner().invoke(args=["programme", "list"])

    assert told.exit_code == 0
    assert told.output.splitlines() == [
        "half-year  2027-01-01 to 2027-06-30  Six months of webinars",
        "  2027-03  open       asking  Assessing needs together",
        f"    2027-03-10T12:00Z  90 min  {first.public_id}",
        f"    2027-03-10T20:00Z  60 min  {gone.public_id}  cancelled",
        "  2027-03  draft      drafted  Assessing needs together",
    ]
