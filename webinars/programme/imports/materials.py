"""Taking a material in: judged by its content and kept, before any row is written."""

import os
from dataclasses import dataclass
from typing import BinaryIO

from webinars.storage.rules import PICTURES, SLIDES, Kind, file_name
from webinars.storage.store import Kept, Store, TooLarge
from webinars.storage.store.intake import judge

ACCEPTED = SLIDES | PICTURES | {Kind.DOCX, Kind.XLSX, Kind.ODT, Kind.ODS, Kind.TEXT}

LONGEST = 100_000_000
"""Bytes that are taken in."""


@dataclass(frozen=True)
class Sent:
    """A file that is kept, and its name, made harmless, with the ending of what it is."""

    kept: Kept
    name: str


def take_material(store: Store, file: BinaryIO, *, name: str) -> Sent:
    """Keep `file`; it is judged first and stored last, so that a refused one leaves nothing.

    Raises:
        BadInput: what it holds is not accepted, is cut short, or could be mistaken.
        TooLarge: it has more than `LONGEST` bytes.
        NoRoom: the disk is full, or would be.
    """
    if file.seek(0, os.SEEK_END) > LONGEST:
        raise TooLarge(megabytes=LONGEST // 1_000_000)
    if file.tell():
        judge(file, accept=ACCEPTED)
    file.seek(0)
    kept = store.keep(file, accept=ACCEPTED, at_most=LONGEST)
    return Sent(kept, file_name(name, media_type=kept.media_type))
