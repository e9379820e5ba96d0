"""Connecting accounts, holding a sitting in a room, the gate of such a room, the live board."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories.accounts import make_account, sign_in
from tests.factories.desk import make_appearance
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.factories.rooms import claims_in, make_room
from tests.factories.rooms import make_account as make_room_account
from tests.servers.rooms import SECRET
from webinars.accounts.models import Role
from webinars.attendance.queries import newest_holding
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.live.models import Intent, Provider, ProviderRoom, RoomAccount, RoomState, Way
from webinars.live.operations import ask, press, show
from webinars.live.operations.doors import set_door
from webinars.programme.models import Part, Sitting
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp

START = datetime.fromisoformat("2027-03-10T12:00:00+00:00")


@pytest.fixture
def sitting(db: Db) -> Sitting:
    return make_sitting(db)


@pytest.fixture
def registration(db: Db, sitting: Sitting) -> Registration:
    return make_registration(db, sitting=sitting)


@pytest.fixture
def administrator(db: Db, client: FlaskClient) -> FlaskClient:
    return sign_in(client, db, make_account(db, role=Role.ADMINISTRATOR))


@pytest.fixture
def officer(db: Db, client: FlaskClient) -> FlaskClient:
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT))


def signed_in(db: Db, client: FlaskClient, moment: datetime) -> FlaskClient:
    """Return an officer at another moment than noon on the first of March."""
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT), now=moment)


@pytest.fixture
def connected(db: Db, app: WebinarsApp) -> Callable[[Provider], RoomAccount]:
    """Connect an account whose secrets the application can open."""
    key = app.keyring.key(Purpose.ROOM_SECRET)

    def connect(provider: Provider) -> RoomAccount:
        address = {Provider.ZOOM: ""}.get(provider, "https://rooms.example.org")
        return make_room_account(db, provider=provider, address=address, key=key)

    return connect


def at(app: WebinarsApp, moment: datetime) -> None:
    app.clock = lambda: moment


def gate_of(app: WebinarsApp, registration: Registration) -> str:
    token = app.keyring.token(Purpose.JOIN, registration.public_id, registration.generation)
    return f"/join/{token}"


def minute(count: float) -> datetime:
    return START + timedelta(minutes=count)


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
    assert "jwt" not in page.text

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


def test_the_moderator_takes_questions_by_her_own_link(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    moderator = make_appearance(0, part=Part.MODERATOR)
    speaker = make_appearance(1)
    sitting.webinar.appearances += [moderator, speaker]
    db.flush()
    at(app, START)
    question = ask(
        db,
        registration=registration,
        text="Who pays?",
        language=Language.ENGLISH,
        named=False,
        now=START,
    )
    token = app.keyring.token(Purpose.JOIN, moderator.public_id, moderator.generation)
    home = f"/join/{token}/questions"
    assert "Who pays?" in client.get(home).text
    assert home in client.get(f"/join/{token}").text

    for act, words in (
        ("later", "The answer comes in writing."),
        ("aloud", "Answered in the sitt"),
    ):
        client.post(f"{home}/{question.public_id}/{act}")
        assert words in client.get(home).text
        mine = app.keyring.token(Purpose.MY, registration.public_id, registration.generation)
        assert words in client.get(f"/my/{mine}/questions").text

    other = app.keyring.token(Purpose.JOIN, speaker.public_id, speaker.generation)
    assert client.get(f"/join/{other}/questions").status_code == 404
    assert client.post(f"{home}/{question.public_id}/eat").status_code == 404
    assert client.get(f"{gate_of(app, registration)}/questions").status_code == 404


def test_others_support_a_question_once_and_take_it_back(
    db: Db, app: WebinarsApp, client: FlaskClient, sitting: Sitting, registration: Registration
) -> None:
    at(app, START)
    question = ask(
        db,
        registration=registration,
        text="Who pays?",
        language=Language.ENGLISH,
        named=False,
        now=START,
    )
    other = make_registration(db, sitting=sitting, name="Juma Mfano", address="juma@example.org")
    token = app.keyring.token(Purpose.MY, other.public_id, other.generation)
    vote = f"/my/{token}/questions/{question.public_id}/vote"
    assert client.post(vote).status_code == 409  # nobody has shown it
    show(db, question=question, by="officer", now=START)
    db.flush()

    client.post(vote)
    supported = client.get(f"/my/{token}").text
    client.post(vote)

    assert "I no longer need this answer" in supported
    assert "I want this answered too" in client.get(f"/my/{token}").text
    own = app.keyring.token(Purpose.MY, registration.public_id, registration.generation)
    assert client.post(f"/my/{own}/questions/{question.public_id}/vote").status_code == 409


def board_of(sitting: Sitting) -> str:
    return f"/secretariat/sittings/{sitting.public_id}/board"


def test_the_board_says_who_came_and_two_buttons_make_the_hours(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    registration: Registration,
) -> None:
    at(app, minute(2))
    officer = signed_in(db, client, minute(2))
    for _ in range(2):
        press(db, registration=registration, way=Way.ROOM, language=Language.ENGLISH, now=minute(1))
    page = officer.get(board_of(sitting)).text
    assert "1 of 1" in page
    assert "English: 1" in page
    assert "Nothing that we know of." in page
    assert officer.post(f"{board_of(sitting)}/over").status_code == 409
    assert officer.post(f"{board_of(sitting)}/began", follow_redirects=True).status_code == 200

    at(app, minute(91))
    done = officer.post(f"{board_of(sitting)}/over", follow_redirects=True)

    held = newest_holding(db, sitting=sitting)
    assert "Over at 14:31." in done.text
    assert held is not None
    assert (held.started_at, held.ended_at, held.source) == (minute(2), minute(91), "manual")
    assert officer.post(f"{board_of(sitting)}/slept").status_code == 404


@pytest.mark.parametrize("people", [1, 4])
def test_the_board_asks_as_much_of_the_database_however_many_come(
    *,
    db: Db,
    app: WebinarsApp,
    client: FlaskClient,
    sitting: Sitting,
    queries: list[str],
    people: int,
) -> None:
    at(app, minute(1))
    officer = signed_in(db, client, minute(1))
    for number in range(people):
        mine = make_registration(
            db, sitting=sitting, name=f"Person {number}", address=f"p{number}@example.org"
        )
        press(db, registration=mine, way=Way.ROOM, language=Language.ENGLISH, now=minute(1))
    db.expire_all()
    queries.clear()

    officer.get(board_of(sitting))

    assert len(queries) == 18


def test_a_stream_that_is_no_link_is_asked_again(officer: FlaskClient, sitting: Sitting) -> None:
    answer = officer.post(
        f"{board_of(sitting)}/door", data={"full": "y", "overflow": "javascript:alert(1)"}
    )

    assert answer.status_code == 422
    assert "Write the whole link of the stream" in answer.text


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
