"""`flask accounts …`: the first account, and a look at all."""

from sqlalchemy import select

from webinars.accounts.models import Account
from webinars.database import Db
from webinars.outbox.models import Letter
from webinars.web.requests import WebinarsApp


def test_the_first_account_is_invited_from_the_command_line(app: WebinarsApp, db: Db) -> None:
    run = app.test_cli_runner().invoke

    made = run(args=["accounts", "invite", "Ana@EXAMPLE.org", "Ana", "--role", "administrator"])
    told = run(args=["accounts", "list"])

    assert made.output == "invited Ana@EXAMPLE.org as administrator\n"
    assert told.output == "Ana@example.org  administrator  open\n"
    assert db.scalars(select(Letter.kind)).all() == ["accounts.invitation"]


def test_what_is_refused_leaves_no_account(app: WebinarsApp, db: Db) -> None:
    run = app.test_cli_runner().invoke

    without = run(args=["accounts", "invite", "eva@example.org", "Eva", "--role", "evaluator"])

    assert without.exit_code == 1
    assert "needs a mandate" in without.output
    assert db.scalars(select(Account)).all() == []
