"""What a fresh database is filled with: the reference States, and the demonstration where asked."""

from datetime import datetime

from sqlalchemy import Engine

import config
from webinars.app.demonstration import accounts, is_empty, load
from webinars.database.unit import reading, unit_of_work
from webinars.feedback.instruments import load_all
from webinars.kernel.tokens import Keyring
from webinars.states.operations import load_reference
from webinars.storage.store import open_store


def fill(
    engine: Engine, settings: config.Settings, *, demonstration: bool, now: datetime
) -> list[str]:
    """Load what is missing; return the lines that name the demonstration sign-ins there are.

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
        return [
            f"Sign in as {email} with password {settings.demo_password}" for email in accounts(db)
        ]
