"""A new version of captions, made of an older one and what was written on a page."""

import io
from dataclasses import dataclass

from webinars.recordings.imports.taking import Taken
from webinars.recordings.imports.webvtt import BadCaptions, NoCues, judged, read_captions
from webinars.recordings.rules.parts import Part
from webinars.recordings.rules.rows import cues_from, with_cues
from webinars.recordings.rules.scripts import Place, Script, file_of, place_in
from webinars.storage.rules import Kind
from webinars.storage.store import Missing, Store, pieces

MADE_WITH = "editor"


@dataclass(frozen=True)
class Version:
    """Captions that are stored, and where the page stands in them."""

    taken: Taken
    place: Place
    count: int
    """Captions of the page."""


def script_in(store: Store, digest: str) -> Script:
    """Return the captions with this digest.

    Raises:
        Missing: they cannot be read at present.
    """
    return _read(store, digest)[0]


def _read(store: Store, digest: str) -> tuple[Script, bytes]:
    data = b"".join(pieces(store.open_range(digest)))
    try:
        return read_captions(data).script, data
    except BadCaptions as error:
        raise Missing from error


def make_version(store: Store, part: Part, *, newest: str, name: str, over: bool) -> Version | None:
    """Store what the page says in place of the same captions of the newest version.

    Args:
        newest: digest of the version in use, which may be younger than the one that was opened.
        over: also where somebody has changed these very captions meanwhile.

    Returns:
        None where they were changed, and `over` is not said.

    Raises:
        BadInput: a row is wrong, or no caption is left.
        NoRoom: the disk is full, or would be.
    """
    made = cues_from(part.rows, part.script, part.first, part.last)
    standing, data = _read(store, newest)
    place = place_in(standing, part.script, part.first, part.last)
    if not (place.is_same or over):
        return None
    captions = judged(with_cues(standing, made, place))
    if not captions.cues:
        raise NoCues
    if captions.script != standing:
        data = file_of(captions.script).encode()
    kept = store.keep(io.BytesIO(data), accept={Kind.VTT})
    taken = Taken(kept, name, None, captions.overlaps, newest, MADE_WITH)
    return Version(taken, place, len(made))
