"""Links that are minted, messages that are believed, and those that are not."""

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.conftest import NOON
from tests.factories.rooms import (
    ANY_TIME,
    HOOK_SECRET,
    claims_in,
    credentials,
    participant,
    signed_256,
    signed_512,
    zoom_message,
)
from tests.servers.rooms import SECRET
from webinars.live.adapters.choosing import ADAPTERS
from webinars.live.adapters.jwt import BadToken, claims_of
from webinars.live.models import Provider
from webinars.live.rules.credentials import Guest
from webinars.live.rules.happenings import Challenge, Happening, Rejected, What

BBB, JITSI, ZOOM = (
    ADAPTERS[one] for one in (Provider.BIGBLUEBUTTON, Provider.JITSI, Provider.ZOOM)
)
AMINA = Guest(key="amina", name="Amina Mfano", role="viewer")


def link_of(guest: Guest, **facts: str) -> str:
    return BBB.link(
        credentials(facts=facts),
        meeting_id="m1",
        reference={"create_time": "1804680001000"},
        guest=guest,
        now=NOON,
    )


@pytest.mark.parametrize("algorithm", ["", "sha1", "sha512"])
def test_a_link_is_signed_over_its_query_and_names_the_run(algorithm: str) -> None:
    link = link_of(AMINA, algorithm=algorithm)
    query, _, checksum = urlsplit(link).query.rpartition("&checksum=")

    right = hashlib.new(algorithm or "sha256", f"join{query}{SECRET}".encode()).hexdigest()
    assert checksum == right
    assert dict(parse_qsl(query)) == {
        "fullName": "Amina Mfano",
        "meetingID": "m1",
        "role": "VIEWER",
        "userID": "amina",
        "createTime": "1804680001000",
    }
    assert link.startswith("https://bbb.example.org/bigbluebutton/api/join?")
    assert SECRET not in link


def test_who_appears_is_a_moderator_and_in_no_attendance_list() -> None:
    asked = dict(parse_qsl(urlsplit(link_of(Guest(key="s", name="S", role="moderator"))).query))

    assert (asked["role"], asked["excludeFromDashboard"]) == ("MODERATOR", "true")


def test_a_jitsi_token_is_for_one_room_one_person_and_ten_minutes() -> None:
    creds = credentials(Provider.JITSI, "https://meet.example.org", facts={"app_id": "webinars"})

    link = JITSI.link(creds, meeting_id="room1", reference={}, guest=AMINA, now=NOON)

    parts = urlsplit(link)
    claims = claims_in(dict(parse_qsl(parts.query))["jwt"])
    assert (parts.path, claims["room"], claims["aud"], claims["iss"]) == (
        "/room1",
        "room1",
        "jitsi",
        "webinars",
    )
    assert claims["exp"] - claims["nbf"] == 660
    assert claims["context"]["user"] == {"id": "amina", "name": "Amina Mfano", "moderator": "false"}


def test_who_has_a_slow_line_comes_without_pictures() -> None:
    creds = credentials(Provider.JITSI, "https://meet.example.org")
    guest = Guest(key="a", name="A", role="viewer", sound_only=True)

    link = JITSI.link(creds, meeting_id="room1", reference={}, guest=guest, now=NOON)

    assert link.endswith("#config.startAudioOnly=true")


def test_a_jaas_token_is_signed_with_our_key() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    creds = credentials(
        Provider.JITSI,
        "https://8x8.vc",
        secrets={"secret": pem},
        facts={"tenant": "vpaas-1", "kid": "vpaas-1/key"},
    )

    link = JITSI.link(creds, meeting_id="room1", reference={}, guest=AMINA, now=NOON)

    token = dict(parse_qsl(urlsplit(link).query))["jwt"]
    claims = jwt.decode(token, key.public_key(), ["RS256"], audience="jitsi", options=ANY_TIME)
    assert (claims["room"], claims["iss"]) == ("room1", "chat")
    assert jwt.get_unverified_header(token)["kid"] == "vpaas-1/key"
    assert link.startswith("https://8x8.vc/vpaas-1/room1?jwt=")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b",
        "a.b.c",
        signed_256({"meeting_id": "m1"}, secret=SECRET[::-1]),
        signed_512({"meeting_id": "m1"}),
        jwt.encode({"meeting_id": "m1"}, "", algorithm="none"),
        jwt.PyJWS().encode(b'["meeting_id"]', SECRET),
        jwt.PyJWS().encode(b"no claims", SECRET),
        jwt.PyJWS().encode(b"[" * 4_000, SECRET),
        signed_256({"meeting_id": "m" * 9_000}),
        signed_256({"meeting_id": "m1"})[:-4],
        "WyJhbGciXQ.e30.eA",
    ],
)
def test_a_token_of_another_secret_algorithm_or_shape_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        claims_of(token, secrets=[SECRET], algorithm="HS256")


def heard(event: str, object_: dict[str, object], **how: Any) -> Happening | Challenge:  # noqa: ANN401
    raw, headers = zoom_message(event, object_, **{"sent": NOON} | how)
    return ZOOM.heard(credentials(Provider.ZOOM), headers=headers, raw=raw, now=NOON)


def test_zoom_tells_who_came_and_when() -> None:
    person = participant(
        "Amina", "16778240", registrant_id="reg1", join_time="2027-03-01T11:59:01Z"
    )
    found = heard("webinar.participant_joined", {"id": 123, "uuid": "u==", "participant": person})

    assert isinstance(found, Happening)
    assert (found.what, found.meeting_id, found.run) == (What.JOINED, "123", "u==")
    (move,) = ZOOM.moves(found.what, found.body, found.run)
    assert (move.line, move.external_id, move.joined) == ("16778240", "reg1", True)
    assert move.at == NOON - timedelta(seconds=59)


@pytest.mark.parametrize("seconds", [-300, 300])
def test_a_message_five_minutes_off_is_believed(seconds: int) -> None:
    raw, headers = zoom_message(
        "webinar.started", {"id": "1"}, sent=NOON + timedelta(seconds=seconds)
    )

    found = ZOOM.heard(credentials(Provider.ZOOM), headers=headers, raw=raw, now=NOON)

    assert isinstance(found, Happening)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"sent": NOON - timedelta(seconds=301)}, "stale"),
        ({"sent": NOON + timedelta(seconds=301)}, "stale"),
        ({"secret": "guessed"}, "signature"),
        ({"stamp": ""}, "unsigned"),
        ({"stamp": "soon"}, "time"),
        ({"stamp": "9" * 30}, "time"),
    ],
)
def test_a_forged_or_old_message_is_not_believed(how: dict[str, Any], reason: str) -> None:
    with pytest.raises(Rejected) as refused:
        heard("webinar.started", {"id": "1"}, **how)

    assert refused.value.reason == reason


def test_a_changed_body_breaks_the_signature() -> None:
    raw, headers = zoom_message("webinar.started", {"id": "1"}, sent=NOON)

    with pytest.raises(Rejected, match="signature"):
        ZOOM.heard(
            credentials(Provider.ZOOM), headers=headers, raw=raw.replace(b'"1"', b'"2"'), now=NOON
        )


def test_a_missing_header_is_refused_and_breaks_nothing() -> None:
    with pytest.raises(Rejected, match="unsigned"):
        ZOOM.heard(credentials(Provider.ZOOM), headers={}, raw=b"{}", now=NOON)


@pytest.mark.parametrize("raw", [b"[]", b"nothing", b'{"event":"x"}', b"[" * 100_000])
def test_signed_nonsense_is_refused(raw: bytes) -> None:
    stamp = str(int(NOON.timestamp()))
    code = hmac.new(HOOK_SECRET.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256)
    headers = {"x-zm-request-timestamp": stamp, "x-zm-signature": f"v0={code.hexdigest()}"}

    with pytest.raises(Rejected, match="shape"):
        ZOOM.heard(credentials(Provider.ZOOM), headers=headers, raw=raw, now=NOON)


def test_the_secret_before_is_believed_while_it_is_given() -> None:
    raw, headers = zoom_message("webinar.started", {"id": "1"}, sent=NOON, secret="the one before")
    creds = credentials(Provider.ZOOM, older={"hook_secret": "the one before"})

    assert isinstance(ZOOM.heard(creds, headers=headers, raw=raw, now=NOON), Happening)


def test_zoom_may_ask_whether_the_address_is_ours() -> None:
    body = json.dumps({"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZ"}})
    stamp = str(int(NOON.timestamp()))
    told = f"v0:{stamp}:{body}".encode()
    code = hmac.new(HOOK_SECRET.encode(), told, hashlib.sha256).hexdigest()
    headers = {"x-zm-request-timestamp": stamp, "x-zm-signature": f"v0={code}"}

    answer = ZOOM.heard(credentials(Provider.ZOOM), headers=headers, raw=body.encode(), now=NOON)

    right = hmac.new(HOOK_SECRET.encode(), b"qgg8vlvZ", hashlib.sha256).hexdigest()
    assert answer == Challenge({"plainToken": "qgg8vlvZ", "encryptedToken": right})


def analytics(**over: object) -> bytes:
    first = {"joins": [{"timestamp": "2027-03-01T11:00:00.000+00:00"}], "lefts": []}
    second = {
        "joins": [{"timestamp": "2027-03-01T11:30:00.000+00:00"}],
        "lefts": [{"timestamp": "2027-03-01T11:45:00.000+00:00"}],
    }
    attendee = {
        "ext_user_id": "amina",
        "name": "Amina",
        "moderator": False,
        "joins": ["2027-03-01T11:00:00.000+00:00", "2027-03-01T11:30:00.000+00:00"],
        "leaves": ["2027-03-01T11:45:00.000+00:00"],
        "sessions": {"w_1": first, "w_2": second},
    }
    data = {"start": "2027-03-01T11:00:00.000+00:00", "finish": "", "attendees": [attendee]}
    body = {"meeting_id": "m1", "internal_meeting_id": "run-1", "data": data}
    return json.dumps(body | over).encode()


def reported(raw: bytes, token: str, kind: str = "application/json") -> Happening:
    headers = {"content-type": kind, "authorization": f"Bearer {token}"}
    found = BBB.heard(credentials(), headers=headers, raw=raw, now=NOON)
    assert isinstance(found, Happening)
    return found


EXP = int((NOON + timedelta(hours=24)).timestamp())


def test_the_report_of_a_run_says_who_was_there_by_each_connection() -> None:
    found = reported(analytics(), signed_512({"exp": EXP}))

    moves = BBB.moves(found.what, found.body, found.run)
    assert (found.what, found.meeting_id, found.run) == (What.REPORT, "m1", "run-1")
    assert {(move.line, move.joined, f"{move.at:%H:%M}") for move in moves} == {
        ("w_1", True, "11:00"),
        ("w_2", True, "11:30"),
        ("w_2", False, "11:45"),
    }
    assert {move.external_id for move in moves} == {"amina"}


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (signed_512({"exp": EXP}, SECRET[::-1]), "signature"),
        (signed_256({"exp": EXP}), "signature"),
        (signed_512({}), "stale"),
        (signed_512({"exp": "soon"}), "stale"),
        (signed_512({"exp": int(NOON.timestamp()) - 301}), "stale"),
        ("", "unsigned"),
    ],
)
def test_a_report_of_another_secret_algorithm_or_day_is_not_believed(
    token: str, reason: str
) -> None:
    with pytest.raises(Rejected) as refused:
        reported(analytics(), token)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "over", [{"data": None}, {"data": {"attendees": ["x"]}}, {"meeting_id": ""}]
)
def test_a_report_of_another_shape_is_refused(over: dict[str, object]) -> None:
    with pytest.raises(Rejected, match="shape"):
        reported(analytics(**over), signed_512({"exp": EXP}))


def test_a_recording_that_is_ready_is_named_by_a_signed_token() -> None:
    token = signed_256({"meeting_id": "m1", "record_id": "rec-1"})
    raw = f"signed_parameters={token}".encode()

    found = reported(raw, "", "application/x-www-form-urlencoded")

    assert (found.what, found.meeting_id, found.run) == (What.RECORDED, "m1", "rec-1")


def test_no_secret_is_ever_printed() -> None:
    assert SECRET not in repr(credentials(older={"secret": SECRET}))
