"""What a request keeps, on a real database and not inside a test's transaction."""

import pytest
from flask import abort, request
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import StatementError
from werkzeug.routing import IntegerConverter

from config import Settings
from webinars.app.building import create_app
from webinars.database.unit import reading, unit_of_work
from webinars.journal.models import Entry
from webinars.journal.operations import record
from webinars.kernel.refusals import Refusal
from webinars.web.access import public
from webinars.web.requests import WebinarsApp, db, now
from webinars.web.routing import NumberOfRow


@pytest.mark.parametrize(
    ("method", "outcome", "kept"),
    [
        ("POST", 200, 1),
        ("POST", 303, 1),
        ("POST", 422, 0),
        ("POST", 409, 0),
        ("POST", 500, 0),
    ],
)
def test_a_request_keeps_its_work_when_it_succeeds(
    fresh_engine: Engine, settings: Settings, method: str, outcome: int, kept: int
) -> None:
    app = create_app(settings, engine=fresh_engine)

    @app.route("/try", methods=[method])
    @public
    def attempt() -> tuple[str, int]:
        record(db(), kind="test.try", actor="test", subject="s", now=now())
        db().flush()
        if outcome == 500:
            raise RuntimeError
        if outcome == 409:
            raise Refusal
        if outcome == 422:
            abort(422)
        return "", outcome

    answer = app.test_client().open("/try", method=method)

    assert answer.status_code == outcome
    with reading(fresh_engine) as own:
        assert own.scalar(select(func.count()).select_from(Entry)) == kept


def test_who_reads_a_page_changes_nothing(fresh_engine: Engine, settings: Settings) -> None:
    app = create_app(settings, engine=fresh_engine)

    @app.get("/try")
    @public
    def attempt() -> str:
        record(db(), kind="test.try", actor="test", subject="s", now=now())
        db().flush()
        return ""

    answer = app.test_client().get("/try")

    refused = fresh_engine.dialect.name == "postgresql"  # by the server itself
    assert answer.status_code == (500 if refused else 200)
    with reading(fresh_engine) as own:
        assert own.scalar(select(func.count()).select_from(Entry)) == 0


@pytest.mark.parametrize("address", ["/webinars/%00", "/states?q=%00", "/join/%00"])
def test_an_address_with_a_nul_is_no_page(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("sent", [{"code": "\0", "reason": "a\0b\0"}, {"\0reason": "ab"}])
@pytest.mark.parametrize("form", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_in_a_form_there_is_no_nul(app: WebinarsApp, sent: dict[str, str], form: str) -> None:
    with app.test_request_context(method="POST", data=sent, content_type=form):
        assert request.form["reason"] == "ab"
        assert "\0" not in str(request.form)


def test_an_acknowledged_change_is_on_disk(fresh_engine: Engine) -> None:
    """`kill -9` proves nothing about a power cut; the settings do."""
    with fresh_engine.connect() as connection:
        if fresh_engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        else:
            assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


def test_a_fault_of_the_database_names_no_value(fresh_engine: Engine) -> None:
    """Else the log would keep names, addresses and answers that could not be written."""
    with pytest.raises(StatementError) as raised, unit_of_work(fresh_engine) as db:
        db.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Amina Mfano"})

    assert "Mfano" not in str(raised.value)


def test_the_page_of_a_fault_names_a_reference_and_needs_no_database(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings)

    @app.route("/fault")
    @public
    def fault() -> str:
        raise RuntimeError(request.args["said"])

    answer = app.test_client().get("/fault?said=a secret")

    assert answer.status_code == 500
    assert "a secret" not in answer.text + caplog.text
    assert "in fault" in caplog.text  # the log says where
    assert not (settings.data / "webinars.sqlite").exists()


def test_every_number_in_an_address_is_one_that_a_row_can_have(app: WebinarsApp) -> None:
    app.open_rooms()
    converters = {
        converter
        for rule in app.url_map.iter_rules()
        for converter in rule._converters.values()  # noqa: SLF001  (there is no other way to ask)
        if isinstance(converter, IntegerConverter)
    }

    assert len(converters) > 5
    assert {type(one) for one in converters} == {NumberOfRow}
