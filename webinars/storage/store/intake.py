"""Whether a file is taken in, and as what. Refuses what could be mistaken for something else."""

import codecs
import re
import struct
import zipfile
from collections.abc import Container, Iterator
from functools import partial
from io import SEEK_END
from typing import BinaryIO

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_
from webinars.storage.rules import (
    HEAD,
    KNOWN,
    MARKUP,
    TEXTUAL,
    UNSEEN,
    Kind,
    as_text,
    decoder_for,
    media_type_of,
)


class Empty(BadInput):
    message = N_("The file is empty.")


class UnknownKind(BadInput):
    message = N_(
        "The content of this file is of no kind that is accepted here, whatever its name says."
    )


class WrongKind(BadInput):
    message = N_("The content of this file is of the kind %(found)s, which is not accepted here.")


class Program(BadInput):
    message = N_("This file is a program. Programs are not accepted.")


class Macros(BadInput):
    message = N_(
        "This document contains macros, which are programs."
        " Save it without macros and send it again."
    )


class WebPage(BadInput):
    message = N_("This file is a web page. Send the text or the picture itself.")


class Disguise(BadInput):
    message = N_(
        "A second file is hidden in this one, so that it can be read in two ways."
        " Save it again in one format and send that."
    )


class Damaged(BadInput):
    message = N_("This file is damaged or not complete. Send the whole file again.")


class CaptionsEncoding(BadInput):
    message = N_("Captions must be in UTF-8. Save the file in that encoding and send it again.")


PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Mach-O for several processors, and Java
    b"\0asm",
    b"dex\n",
    b"L\0\0\0\x01\x14\x02\0",  # a Windows shortcut
    b"#!",
)

PDF_HEADER_WITHIN = 1024
"""Readers of PDF look for its header in so many first bytes (ISO 32000-1, Annex H)."""

PNG_END = b"\0\0\0\0IEND\xaeB`\x82"

ZIP_END = re.compile(rb"PK\x05\x06(?=(.{18}))", re.DOTALL)
ZIP_TAIL = 22 + 0xFFFF
"""In how many last bytes a reader looks for the end record of a ZIP (APPNOTE 4.3.16)."""

MOST_NAMES = 10_000
LONGEST_DIRECTORY = 4 * 1024 * 1024
"""A ZIP whose list of names is longer is not opened: the list is read into memory."""

OFFICE = {
    "ppt/presentation.xml": Kind.PPTX,
    "xl/workbook.xml": Kind.XLSX,
    "word/document.xml": Kind.DOCX,
}
OPEN_DOCUMENT = frozenset({Kind.ODP, Kind.ODS, Kind.ODT})
MACROS = re.compile(r"(?i)(.*/)?(vbaProject\.bin|Basic/.+|Scripts/.+)\Z")


def judge(file: BinaryIO, *, accept: Container[str] | None = None) -> Kind:
    """Return what `file` is, after reading as much of it as that takes.

    Args:
        file: seekable; where it stands does not matter, before or after.
        accept: the kinds wanted; None means every kind we know. With
            `Kind.OCTETS` among them, bytes that we do not know pass as such.

    Raises:
        BadInput: one of the refusals above, each with its own sentence.
    """
    file.seek(0)
    head = file.read(HEAD)
    _refuse_programs(head)
    kind = media_type_of(head) or Kind.OCTETS
    _refuse_disguises(file, head, kind)
    if kind is Kind.ZIP:
        kind = _document(file)
    elif kind in TEXTUAL:
        kind = _whole_text(file, head, kind)
    return _accepted(kind, KNOWN if accept is None else accept)


def _accepted(kind: Kind, accept: Container[str]) -> Kind:
    if kind in accept:
        return kind
    if kind is Kind.OCTETS or kind is Kind.ZIP:
        raise UnknownKind
    raise WrongKind(found=kind.value)


def _refuse_programs(head: bytes) -> None:
    text = as_text(head)
    if head.startswith(PROGRAMS) or (head.startswith(b"MZ") and text is None):
        raise Program  # a table may begin with MZ, the code of Mozambique
    if text is not None and MARKUP.match(text):
        raise WebPage


def _refuse_disguises(file: BinaryIO, head: bytes, kind: Kind) -> None:
    """Refuse a file that another reader would open as something else.

    PDF is found by its header near the start, ZIP (and Java, and every office
    document) by its end record near the end.
    """
    if kind is not Kind.PDF and b"%PDF-" in head[: PDF_HEADER_WITHIN + 5]:
        raise Disguise
    tail = _tail(file)
    if kind is not Kind.ZIP and any(names for names, _ in _zip_ends(tail)):
        raise Disguise
    if kind is Kind.PNG and not tail.endswith(PNG_END):
        raise Disguise if PNG_END in tail else Damaged


def _tail(file: BinaryIO) -> bytes:
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - ZIP_TAIL))
    return file.read(ZIP_TAIL)


def _zip_ends(tail: bytes) -> Iterator[tuple[int, int]]:
    """Yield, for each believable end record of a ZIP, its count of names and their length."""
    for found in ZIP_END.finditer(tail):
        disk, first, here, names, length, _, _ = struct.unpack("<4H2LH", found[1])
        if (disk, first) in {(0, 0), (0xFFFF, 0xFFFF)} and here == names and length >= 46 * names:
            yield names, length


def _document(file: BinaryIO) -> Kind:
    """Return which office document the ZIP is, or `ZIP` for none of them."""
    ends = list(_zip_ends(_tail(file)))
    if not ends:
        raise Damaged
    if any(names > MOST_NAMES or length > LONGEST_DIRECTORY for names, length in ends):
        raise UnknownKind
    try:
        with zipfile.ZipFile(file) as archive:
            return _kind_of_archive(archive)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        raise Damaged from error


def _kind_of_archive(archive: zipfile.ZipFile) -> Kind:
    entries = archive.infolist()
    if not entries or min(entry.header_offset for entry in entries):
        raise Disguise  # a second archive stands before this one
    names = {entry.filename for entry in entries}
    if any(MACROS.match(name) for name in names):
        raise Macros
    first = entries[0]
    if first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED:
        with archive.open(first) as member:  # as OpenDocument 1.3, part 2, section 3.3 demands
            said = member.read(100).decode("ascii", "replace").strip()
        return next((kind for kind in OPEN_DOCUMENT if kind == said), Kind.ZIP)
    known = [kind for part, kind in OFFICE.items() if part in names]
    return known[0] if known and "[Content_Types].xml" in names else Kind.ZIP


def _decoder_of(kind: Kind, head: bytes) -> codecs.IncrementalDecoder:
    """Return what reads the text; old captions are not in UTF-8, here or further on."""
    marked = head[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    if kind is Kind.SRT and not marked:
        return codecs.getincrementaldecoder("latin-1")()
    return decoder_for(head)


def _whole_text(file: BinaryIO, head: bytes, kind: Kind) -> Kind:
    """Read the text to its end: what is no text further on is not text."""
    file.seek(0)
    decoder = _decoder_of(kind, head)
    if kind is Kind.VTT and head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise CaptionsEncoding
    try:
        for chunk in iter(partial(file.read, 65536), b""):
            if UNSEEN.search(decoder.decode(chunk)):
                return Kind.OCTETS
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        if kind is Kind.VTT:
            raise CaptionsEncoding from error
        return Kind.OCTETS
    return kind
