"""An attacker holds every table, export, journal and backup, and not the server's key.

Each test is one way to say whose answer it is. What a database keeps beside its rows counts too:
where a row was put, by which transaction, and what is left of it in the file.
"""

import itertools
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, Table, delete, func, insert, select, text

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.feedback import in_classes, make_invitations, make_registrations
from tests.factories.programme import make_webinar
from tests.integration.evaluation.sealing import folder_of, rows_of, taken
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.database.engine import cut_log
from webinars.database.model import Model
from webinars.database.unit import reading, unit_of_work
from webinars.feedback.models import (
    Answer,
    Invitation,
    InvitedBy,
    Question,
    Questionnaire,
    QuestionnaireKind,
    Response,
    Spent,
)
from webinars.feedback.operations import answer, invite, mix
from webinars.feedback.queries import count_and_root
from webinars.feedback.rules import OPEN_FOR, K
from webinars.feedback.tasks import count_responses
from webinars.kernel.tokens import Keyring, Purpose, digest_of
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp

TABLES = ("feedback_spent", "feedback_response", "feedback_answer")
WRITTEN = {"relevance": "5", "satisfaction": "4"}
Rows = dict[str, list[dict[str, Any]]]


def answered(engine: Engine, number: int = 30) -> tuple[list[str], list[str]]:
    """Let `number` persons answer, each in a transaction of her own; return marks and keys so."""
    keyring = Keyring(b"a secret of this test, long enough")
    with unit_of_work(engine) as db:
        invited = [one.id for one in make_invitations(db, number)]
    marks: list[str] = []
    keys: list[str] = []
    for one in random.Random(7).sample(invited, number):  # noqa: S311  (nothing is kept secret)
        with unit_of_work(engine) as db:
            answer(
                db,
                invitation=db.get_one(Invitation, one),
                answers=WRITTEN,
                keyring=keyring,
                now=NOON,
            )
        with reading(engine) as db:
            marks += [mark for mark in db.scalars(select(Spent.mark)) if mark not in marks]
            keys += [key for key in db.scalars(select(Response.key)) if key not in keys]
    return marks, keys


def test_keys_do_not_grow_with_time(fresh_engine: Engine) -> None:
    _, keys = answered(fresh_engine)

    rising = sum(a < b for a, b in itertools.pairwise(keys))

    assert 4 < rising < 25  # of 29; a fair coin stays there in all but one run of 100 000


def test_a_focal_point_who_is_signed_in_leaves_no_other_trace(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    """What a session, a letter or a count would keep at the same moment would name who answered."""
    invitation = make_invitations(db, 7)[3]
    sign_in(client, db, make_account(db, role=Role.FOCAL_POINT))
    app.clock = lambda: NOON + timedelta(hours=3)
    before = {table.name: every(db, table.name) for table in Model.metadata.sorted_tables}

    page = "/feedback/" + app.keyring.token(Purpose.FEEDBACK, invitation.public_id, 1)
    assert client.get(page).status_code == 200
    assert client.post(page, data=WRITTEN).status_code == 200

    after = {table.name: every(db, table.name) for table in Model.metadata.sorted_tables}
    assert {name for name in after if after[name] != before[name]} == set(TABLES)


def test_no_digest_of_what_stands_elsewhere_leads_to_an_answer(db: Db, app: WebinarsApp) -> None:
    """Whoever holds public ids, addresses and names tries each through SHA-256."""
    for invitation in make_invitations(db, 7):
        answer(db, invitation=invitation, answers=WRITTEN, keyring=app.keyring, now=NOON)
    db.flush()
    kept = {str(value) for name in TABLES for row in every(db, name) for value in row}
    names = {table.name for table in Model.metadata.sorted_tables} - set(TABLES)

    tried = {digest_of(str(value)) for name in names for row in every(db, name) for value in row}

    assert not tried & kept


def test_after_a_day_rows_stand_as_if_all_had_come_at_once(fresh_engine: Engine) -> None:
    """Of PostgreSQL: a dump writes rows where they stand, a row says which transaction put it."""
    if fresh_engine.dialect.name != "postgresql":
        pytest.skip("where a row stands is asked of PostgreSQL here, and of SQLite's file below")
    marks, keys = answered(fresh_engine)
    assert standing(fresh_engine) == (marks, keys)  # until then the dump tells

    count_responses(fresh_engine, NOON)

    assert standing(fresh_engine) == (sorted(marks), sorted(keys))
    with reading(fresh_engine) as db:
        by = [db.scalars(text(f"SELECT DISTINCT xmin::text FROM {name}")).all() for name in TABLES]  # noqa: S608
    assert by[0] == by[1] == by[2]
    assert len(by[0]) == 1


def standing(engine: Engine) -> tuple[list[str], list[str]]:
    """Return marks and keys as a dump writes them."""
    with reading(engine) as db:
        marks = db.scalars(text("SELECT mark FROM feedback_spent ORDER BY ctid"))
        keys = db.scalars(text("SELECT key FROM feedback_response ORDER BY ctid"))
        return list(marks), list(keys)


def test_after_a_day_the_file_is_the_same_in_whatever_order_they_came(
    fresh_engine: Engine,
) -> None:
    """Of SQLite: a page holds its cells as they came, and a log holds page after page."""
    if fresh_engine.dialect.name != "sqlite":
        pytest.skip("the file of a table is SQLite's affair")
    answered(fresh_engine)
    rows = taken_away(fresh_engine)
    orders = [range(30), reversed(range(30)), random.Random(3).sample(range(30), 30)]  # noqa: S311

    files: dict[str, list[bytes]] = {"as they came": [], "mixed": []}
    for order in orders:
        with unit_of_work(fresh_engine) as db:
            empty(db)
        cut_log(fresh_engine)
        for place in order:
            put(fresh_engine, rows, place)
        cut_log(fresh_engine)
        files["as they came"].append(cells(fresh_engine))
        with unit_of_work(fresh_engine) as db:
            assert mix(db, since=NOON.date()) == 30
        cut_log(fresh_engine)
        files["mixed"].append(cells(fresh_engine))

    assert len(set(files["as they came"])) == 3  # the file told in which order they came
    assert len(set(files["mixed"])) == 1
    assert log_of(fresh_engine).stat().st_size == 0


def test_what_is_deleted_is_not_left_in_the_file(fresh_engine: Engine) -> None:
    if fresh_engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's vacuum takes it away in its own time")
    _, keys = answered(fresh_engine, 12)
    cut_log(fresh_engine)
    assert all(key.encode() in cells(fresh_engine) for key in keys)

    with unit_of_work(fresh_engine) as db:
        empty(db)
    cut_log(fresh_engine)

    assert not [key for key in keys if key.encode() in cells(fresh_engine)]


def table_of(name: str) -> Table:
    return Model.metadata.tables[name]


def taken_away(engine: Engine) -> Rows:
    with reading(engine) as db:
        return {
            name: [dict(row) for row in db.execute(select(table_of(name))).mappings()]
            for name in TABLES
        }


def empty(db: Db) -> None:
    for model in (Answer, Response, Spent):
        db.execute(delete(model))


def put(engine: Engine, rows: Rows, place: int) -> None:
    """Keep one response, as `answer` does: mark, response and its items in one transaction."""
    with unit_of_work(engine) as db:
        db.execute(insert(table_of("feedback_spent")), rows["feedback_spent"][place])
        response = rows["feedback_response"][place]
        db.execute(insert(table_of("feedback_response")), response)
        items = [row for row in rows["feedback_answer"] if row["response_key"] == response["key"]]
        db.execute(insert(table_of("feedback_answer")), items)


def cells(engine: Engine) -> bytes:
    """Return all pages of the database but the first, whose head counts the transactions."""
    return Path(str(engine.url.database)).read_bytes()[4096:]


def log_of(engine: Engine) -> Path:
    return Path(f"{engine.url.database}-wal")


def test_mixing_changes_no_answer(fresh_engine: Engine) -> None:
    answered(fresh_engine, 12)
    with reading(fresh_engine) as db:
        before = count_and_root(db)

    for _ in range(2):
        with unit_of_work(fresh_engine) as db:
            mix(db, since=NOON.date())

    with reading(fresh_engine) as db:
        assert count_and_root(db) == before
        assert db.scalar(select(func.count()).select_from(Spent)) == 12
    with unit_of_work(fresh_engine) as db:
        assert mix(db, since=NOON.date() + timedelta(days=1)) == 0


def test_whom_fewer_than_five_are_asked_alike_with_is_told_so_before_answering(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    """One is invited late, from another group: her answer is the only one without a group."""
    first = make_invitations(db, 12)
    (late,) = make_registrations(db, first[0].webinar, 1, language="fr")
    invited_late(db, late, "apg")

    alone = [one for one in invitations(db) if asked_alike(db)[classes(one)] < K]

    assert [one.registration_id for one in alone] == [late.id]
    for one in invitations(db):
        page = client.get("/feedback/" + app.keyring.token(Purpose.FEEDBACK, one.public_id, 1)).text
        assert ("Fewer than five people are asked in the same way" in page) == (one in alone)


def test_on_no_day_can_one_who_was_invited_late_alone_still_answer(db: Db) -> None:
    """A response has its day: after the others' last day it would be hers."""
    first = make_invitations(db, 12)
    (late,) = make_registrations(db, first[0].webinar, 1, language="fr")
    others = make_invitations(db, 6, webinar=make_webinar(db, title="Another"))

    invited_late(db, late, "african-group")
    db.expire_all()

    theirs = [one for one in invitations(db) if one.webinar_id == late.webinar_id]
    assert {one.closes_at for one in theirs} == {NOON + timedelta(days=3) + OPEN_FOR}
    assert len(theirs) == 13
    assert {one.closes_at for one in others} == {NOON + OPEN_FOR}


def test_those_asked_in_an_earlier_version_hide_nobody(db: Db) -> None:
    """A response says which version it answers: twelve of the first do not hide one."""
    first = make_invitations(db, 12)
    second = Questionnaire(
        kind=QuestionnaireKind.AFTER,
        version=99,
        made_at=NOON,
        used_from=NOON,
        public_id="second" * 4 + "aa",
    )
    second.questions = [Question(identity="satisfaction", kind="scale", position=0)]
    db.add(second)
    db.flush()
    (late,) = make_registrations(db, first[0].webinar, 1, language="ar")
    invited_late(db, late, "african-group")

    (one,) = [each for each in invitations(db) if each.registration_id == late.id]

    assert one.questionnaire_id == second.id
    assert classes(one)[2:] == ("", "", "", "")


def invited_late(db: Db, late: Registration, group: str) -> None:
    invite(
        db,
        webinar=late.webinar,
        registrations=in_classes([late], group),
        invited_by=InvitedBy.SIGN_OFF,
        now=NOON + timedelta(days=3),
    )
    db.flush()


def invitations(db: Db) -> list[Invitation]:
    return list(db.scalars(select(Invitation).order_by(Invitation.id)))


Alike = tuple[int, int, str, str, str, str]


def classes(one: Invitation) -> Alike:
    stamp = (one.group, one.category, one.language, one.completed)
    return (one.webinar_id, one.questionnaire_id, *stamp)


def asked_alike(db: Db) -> Counter[Alike]:
    return Counter(classes(one) for one in invitations(db))


def test_a_snapshot_holds_responses_by_key_and_nothing_that_others_hold(
    db: Db, app: WebinarsApp
) -> None:
    for invitation in make_invitations(db, 7):
        answer(db, invitation=invitation, answers=WRITTEN, keyring=app.keyring, now=NOON)
    db.flush()

    snapshot = taken(db, app)

    folder, responses = folder_of(app, snapshot), rows_of(app, snapshot, "responses")
    assert [row["response"] for row in responses] == sorted(row["response"] for row in responses)
    columns = (
        "response webinar questionnaire day regional_group category language completed receipt"
    )
    assert list(responses[0]) == columns.split()
    known = {row[column] for row in responses for column in ("response", "receipt")}
    elsewhere = [path for path in folder.glob("*.csv") if path.stem not in ("responses", "answers")]
    assert elsewhere
    assert not [path.name for path in elsewhere if any(key in path.read_text() for key in known)]


def every(db: Db, table: str) -> list[tuple[object, ...]]:
    db.flush()
    return sorted((tuple(row) for row in db.execute(text(f"SELECT * FROM {table}"))), key=str)  # noqa: S608  (names of the models)
