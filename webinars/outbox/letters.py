"""A trial: a letter as it stands, sent to the person of the Secretariat who asked for it."""

from collections.abc import Mapping

from webinars.database import Db
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen

TRIAL = "outbox.trial"


def trial(_db: Db, letter: Letter, _pen: Pen) -> Draft | None:
    """Draft what was written when it was asked for: `subject`, `text` and `html` of `content`."""
    return Draft(
        "layout/trial", {name: letter.content[name] for name in ("subject", "text", "html")}
    )


KINDS: Mapping[str, Kind] = {TRIAL: trial}
