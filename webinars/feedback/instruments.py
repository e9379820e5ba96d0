"""The instruments that come with the program."""

import json
from datetime import datetime
from pathlib import Path

from webinars.database import Db
from webinars.feedback.operations import load_instrument

DATA = Path(__file__).parent / "data"

INSTRUMENTS = ("after", "three-months", "six-months")
"""After a webinar eight items, three and six months later five: each in six languages."""


def load_all(db: Db, *, now: datetime) -> None:
    """Load every instrument in the version that comes with the program, unless it is there."""
    for name in INSTRUMENTS:
        instrument = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
        load_instrument(db, instrument=instrument, now=now)
