"""Links with which somebody hears a recording before it is public: signed, and soon over.

A link opens one file, for whoever has it, until a moment that stands in it. The seal is made
with a key of its own purpose, whose version is its first letter (`kernel.tokens`).
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.refusals import Gone
from webinars.kernel.text import N_
from webinars.kernel.tokens import KEY_VERSION, Keyring, Purpose
from webinars.recordings.models import Asset, Recording
from webinars.recordings.operations.refusals import PublicAlready
from webinars.recordings.rules import Standing, in_use, standing_of

GOOD_FOR = timedelta(hours=24)
"""A slow line begins again within a day; then the Secretariat makes new ones."""


class LinkOver(Gone):
    message = N_("This link was good for a day, which is over. Ask the Secretariat for a new one.")


@dataclass(frozen=True)
class Link:
    """What opens one file until a moment."""

    asset: Asset
    until: int
    """Seconds since 1970."""
    seal: str


def make_links(
    db: Db, *, recording: Recording, keyring: Keyring, by: str, now: datetime
) -> list[Link]:
    """Return a link for each file in use. Made again within the same second, they are the same.

    Raises:
        PublicAlready: everybody can open the files already, or nobody shall.
    """
    if standing_of(recording) is not Standing.UNPUBLISHED:
        raise PublicAlready
    until = int((now + GOOD_FOR).timestamp())
    links = [Link(one, until, _seal(keyring, one, until)) for one in in_use(recording.assets)]
    told = {"files": [one.asset.public_id for one in links], "until": until}
    it = recording.public_id
    record(db, kind="recordings.share", actor=by, subject=it, now=now, detail=told)
    return links


def is_sealed(asset: Asset, *, until: str, seal: str, keyring: Keyring, now: datetime) -> bool:
    """Say whether a link opens the file.

    Raises:
        LinkOver: it did, and its day is over.
    """
    if not until.isdecimal() or not until.isascii() or len(until) > 12:
        return False
    expected = _seal(keyring, asset, int(until))
    if not hmac.compare_digest(expected.encode(), seal.encode()):
        return False
    if datetime.fromtimestamp(int(until), UTC) <= now:
        raise LinkOver
    return asset.withdrawn_at is None and standing_of(asset.recording) is Standing.UNPUBLISHED


def _seal(keyring: Keyring, asset: Asset, until: int) -> str:
    return f"{KEY_VERSION}{keyring.seal(Purpose.MEDIA, f'{asset.public_id}:{until}')}"
