"""Whoever answered sees with her receipt that the answer stands in a sealed snapshot, unaltered."""

from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.feedback import make_invitations
from tests.integration.evaluation.sealing import folder_of, taken
from webinars.database import Db
from webinars.feedback.operations import answer
from webinars.web.requests import WebinarsApp

PAGE = "/indicators/snapshots"


def answered(db: Db, app: WebinarsApp, **answers: str) -> str:
    (invitation,) = make_invitations(db)
    receipt = answer(db, invitation=invitation, answers=answers, keyring=app.keyring, now=NOON)
    db.flush()
    return receipt


def test_a_receipt_shows_its_answer_in_the_snapshot_that_is_named(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    before = taken(db, app)
    receipt = answered(
        db, app, satisfaction="4", recommend="9", other="unsure", comment="My own words"
    )
    after = taken(db, app)

    found = client.post(PAGE, data={"receipt": receipt, "cut": str(after.cut)})
    earlier = client.post(PAGE, data={"receipt": receipt, "cut": str(before.cut)})
    chinese = client.post(f"{PAGE}?lang=zh", data={"receipt": receipt, "cut": str(after.cut)})

    assert f"Your answer stands in snapshot {after.cut}" in found.text
    assert "Overall, I am satisfied with this webinar." in found.text
    assert '<dd class="num" dir="ltr">4</dd>' in found.text
    assert "总体而言，我对本次网络研讨会感到满意。" in chinese.text
    assert "Overall, I am satisfied" not in chinese.text
    assert "<dd>I do not know</dd>" in found.text
    assert ">unsure<" not in chinese.text
    assert "My own words" not in found.text
    assert f"Not found in snapshot {before.cut}" in earlier.text


def test_no_other_receipt_finds_anything_and_nonsense_is_a_sentence(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    answered(db, app, satisfaction="4")
    cut = str(taken(db, app).cut)

    other = client.post(PAGE, data={"receipt": "0" * 52, "cut": cut})
    empty = client.post(PAGE, data={"receipt": "", "cut": cut})
    elsewhere = client.post(PAGE, data={"receipt": "x", "cut": "../../etc"})

    assert "Not found" in other.text
    assert [empty.status_code, elsewhere.status_code] == [422, 422]


def test_a_snapshot_that_was_tampered_with_is_not_vouched_for(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    receipt = answered(db, app, satisfaction="2")
    snapshot = taken(db, app)
    answers = folder_of(app, snapshot) / "answers.csv"
    answers.write_text(answers.read_text().replace("satisfaction,2", "satisfaction,5"))

    page = client.post(PAGE, data={"receipt": receipt, "cut": str(snapshot.cut)})

    assert "is damaged" in page.text
    assert ">5<" not in page.text


def test_a_snapshot_whose_files_are_gone_is_a_sentence(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    receipt = answered(db, app, satisfaction="2")
    snapshot = taken(db, app)
    (folder_of(app, snapshot) / "manifest.sha256").unlink()

    page = client.post(PAGE, data={"receipt": receipt, "cut": str(snapshot.cut)})

    assert page.status_code == 200
    assert "is damaged" in page.text


def test_everybody_sees_the_digest_of_every_snapshot(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    digests = [taken(db, app).digest for _ in range(2)]
    page = client.get(PAGE)

    assert all(digest in page.text for digest in digests)


def test_before_the_first_snapshot_the_page_says_so(client: FlaskClient) -> None:
    assert "No snapshot has been taken yet" in client.get(PAGE).text
