"""What a fresh database is filled with: the reference States, and the demonstration where asked."""

import shlex
from datetime import datetime

from sqlalchemy import Engine

import config
from webinars.accounts.queries import list_accounts
from webinars.app.demonstration import accounts, is_empty, load
from webinars.database.unit import reading, unit_of_work
from webinars.feedback.instruments import load_all
from webinars.kernel.tokens import Keyring
from webinars.states.operations import load_reference
from webinars.storage.store import open_store


def fill(
    engine: Engine, settings: config.Settings, *, demonstration: bool, now: datetime
) -> list[str]:
    """Load what is missing; return the lines that say who can sign in.

    The demonstration goes into a database without series only, all of it or
    nothing, so that a power cut leaves no half of it.
    """
    keyring = Keyring(settings.secret_key.encode())
    with unit_of_work(engine) as db:
        load_reference(db, now=now)
        load_all(db, now=now)
        if demonstration and is_empty(db):
            load(db, store=open_store(settings.storage_url), keyring=keyring, now=now)
    with reading(engine) as db:
        sign_ins = [
            f"Sign in as {email} with password {settings.demo_password}" for email in accounts(db)
        ]
        return sign_ins if list_accounts(db) else _first_account(settings)


def _first_account(settings: config.Settings) -> list[str]:
    """Return how somebody becomes the first who can sign in."""
    there = f"WEBINARS_DATA_DIR={shlex.quote(str(settings.data))}"
    command = ".venv/bin/flask --app wsgi accounts invite EMAIL NAME --role administrator"
    return ["Nobody can sign in yet. Make the first account:", f"    {there} {command}"]
