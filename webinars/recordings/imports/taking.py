"""Taking a file in: judged by its content, measured, and kept, before any row is written."""

import os
from dataclasses import dataclass
from typing import BinaryIO

from webinars.recordings.imports.media import playing_time
from webinars.recordings.imports.webvtt import read_captions
from webinars.recordings.models import AssetKind
from webinars.recordings.rules import ACCEPTED, LONGEST
from webinars.storage.rules import file_name
from webinars.storage.store import Kept, Store, TooLarge
from webinars.storage.store.intake import judge


@dataclass(frozen=True)
class Taken:
    """A file that is kept, and what its content says of itself."""

    kept: Kept
    name: str
    """As it was called, made harmless, with the ending of what it is."""
    seconds: int | None = None
    overlaps: tuple[str, ...] = ()
    """Where captions overlap, as clock times."""


def take(store: Store, file: BinaryIO, *, name: str, kind: AssetKind) -> Taken:
    """Keep `file` as a file of `kind` and return what is known of it.

    It is judged first and stored last, so that a refused file leaves nothing.

    Args:
        file: seekable, and untouched by the caller until this returns.
        name: what its sender calls it; metadata, never a path.

    Raises:
        BadInput: what it holds is not what `kind` wants, is cut short, or could be mistaken.
        TooLarge: more bytes than the kind may have.
        NoRoom: the disk is full, or would be.
    """
    accept, longest = ACCEPTED[kind], LONGEST[kind]
    if file.seek(0, os.SEEK_END) > longest:
        raise TooLarge(megabytes=longest // 1_000_000)
    seconds: int | None = None
    overlaps: tuple[str, ...] = ()
    if file.tell():
        found = judge(file, accept=accept)
        seconds = playing_time(file, found)
        overlaps = _overlaps(file) if kind is AssetKind.CAPTIONS else ()
    file.seek(0)
    kept = store.keep(file, accept=accept, at_most=longest)
    return Taken(kept, file_name(name, media_type=kept.media_type), seconds, overlaps)


def _overlaps(file: BinaryIO) -> tuple[str, ...]:
    file.seek(0)
    return read_captions(file.read()).overlaps
