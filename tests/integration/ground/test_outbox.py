"""Letters: claimed once, retried with patience, never sent twice while nobody crashes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from tests.conftest import NOON
from webinars.database import Db
from webinars.database.unit import unit_of_work
from webinars.outbox.models import Letter
from webinars.outbox.operations import (
    BACK_OFF,
    LEASE,
    claim,
    mark_failed,
    mark_sent,
    post,
    try_again,
    withdraw,
)


def write(db: Db, **over: object) -> Letter:
    facts = {
        "kind": "test.kind",
        "address": "a@example.org",
        "name": "Amina",
        "language": "en",
        "zone": None,
        "about": "r",
    }
    public_id = post(db, **(facts | {"now": NOON} | over))  # type: ignore[arg-type]
    return db.scalars(select(Letter).filter_by(public_id=public_id)).one()


def test_the_longest_due_is_claimed_first_and_not_again_while_leased(db: Db) -> None:
    late = write(db, due_at=NOON)
    early = write(db, due_at=NOON - timedelta(hours=1))
    write(db, due_at=NOON + timedelta(hours=1))

    assert [claim(db, now=NOON), claim(db, now=NOON), claim(db, now=NOON)] == [early, late, None]


def test_a_lost_lease_is_claimed_again_under_the_same_id(db: Db) -> None:
    letter = write(db)
    claim(db, now=NOON)

    again = claim(db, now=NOON + LEASE)

    assert again is letter
    assert again.attempts == 2


def test_failures_wait_longer_and_end_in_being_given_up(db: Db) -> None:
    letter, moment = write(db), NOON
    for pause in BACK_OFF:
        assert claim(db, now=moment) is letter
        mark_failed(letter, error="server answered 451", final=False, now=moment)
        db.flush()
        assert letter.due_at == moment + pause
        moment = letter.due_at
    claim(db, now=moment)
    mark_failed(letter, error="server answered 451", final=False, now=moment)
    db.flush()

    assert letter.failed_at == moment
    assert claim(db, now=moment + timedelta(days=9)) is None


def test_a_final_no_is_given_up_at_once_and_can_be_tried_again(db: Db) -> None:
    letter = write(db)
    claim(db, now=NOON)
    mark_failed(letter, error="recipient refused: 550", final=True, now=NOON)
    db.flush()
    given_up = claim(db, now=NOON + timedelta(days=1))
    try_again(db, public_id=letter.public_id, now=NOON)

    assert given_up is None
    assert claim(db, now=NOON) is letter


@pytest.mark.parametrize("kinds", [None, ["test.kind"]])
def test_a_letter_that_became_false_is_withdrawn(db: Db, kinds: list[str] | None) -> None:
    sent, waiting = write(db), write(db, due_at=NOON + timedelta(days=1))
    mark_sent(sent, now=NOON)
    write(db, about="another")
    db.flush()

    assert withdraw(db, about="r", kinds=kinds, now=NOON) == 1
    db.expire_all()
    assert (waiting.withdrawn_at, sent.withdrawn_at) == (NOON, None)


def claim_all(engine: Engine) -> list[int]:
    taken: list[int] = []
    while True:
        with unit_of_work(engine) as own:
            letter = claim(own, now=NOON)
        if letter is None:
            return taken
        taken.append(letter.id)


def test_two_workers_never_hold_the_same_letter(fresh_engine: Engine) -> None:
    with unit_of_work(fresh_engine) as db:
        for _ in range(40):
            write(db)

    with ThreadPoolExecutor(4) as workers:
        shares = list(workers.map(lambda _: claim_all(fresh_engine), range(4)))

    taken = [letter for share in shares for letter in share]
    with unit_of_work(fresh_engine) as db:
        assert sorted(taken) == sorted(db.scalars(select(Letter.id)))
