"""Files that are no plain text: told by their first bytes, refused with what to do instead."""

from webinars.attendance.imports import sentences
from webinars.attendance.imports.records import Outcome, Sentence, Unreadable

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Old Office files, and new ones behind a password."""

COMPRESSED = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\x00", b"PK\x05\x06")
PROTECTED = (b"-----BEGIN PGP MESSAGE", b"Salted__", b"age-encryption.org/")
NOT_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
OFFICE_MARKS = ("EncryptedPackage".encode("utf-16-le"), "DataSpaces".encode("utf-16-le"))


def is_office_file(raw: bytes) -> bool:
    """Tell whether `raw` may be an XLSX workbook: a ZIP with what every Office file has in it."""
    return raw.startswith(ZIP) and b"[Content_Types].xml" in raw and not _is_locked(raw)


def refuse_other_kinds(raw: bytes) -> None:
    """Do nothing for what may be text.

    Raises:
        Unreadable: it is encrypted, or another kind of file.
    """
    if raw.startswith(PROTECTED) or _is_locked(raw):
        raise Unreadable(Outcome.ENCRYPTED, Sentence(sentences.ENCRYPTED))
    if raw.startswith(OLE):
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.EXCEL))
    if raw.startswith((ZIP, *COMPRESSED)):
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.COMPRESSED))
    if raw.startswith(NOT_TEXT):
        raise Unreadable(Outcome.WRONG_SHAPE, Sentence(sentences.NOT_TEXT))


def _is_locked(raw: bytes) -> bool:
    """Tell whether a ZIP's first entry says that it is encrypted, or an Office file is."""
    if raw.startswith(ZIP):
        return len(raw) > 6 and bool(raw[6] & 1)
    return raw.startswith(OLE) and any(mark in raw for mark in OFFICE_MARKS)
