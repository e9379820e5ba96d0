"""Taking a file in: judged by its content, measured, and kept, before any row is written."""

import hashlib
import io
import os
from dataclasses import dataclass
from typing import BinaryIO

from webinars.recordings.imports.media import playing_time
from webinars.recordings.imports.subrip import converted
from webinars.recordings.imports.webvtt import read_captions
from webinars.recordings.models import AssetKind
from webinars.recordings.rules import ACCEPTED, LONGEST
from webinars.storage.rules import Kind, file_name
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
    came_from: str = ""
    """Digest of the bytes from which these were made; empty where they are as they came."""
    made_with: str = ""
    """How they were made of those."""


def take(store: Store, file: BinaryIO, *, name: str, kind: AssetKind, language: str = "") -> Taken:
    """Keep `file` as a file of `kind` and return what is known of it.

    It is judged first and stored last, so that a refused file leaves nothing.

    Args:
        file: seekable, and untouched by the caller until this returns.
        name: what its sender calls it; metadata, never a path.
        language: in which captions are said to be; see `subrip.converted`.

    Raises:
        BadInput: what it holds is not what `kind` wants, is cut short, or could be mistaken.
        TooLarge: more bytes than the kind may have.
        NoRoom: the disk is full, or would be.
    """
    accept, longest = ACCEPTED[kind], LONGEST[kind]
    if file.seek(0, os.SEEK_END) > longest:
        raise TooLarge(megabytes=longest // 1_000_000)
    seconds: int | None = None
    if file.tell():
        found = judge(file, accept=accept)
        if kind is AssetKind.CAPTIONS:
            file.seek(0)
            return take_captions(store, file.read(), found, name=name, language=language)
        seconds = playing_time(file, found)
    file.seek(0)
    kept = store.keep(file, accept=accept, at_most=longest)
    return Taken(kept, file_name(name, media_type=kept.media_type), seconds)


def take_captions(store: Store, data: bytes, found: Kind, *, name: str, language: str) -> Taken:
    """Keep captions as WebVTT, whatever they came as.

    Raises:
        BadCaptions: they cannot be shown as they were meant; it names the line.
    """
    came_from = made_with = ""
    if found is Kind.SRT:
        came_from, made_with = hashlib.sha256(data).hexdigest(), "SubRip"
        data, name = converted(data, language=language), name.removesuffix(".srt")
    overlaps = read_captions(data).overlaps
    kept = store.keep(io.BytesIO(data), accept={Kind.VTT})
    name = file_name(name, media_type=kept.media_type)
    return Taken(kept, name, None, overlaps, came_from, made_with)
