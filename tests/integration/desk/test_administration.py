"""Letters and jobs for the administrator: seen without their words, and tried again."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from webinars.database import Db
from webinars.desk.sights.outgoing import veiled
from webinars.jobs.models import Job
from webinars.jobs.operations import enqueue
from webinars.outbox.models import Letter
from webinars.outbox.operations import mark_failed, mark_sent, post


def make_letter(db: Db, *, address: str = "amina.mfano@office.example") -> Letter:
    public_id = post(
        db,
        kind="registrations.confirmation",
        address=address,
        name="Amina Mfano",
        language="en",
        zone=None,
        about="somebody",
        now=NOON,
        content={"secret": "the words of it"},
    )
    return db.scalars(select(Letter).filter_by(public_id=public_id)).one()


def make_failed_letter(db: Db) -> Letter:
    letter = make_letter(db)
    error = "550 5.1.1 <amina.mfano@office.example>: user unknown"
    mark_failed(letter, error=error, final=True, now=NOON)
    db.flush()
    return letter


def make_failed_job(db: Db) -> Job:
    job = enqueue(db, name="storage.verify", arguments={"secret": "the words"}, now=NOON)
    job.failed_at, job.last_error = NOON, "OSError: the disk is full"
    db.flush()
    return job


def test_letters_show_their_fate_but_neither_words_nor_whole_addresses(
    db: Db, administrator: FlaskClient
) -> None:
    make_failed_letter(db)
    mark_sent(make_letter(db), now=NOON)
    make_letter(db)

    page = administrator.get("/administration/letters").text

    assert "1 delivered, 1 waiting, 1 given up" in page
    assert "am…@office.example" in page
    assert "550 5.1.1 &lt;am…@office.example&gt;: user unknown" in page
    assert "amina.mfano" not in page
    assert "the words of it" not in page


def test_a_letter_that_was_given_up_is_tried_again(db: Db, administrator: FlaskClient) -> None:
    letter = make_failed_letter(db)
    make_letter(db)

    listed = administrator.get("/administration/letters?failed=1").text
    answer = administrator.post(f"/administration/letters/{letter.public_id}/again")

    db.expire(letter)
    assert "<h1>Letters that were given up</h1>" in listed
    assert "1 letter<" in listed
    assert answer.status_code == 303
    assert letter.failed_at is None
    assert letter.due_at == NOON


def test_a_job_that_was_given_up_is_tried_again(db: Db, administrator: FlaskClient) -> None:
    job = make_failed_job(db)

    listed = administrator.get("/administration/jobs?failed=1").text
    answer = administrator.post(f"/administration/jobs/{job.public_id}/again")

    db.expire(job)
    assert "OSError: the disk is full" in listed
    assert "the words" not in listed
    assert answer.status_code == 303
    assert job.failed_at is None


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize("path", ["/administration/letters", "/administration/jobs"])
def test_a_list_takes_as_many_queries_for_one_row_as_for_many(
    db: Db, administrator: FlaskClient, queries: list[str], count: int, path: str
) -> None:
    for _ in range(count):
        make_failed_letter(db)
        make_failed_job(db)
    queries.clear()

    assert administrator.get(path).status_code == 200
    assert len(queries) <= 8


def test_an_address_that_was_emptied_stays_empty() -> None:
    assert veiled("") == ""
    assert veiled("a@b.example") == "a…@b.example"


def test_the_secretariat_does_not_try_letters_again(db: Db, secretariat: FlaskClient) -> None:
    letter = make_failed_letter(db)

    answer = secretariat.post(f"/administration/letters/{letter.public_id}/again")

    assert answer.status_code == 403
    assert letter.failed_at == NOON
