"""`/files/`: tus 1.0 as its own document describes it, over both databases."""

import base64
import hashlib
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import NOON
from tests.factories.recordings import SLIDES, film, make_held_sitting
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.recordings.imports import gathered
from webinars.recordings.operations.uploading import make_upload_token
from webinars.recordings.rules.outcomes import refusal_in
from webinars.recordings.tending import tend_uploads
from webinars.storage.models import StoredFile, Upload
from webinars.storage.store import Store, TooLarge
from webinars.web.requests import WebinarsApp

HERE = {"Tus-Resumable": "1.0.0", "Origin": "http://localhost"}
PIECE = {"Content-Type": "application/offset+octet-stream"}


def told(**facts: str) -> str:
    return ",".join(f"{key} {base64.b64encode(v.encode()).decode()}" for key, v in facts.items())


def begin(client: FlaskClient, length: int, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401
    said = {"Upload-Length": str(length), "Upload-Metadata": told(filename="sitting.mp4")}
    return client.post("/files/", headers=HERE | said | (headers or {}))


def send(client: FlaskClient, where: str, at: int, data: bytes, **headers: str) -> Any:  # noqa: ANN401
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.patch(where, data=data, headers=HERE | PIECE | {"Upload-Offset": str(at)} | said)


def test_a_server_says_what_it_can(client: FlaskClient) -> None:
    answer = client.options("/files/")

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,checksum,expiration,termination"
    assert answer.headers["Tus-Max-Size"] == "4000000000"
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha256,sha1,md5"


def test_a_file_arrives_in_pieces_and_is_stored_under_its_digest(
    db: Db, officer: FlaskClient, store: Store
) -> None:
    data = film()
    made = begin(officer, len(data))
    assert (made.status_code, made.headers["Upload-Offset"]) == (201, "0")
    assert made.headers["Upload-Expires"] == "Mon, 08 Mar 2027 12:00:00 GMT"
    where = made.headers["Location"]

    first = send(officer, where, 0, data[:1000])
    between = officer.head(where, headers=HERE)
    last = send(officer, where, 1000, data[1000:])
    after = officer.head(where, headers=HERE)

    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "1000")
    assert (between.status_code, between.headers["Upload-Offset"]) == (200, "1000")
    assert between.headers["Upload-Length"] == str(len(data))
    assert between.headers["Cache-Control"] == "no-store"
    assert (last.status_code, after.headers["Upload-Offset"]) == (204, str(len(data)))
    [upload] = db.scalars(select(Upload)).all()
    assert (upload.digest, upload.seconds) == (hashlib.sha256(data).hexdigest(), 3)
    assert store.verify(upload.digest or "")
    assert list(db.scalars(select(Entry.kind).where(Entry.kind.startswith("uploads")))) == [
        "uploads.begin",
        "uploads.arrive",
    ]


def test_a_last_piece_whose_answer_was_lost_may_be_sent_again(officer: FlaskClient) -> None:
    data = film()
    where = begin(officer, len(data)).headers["Location"]
    send(officer, where, 0, data)

    assert send(officer, where, len(data), b"").status_code == 204
    assert send(officer, where, 0, data).status_code == 409


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.9"}, 412),
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": "-5"}, 400),
        ({"Upload-Length": "many"}, 400),
        ({"Upload-Length": "4000000001"}, 413),
        ({"Upload-Metadata": "filename ???"}, 400),
        ({"Upload-Metadata": told(sitting="nosuch")}, 404),
        ({"Upload-Metadata": told(sitting="a\0b")}, 404),
        ({"Upload-Metadata": told(sha256="abc")}, 400),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Authorization": "Bearer nothing"}, 401),
        ({"Authorization": "Basic YTpi"}, 401),
    ],
)
def test_what_cannot_begin_is_refused_with_a_sentence(
    db: Db, officer: FlaskClient, headers: dict[str, str], status: int
) -> None:
    answer = begin(officer, 100, headers)

    assert answer.status_code == status
    assert answer.text.rstrip().endswith((".", ".)"))
    assert db.scalars(select(Upload)).all() == []


def test_strangers_and_others_find_no_upload(
    app: WebinarsApp, db: Db, officer: FlaskClient, client: FlaskClient
) -> None:
    where = begin(officer, 100).headers["Location"]
    other = make_account(db, role=Role.SECRETARIAT, email="second@example.org")
    focal = make_account(db, role=Role.EVALUATOR, email="evaluator@example.org")

    assert begin(client, 100).status_code == 401
    assert client.head(where, headers=HERE).status_code == 401
    assert sign_in(app.test_client(), db, other).head(where, headers=HERE).status_code == 404
    assert begin(sign_in(app.test_client(), db, focal), 100).status_code == 403


@pytest.mark.parametrize(
    ("at", "data", "headers", "status"),
    [
        (5, b"x", {}, 409),
        (0, bytes(101), {}, 413),
        (0, b"x", {"Content_Type": "text/plain"}, 415),
        (0, b"x", {"Upload_Checksum": "crc32 AAAA"}, 400),
        (0, b"x", {"Upload_Checksum": "sha1 AAAA"}, 460),
        (0, b"x", {"Origin": "http://elsewhere.example"}, 403),
    ],
)
def test_a_piece_that_does_not_fit_changes_nothing(
    officer: FlaskClient, at: int, data: bytes, headers: dict[str, str], status: int
) -> None:
    where = begin(officer, 100).headers["Location"]

    assert send(officer, where, at, data, **headers).status_code == status
    assert officer.head(where, headers=HERE).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_a_piece_with_its_checksum_is_taken(officer: FlaskClient, algorithm: str) -> None:
    where = begin(officer, 100).headers["Location"]
    digest = base64.b64encode(hashlib.new(algorithm, b"piece").digest()).decode()

    answer = send(officer, where, 0, b"piece", Upload_Checksum=f"{algorithm} {digest}")

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "5")


@pytest.mark.parametrize(
    "case",
    [
        (film()[:-5000], "its end is missing"),
        (film() + b"PK\x05\x06" + bytes(4) + b"\1\0\1\0" + b"\x2e\0\0\0" + bytes(6), "hidden in"),
        (b"<html><script>alert(1)</script>", "is a web page"),
        (b"PK\x03\x04" + bytes(400), "damaged or not complete"),
    ],
)
def test_a_whole_file_that_is_not_what_is_wanted_is_refused_and_gone(
    app: WebinarsApp, db: Db, officer: FlaskClient, store: Store, case: tuple[bytes, str]
) -> None:
    data, sentence = case
    where = begin(officer, len(data)).headers["Location"]

    answer = send(officer, where, 0, data)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert officer.head(where, headers=HERE).status_code == 410
    assert list(store.digests(older_than=NOON + timedelta(days=9999))) == []
    [outcome] = db.scalars(select(Upload.outcome)).all()
    assert sentence in str(outcome)
    tend_uploads(store, app.engine, NOON + timedelta(minutes=5))
    db.expire_all()
    assert db.scalars(select(Upload.outcome)).all() == [outcome]


def test_the_page_says_for_a_day_what_was_refused_and_why(db: Db, officer: FlaskClient) -> None:
    sitting = make_held_sitting(db)
    data = b"PK\x05\x06" + bytes(18)
    said = {"Upload-Metadata": told(filename="all.zip", sitting=sitting.public_id)}
    send(officer, begin(officer, len(data), said).headers["Location"], 0, data)
    page = f"/secretariat/sittings/{sitting.public_id}/recording"

    shown = officer.get(page, query_string={"lang": "fr"}).text

    assert "all.zip" in shown
    assert "Non retenus" in shown
    assert "En route" not in shown
    upload = db.scalars(select(Upload)).one()
    assert upload.outcome is not None
    upload.ended_at = NOON - timedelta(days=1)
    db.flush()
    assert "all.zip" not in officer.get(page).text


def test_a_whole_file_that_is_too_big_for_its_kind_is_refused_once(
    db: Db, officer: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathered, "longest_of", lambda _kind: 10)
    where = begin(officer, len(SLIDES)).headers["Location"]

    assert send(officer, where, 0, SLIDES).status_code == 413
    assert store.gathering.size(where.rpartition("/")[2]) is None
    [outcome] = db.scalars(select(Upload.outcome)).all()
    assert refusal_in(str(outcome)) == (TooLarge.message, {"megabytes": "0"})


def test_bytes_that_are_not_what_was_promised_are_refused(officer: FlaskClient) -> None:
    data = film()
    promise = {"Upload-Metadata": told(filename="a.mp4", sha256="0" * 64)}
    where = begin(officer, len(data), promise).headers["Location"]

    assert "another SHA-256" in send(officer, where, 0, data).text


def test_a_program_with_a_token_sends_for_one_sitting_and_nothing_else(
    app: WebinarsApp, db: Db, client: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    account = make_account(db, role=Role.SECRETARIAT, email="token@example.org")
    token = make_upload_token(db, about=sitting.public_id, by=account.public_id, now=NOON)
    bearer = {"Authorization": f"Bearer {token}", "Origin": ""}

    made = begin(client, len(SLIDES), bearer)
    where = made.headers["Location"]
    sent = send(client, where, 0, SLIDES, **bearer)

    assert (made.status_code, sent.status_code) == (201, 204)
    [upload] = db.scalars(select(Upload)).all()
    assert (upload.owner, upload.about) == (account.public_id, sitting.public_id)
    assert client.get("/secretariat/", headers=bearer).status_code == 303
    app.clock = lambda: NOON + timedelta(hours=24)
    assert begin(client, 100, bearer).status_code == 401
    assert db.scalar(select(StoredFile.digest)) is None


def test_an_upload_is_given_up(officer: FlaskClient, db: Db, store: Store) -> None:
    where = begin(officer, 100).headers["Location"]
    send(officer, where, 0, b"half")

    assert officer.delete(where, headers=HERE).status_code == 204
    assert officer.head(where, headers=HERE).status_code == 410
    assert send(officer, where, 4, b"more").status_code == 410
    assert store.gathering.size(where.rpartition("/")[2]) is None
    assert db.scalars(select(Upload.outcome)).all() == ["given up"]


def test_a_client_behind_a_narrow_proxy_may_say_it_in_other_words(officer: FlaskClient) -> None:
    where = begin(officer, 100).headers["Location"]
    said = HERE | PIECE | {"Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}

    assert officer.post(where, data=b"piece", headers=said).headers["Upload-Offset"] == "5"


def test_an_upload_that_nobody_finished_ends_after_a_week(
    app: WebinarsApp, db: Db, officer: FlaskClient, store: Store
) -> None:
    where = begin(officer, 100).headers["Location"]
    send(officer, where, 0, b"half")

    tend_uploads(store, app.engine, NOON + timedelta(days=7))

    assert db.scalars(select(Upload.outcome)).all() == ["expired"]
    assert store.gathering.size(where.rpartition("/")[2]) is None


def test_what_a_crash_left_whole_is_finished_by_the_worker(
    app: WebinarsApp, db: Db, officer: FlaskClient, store: Store
) -> None:
    data = film()
    where = begin(officer, len(data)).headers["Location"]
    with store.gathering.held(where.rpartition("/")[2]) as part:
        part.append([data])  # and then the power was cut

    tend_uploads(store, app.engine, NOON)

    assert db.scalars(select(Upload.digest)).all() == [hashlib.sha256(data).hexdigest()]
    assert officer.head(where, headers=HERE).headers["Upload-Offset"] == str(len(data))


def test_more_than_the_quota_is_refused(officer: FlaskClient, store: Store) -> None:
    store.quota = 150

    assert begin(officer, 100).status_code == 201
    refused = begin(officer, 100)

    assert refused.status_code == 507
    assert "no room left" in refused.text


def test_what_two_hold_is_refused_to_the_second(officer: FlaskClient, store: Store) -> None:
    where = begin(officer, 100).headers["Location"]

    with store.gathering.held(where.rpartition("/")[2]):
        answer = send(officer, where, 0, b"x")

    assert answer.status_code == 423
