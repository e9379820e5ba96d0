"""The letter to the evaluator that a snapshot was taken, with the digest of its seal."""

from collections.abc import Mapping

from sqlalchemy import select

from webinars.database import Db
from webinars.evaluation.models import Snapshot
from webinars.kernel.text import N_
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen, Sort

TAKEN = "evaluation.taken"


def taken(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft what `flask evaluation verify` is to be compared with."""
    found = db.scalars(select(Snapshot).where(Snapshot.public_id == letter.about)).one_or_none()
    if found is None:
        return None
    values = {
        "cut": found.cut,
        "digest": found.digest,
        "taken_at": found.taken_at,
        "link": f"{pen.base_url}/evaluation/snapshots/{found.cut}",
        "public": f"{pen.base_url}/indicators/snapshots",
    }
    return Draft("evaluation/letters/taken", values)


KINDS: Mapping[str, Kind] = {TAKEN: taken}
SORTS: Mapping[str, Sort] = {TAKEN: Sort(N_("Digest of a snapshot"))}
