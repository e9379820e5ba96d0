"""Files that came in pieces: looked at once they are whole, stored, and taken as they are."""

from collections.abc import Container

from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_
from webinars.recordings.imports.media import playing_time
from webinars.recordings.imports.taking import Taken, take_captions
from webinars.recordings.models import AssetKind
from webinars.recordings.rules import ACCEPTED, LONGEST
from webinars.storage.models import Upload
from webinars.storage.rules import Kind, file_name
from webinars.storage.store import Kept, Store, TooLarge, pieces
from webinars.storage.store.gathering import Part
from webinars.storage.store.intake import WrongKind, judge

ANY: frozenset[Kind] = frozenset().union(*ACCEPTED.values())
"""What a recording's file may be, whichever."""


class OtherBytes(BadInput):
    message = N_(
        "The file that arrived has another SHA-256 than its sender promised. Send it again."
    )


class NotWhole(Refusal):
    message = N_("This file has not arrived completely yet. Wait a minute and try again.")


FINAL = (BadInput, TooLarge)
"""Refusals of a whole file that no second attempt changes; a full disk is none."""


def longest_of(kind: Kind) -> int:
    """Return how many bytes a file with this content may have, whatever part it plays."""
    return max(LONGEST[part] for part, kinds in ACCEPTED.items() if kind in kinds)


def settle(store: Store, part: Part, *, declared: str) -> tuple[Kept, int | None]:
    """Judge and store a file that is whole; return it with its playing time in seconds.

    Doing it again changes nothing, so that a crash at any point is answered by that.

    Raises:
        BadInput: what it holds is not accepted, cut short, or not what was promised.
        TooLarge: it has more bytes than any part of its kind may have.
        NoRoom: the disk is full, or would be.
    """
    with part.opened() as file:
        kind = judge(file, accept=ANY)
        if part.size > longest_of(kind):
            raise TooLarge(megabytes=longest_of(kind) // 1_000_000)
        seconds = playing_time(file, kind)
        digest = part.digest()
        if declared and declared != digest:
            raise OtherBytes
        store.adopt(file, digest)
    return Kept(digest, part.size, kind), seconds


def take_arrived(store: Store, upload: Upload, *, kind: AssetKind, language: str = "") -> Taken:
    """Return what is known of an upload that has arrived, taken as a file of `kind`.

    Raises:
        BadInput: what it holds is not what `kind` wants.
        TooLarge: more bytes than the kind may have.
        NotWhole: it has not arrived yet.
        Missing: its bytes are gone.
    """
    if upload.arrived_at is None:
        raise NotWhole
    found = Kind(upload.media_type or Kind.OCTETS)
    _refuse_other(found, upload.length, ACCEPTED[kind], LONGEST[kind])
    digest = upload.digest or ""
    if kind is AssetKind.CAPTIONS:
        data = b"".join(pieces(store.open_range(digest)))
        return take_captions(store, data, found, name=upload.name, language=language)
    name = file_name(upload.name, media_type=found)
    return Taken(Kept(digest, upload.length, found), name, upload.seconds)


def _refuse_other(found: Kind, size: int, accept: Container[str], longest: int) -> None:
    if found not in accept:
        raise WrongKind(found=found.value)
    if size > longest:
        raise TooLarge(megabytes=longest // 1_000_000)
