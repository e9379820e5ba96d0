"""The letter of thanks, to those who pressed *Join now*."""

from collections.abc import Mapping

from webinars.database import Db
from webinars.kernel.text import N_
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen, Sort
from webinars.registrations.letters.parts import named, standing_row, values_of

THANKS = "live.thanks"


def thanks(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft the thanks for a sitting, named in `content`."""
    registration = standing_row(db, letter, pen)
    if registration is None:
        return None
    sitting = named(registration, letter.content["sitting"])
    return Draft("live/letters/thanks", values_of(registration, sitting, letter, pen))


KINDS: Mapping[str, Kind] = {THANKS: thanks}
SORTS: Mapping[str, Sort] = {THANKS: Sort(N_("Thanks"), "afterwards", waits=True)}
