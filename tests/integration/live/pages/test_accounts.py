"""Accounts at providers, and a sitting's room in one of them: the Secretariat's pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories.rooms import make_room
from tests.integration.live.pages.moments import at, minute, signed_in
from tests.servers.rooms import SECRET
from webinars.database import Db
from webinars.live.models import Provider, ProviderRoom, RoomAccount
from webinars.programme.models import Sitting
from webinars.web.requests import WebinarsApp

ANSWERS = {
    "name": "Our rooms",
    "address": "https://bbb.example.org/bigbluebutton",
    "secret": SECRET,
    "algorithm": "sha256",
}


def test_an_account_is_connected_and_its_secret_never_shown_again(
    db: Db, administrator: FlaskClient
) -> None:
    done = administrator.post(
        "/administration/rooms/new/bigbluebutton", data=ANSWERS, follow_redirects=True
    )

    account = db.scalars(select(RoomAccount)).one()
    assert "Connected." in done.text
    assert SECRET not in done.text
    assert SECRET not in account.sealed
    kept = account.sealed
    saved = administrator.post(
        f"/administration/rooms/{account.public_id}",
        data=ANSWERS | {"secret": "", "name": "Rooms of Geneva"},
        follow_redirects=True,
    )
    assert "Rooms of Geneva" in saved.text
    assert account.sealed == kept


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"secret": ""}, "Write the secret that the provider shows for this account."),
        ({"address": "http://10.0.0.1/"}, "Write the whole address of the server"),
        ({"networks": "ours"}, "Write each network as an address and a length"),
        ({"name": ""}, "Write a name."),
    ],
)
def test_what_cannot_be_right_is_asked_again_without_the_secret(
    db: Db, administrator: FlaskClient, over: dict[str, str], sentence: str
) -> None:
    answer = administrator.post("/administration/rooms/new/bigbluebutton", data=ANSWERS | over)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert SECRET not in answer.text
    assert db.scalar(select(func.count()).select_from(RoomAccount)) == 0


def test_only_an_administrator_connects(officer: FlaskClient) -> None:
    assert officer.get("/administration/rooms").status_code == 403
    assert officer.post("/administration/rooms/new/jitsi", data=ANSWERS).status_code == 403


def test_an_officer_holds_a_sitting_in_a_connected_room(
    db: Db,
    officer: FlaskClient,
    sitting: Sitting,
    connected: Callable[[Provider], RoomAccount],
) -> None:
    account = connected(Provider.ZOOM)
    home = f"/secretariat/sittings/{sitting.public_id}/live-room"
    assert "Our rooms" in officer.get(f"{home}?account={account.public_id}").text

    wrong = officer.post(f"{home}/{account.public_id}", data={"link": "https://zoom.us/w/1"})
    assert "Write the number that the provider gave the meeting" in wrong.text
    said = {"link": "https://zoom.us/w/1", "meeting_id": "123 456", "dial_in": "+41 22"}
    done = officer.post(f"{home}/{account.public_id}", data=said, follow_redirects=True)

    room = db.scalars(select(ProviderRoom)).one()
    assert "Held with Our rooms (Zoom)." in done.text
    assert (room.meeting_id, room.sitting_id) == ("123456", sitting.id)
    by_hand = officer.get(f"/secretariat/sittings/{sitting.public_id}/room")
    assert by_hand.headers["Location"].endswith("/live-room")
    mended = officer.post(f"{home}/mend", follow_redirects=True)
    assert "The room is being called." in mended.text


def test_the_days_until_a_room_deletes_its_report_are_counted_down(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    connected: Callable[[Provider], RoomAccount],
) -> None:
    account = connected(Provider.ZOOM)
    account.retention_days = 60
    make_room(db, account=account, sitting=sitting)
    later = minute(90) + timedelta(days=19)
    at(app, later)
    officer = signed_in(db, client, later)
    words = "deleted in 41 days"

    assert words in officer.get("/secretariat/").text
    assert words in officer.get(f"/secretariat/sittings/{sitting.public_id}/live-room").text


def test_a_room_that_reports_nothing_says_so_and_not_none_of_none(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting
) -> None:
    at(app, minute(5))
    officer = signed_in(db, client, minute(5))

    page = officer.get(f"/secretariat/sittings/{sitting.public_id}/live-room").text

    assert "This room reports nobody by itself." in page
    assert "0 people pressed" in page
    assert "were reported by the room" not in page
    assert f"/secretariat/sittings/{sitting.public_id}/attendance" in page
