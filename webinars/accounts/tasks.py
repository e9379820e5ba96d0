"""What the worker does for accounts."""

from datetime import datetime
from typing import Any

from webinars.accounts.operations import send_asked_key
from webinars.database.unit import Bind, unit_of_work


def send_key_asked(engine: Bind, arguments: dict[str, Any], now: datetime) -> None:
    """Send the letter that somebody asked for; repeated after a crash, it may be sent twice.

    Args:
        arguments: `who`, the digest of an address, and `kind`.
    """
    with unit_of_work(engine) as db:
        send_asked_key(db, who=arguments["who"], kind=arguments["kind"], now=now)
