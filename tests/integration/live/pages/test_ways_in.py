"""The ways into a connected room: personal, by sound alone, and past a full one."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.desk import make_appearance
from tests.factories.rooms import claims_in, make_room
from tests.integration.live.pages.moments import START, at, gate_of, minute
from tests.servers.rooms import SECRET
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.live.models import Intent, Provider, RoomAccount, RoomState, Way
from webinars.live.operations.doors import set_door
from webinars.programme.models import Part, Sitting
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp


def test_a_press_mints_a_link_for_this_person_alone(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
    connected: Callable[[Provider], RoomAccount],
) -> None:
    room = make_room(db, account=connected(Provider.BIGBLUEBUTTON), sitting=sitting)
    at(app, minute(-5))
    not_yet = client.post(gate_of(app, registration), data={"way": "room"})
    assert "The room is being opened at this moment." in not_yet.text
    assert "Refresh" not in not_yet.headers

    room.state, room.reference = RoomState.READY, {"create_time": "1804680001000"}
    db.flush()
    link = client.post(gate_of(app, registration)).headers["Refresh"].removeprefix("0; url=")

    asked = dict(parse_qsl(urlsplit(link).query))
    assert asked["userID"] == registration.public_id
    assert (asked["role"], asked["createTime"]) == ("VIEWER", "1804680001000")
    assert SECRET not in link


def test_a_jitsi_link_holds_ten_minutes_and_keeps_pictures_out_if_asked(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
    connected: Callable[[Provider], RoomAccount],
) -> None:
    make_room(db, account=connected(Provider.JITSI), sitting=sitting)
    at(app, START)
    page = client.get(gate_of(app, registration))
    assert "Join with sound only" in page.text
    assert "jwt=" not in page.text

    link = client.post(gate_of(app, registration), data={"way": "sound"}).headers["Refresh"]

    token = dict(parse_qsl(urlsplit(link.removeprefix("0; url=")).query))["jwt"]
    claims = claims_in(token)
    assert claims["exp"] == int(minute(10).timestamp())
    assert link.endswith("#config.startAudioOnly=true")
    assert db.scalars(select(Intent.way)).all() == [Way.SOUND]


def test_what_somebody_asked_for_is_shown_first(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    sitting.rooms[0].dial_in = "+41 22 338 91 11"
    db.flush()
    at(app, START)
    gate = gate_of(app, registration)
    before = client.get(gate).text
    assert before.index("Join now</button>") < before.index("+41 22 338 91 11")

    client.post(f"{gate}/way", data={"way": "telephone"})
    client.post(f"{gate}/way", data={"way": "by foot"})

    after = client.get(gate).text
    assert after.index("+41 22 338 91 11") < after.index("Join now</button>")
    assert after.count("+41 22 338 91 11") == 1


def test_a_full_room_has_a_sentence_and_what_overflows(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    at(app, minute(1))
    stream = "https://stream.example.org/live"
    gate = gate_of(app, registration)
    set_door(db, sitting=sitting, full=False, overflow=stream, by="o", now=minute(0))
    assert "Follow the stream" not in client.get(gate).text

    set_door(db, sitting=sitting, full=True, overflow=stream, by="o", now=minute(1))
    page = client.get(gate)
    led = client.post(gate, data={"way": "stream"})

    assert "The room is full at present." in page.text
    assert page.text.index("Follow the stream") < page.text.index("Join now</button>")
    assert stream not in page.text
    assert led.headers["Refresh"] == f"0; url={stream}"
    assert db.scalars(select(Intent.way)).all() == [Way.STREAM]


def test_a_room_that_counts_itself_full_says_so_for_three_minutes(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
    connected: Callable[[Provider], RoomAccount],
) -> None:
    room = make_room(db, account=connected(Provider.BIGBLUEBUTTON), sitting=sitting)
    sitting.capacity, room.present, room.present_at = 100, 100, minute(1)
    db.flush()

    for moment, full in ((1, True), (4, True), (5, False)):
        at(app, minute(moment))
        assert ("The room is full" in client.get(gate_of(app, registration)).text) is full


def test_who_appears_comes_as_a_moderator(
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    connected: Callable[..., RoomAccount],
) -> None:
    make_room(db, account=connected(Provider.JITSI), sitting=sitting)
    speaker = make_appearance(part=Part.MODERATOR)
    sitting.webinar.appearances.append(speaker)
    db.flush()
    token = app.keyring.token(Purpose.JOIN, speaker.public_id, speaker.generation)
    at(app, minute(-20))

    link = client.post(f"/join/{token}").headers["Refresh"]

    jwt_ = dict(parse_qsl(urlsplit(link.removeprefix("0; url=")).query))["jwt"]
    claims = claims_in(jwt_)
    assert claims["context"]["user"]["moderator"] == "true"
