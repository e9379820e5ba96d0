"""Which sheets a workbook has, and each of them read."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from xml.parsers import expat

from webinars.kernel.workbooks.cells import Cells, Sheet, Strings
from webinars.kernel.workbooks.formats import EPOCH, EPOCH_1904, Formats
from webinars.kernel.workbooks.limits import Limits, Locked, NotAWorkbook, TooMuch
from webinars.kernel.workbooks.parts import Handler, Parts, local

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHARED, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
YES = frozenset({"1", "true"})
HARMED = (
    KeyError,
    ValueError,
    EOFError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
)


def is_workbook(raw: bytes) -> bool:
    """Tell whether `raw` begins as a workbook does: every ZIP does."""
    return raw.startswith(b"PK\x03\x04")


def sheets_in(raw: bytes, *, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets that are not hidden, in their order, each read when it is asked for.

    Raises:
        NotAWorkbook: it is a ZIP of something else, or harmed, or has no sheet.
        Locked: it is locked by a password.
        TooMuch: a limit is passed.
    """
    with _told(), zipfile.ZipFile(io.BytesIO(raw)) as book:
        parts = Parts(book, megabytes=limits.megabytes)
        contents = _Contents()
        parts.parse(WORKBOOK, contents)
        relations = _Relations()
        parts.parse(RELATIONS, relations)
        strings, formats = Strings(limits), Formats(contents.epoch)
        for part, handler in ((SHARED, strings), (STYLES, formats)):
            if parts.has(part):
                parts.parse(part, handler)
        for relation in contents.sheets[: limits.sheets]:
            cells = Cells(strings.found, formats, limits)
            parts.parse(_place(relations.targets[relation]), cells)
            yield cells.sheet
        if not contents.sheets:
            raise NotAWorkbook


@contextmanager
def _told() -> Iterator[None]:
    """Say in two errors what a harmed or a locked file makes of the libraries below."""
    try:
        yield
    except (NotAWorkbook, Locked, TooMuch):
        raise
    except HARMED as error:
        raise NotAWorkbook from error
    except RuntimeError as error:  # a password
        raise Locked from error


class _Contents(Handler):
    """The sheets that are not hidden, by their relation, and the day from which days count."""

    def __init__(self) -> None:
        self.sheets: list[str] = []
        self.epoch = EPOCH

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr" and attributes.get("date1904") in YES:
            self.epoch = EPOCH_1904
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            keys = [key for key in attributes if local(key) == "id" and ":" in key]
            self.sheets += [attributes[key] for key in keys[:1]]


class _Relations(Handler):
    """The part to which each relation leads."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            self.targets[attributes["Id"]] = attributes["Target"]


def _place(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
