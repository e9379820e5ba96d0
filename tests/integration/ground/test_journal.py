"""The journal: chained in order, and a change of the past is found and named."""

import pytest
from sqlalchemy import delete, select, text

from tests.conftest import NOON
from webinars.database import Db
from webinars.journal.models import Detail, Entry
from webinars.journal.operations import forget_details, record, seal
from webinars.journal.queries import RUSH, RUSH_WITHIN, history, is_rush, last_evidence, walk


def write(db: Db, count: int, *, evidence: bool = True) -> None:
    for n in range(count):
        detail = {"name": f"Amina {n}"}
        record(
            db,
            kind="test.do",
            actor="a",
            subject=f"s{n}",
            now=NOON,
            detail=detail,
            evidence=evidence,
        )
    db.flush()


def test_entries_wait_unchained_until_the_sealer_comes(db: Db) -> None:
    write(db, 3)
    before = walk(db)
    assert seal(db) == 3
    after = walk(db)

    assert (before.sealed, before.unsealed) == (0, 3)
    assert (after.sealed, after.unsealed, after.whole) == (3, 0, True)


def test_the_chain_goes_on_where_it_ended(db: Db) -> None:
    write(db, 2)
    seal(db)
    write(db, 2)
    seal(db)

    assert list(db.scalars(select(Entry.sequence).order_by(Entry.id))) == [1, 2, 3, 4]
    assert walk(db).whole


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_entry SET actor = 'b' WHERE sequence = 2",
        "UPDATE journal_entry SET at = '2020-01-01 00:00:00' WHERE sequence = 2",
        "UPDATE journal_entry SET hash = '{zeros}' WHERE sequence = 2",
        "UPDATE journal_entry SET evidence = false WHERE sequence = 2",
    ],
)
def test_a_changed_entry_is_named(db: Db, change: str) -> None:
    write(db, 3)
    seal(db)

    db.execute(text(change.format(zeros="0" * 64)))
    db.expire_all()
    verdict = walk(db)

    assert verdict.broken is not None
    assert verdict.broken.sequence == 2
    assert verdict.sealed == 1


def test_a_missing_entry_is_named_by_its_place(db: Db) -> None:
    write(db, 3)
    seal(db)

    second = db.scalars(select(Entry.id).where(Entry.sequence == 2)).one()
    db.execute(delete(Detail).where(Detail.entry_id == second))
    db.execute(delete(Entry).where(Entry.id == second))

    assert walk(db).why == "entry 2 is missing"


def test_a_changed_detail_is_named_and_an_erased_one_is_not(db: Db) -> None:
    write(db, 3)
    seal(db)

    assert forget_details(db, subject="s0") == 1
    erased = walk(db)
    db.scalars(select(Detail)).first().content = {"name": "Somebody else"}  # type: ignore[union-attr]
    db.flush()

    assert (erased.whole, erased.erased_details) == (True, 1)
    assert walk(db).why == "its detail was changed"


def test_the_cut_is_the_last_sealed_evidence(db: Db) -> None:
    write(db, 2)
    seal(db)
    write(db, 1, evidence=False)
    seal(db)

    cut = last_evidence(db)
    assert cut is not None
    assert cut.sequence == 2


def test_history_reads_newest_first(db: Db) -> None:
    for kind in ("test.first", "test.second"):
        record(db, kind=kind, actor="a", subject="one", now=NOON)
        db.flush()

    assert [entry.kind for entry, _ in history(db, subject="one")] == ["test.second", "test.first"]


def test_many_entries_within_a_second_are_a_rush(db: Db) -> None:
    write(db, RUSH - 1)
    assert not is_rush(db, now=NOON)

    write(db, 1)
    assert is_rush(db, now=NOON)
    assert not is_rush(db, now=NOON + RUSH_WITHIN)
