"""The end of a series as the worker brings it about, when an administrator asked."""

from datetime import datetime
from typing import Any

from webinars.database.unit import Bind
from webinars.evaluation.operations import Place
from webinars.privacy.operations import retire


def retire_asked(
    place: Place, engine: Bind, arguments: dict[str, Any], now: datetime
) -> str | None:
    return retire(engine, place, public_id=str(arguments["closure"]), now=now)
