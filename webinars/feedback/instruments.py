"""The instruments that come with the program."""

import json
from datetime import datetime
from pathlib import Path

from webinars.database import Db
from webinars.feedback.operations import load_instrument

AFTER = Path(__file__).parent / "data/after.json"
"""After a webinar: eight items, six languages."""


def load_all(db: Db, *, now: datetime) -> None:
    """Load every instrument in the version that comes with the program, unless it is there."""
    load_instrument(db, instrument=json.loads(AFTER.read_text(encoding="utf-8")), now=now)
