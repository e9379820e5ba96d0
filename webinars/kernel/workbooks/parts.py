"""One part of a workbook after another, as XML within a limit of bytes."""

import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from webinars.kernel.workbooks.limits import Locked, NotAWorkbook, TooMuch, What

PIECE = 1 << 16
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How the parts of a workbook may be packed, by its standard."""


class Enough(Exception):
    """Nothing more of this part is needed."""


class Handler:
    """What is done with the elements of one part."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, piece: str) -> None: ...


class Parts:
    """The parts of one workbook, read within one limit for all of them."""

    def __init__(self, book: zipfile.ZipFile, *, megabytes: int) -> None:
        self._book = book
        self._most = megabytes
        self._left = megabytes << 20

    def has(self, part: str) -> bool:
        return part in self._book.NameToInfo

    def parse(self, part: str, handler: Handler) -> None:
        """Give the elements of `part` to `handler`, until it has enough."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_document_type
        parser.StartElementHandler = lambda name, given: handler.start(local(name), given)
        parser.EndElementHandler = lambda name: handler.end(local(name))
        parser.CharacterDataHandler = handler.text
        try:
            for piece in self._pieces(part):
                parser.Parse(piece)
            parser.Parse(b"", True)  # noqa: FBT003  (the end: expat's own signature)
        except Enough:
            return

    def _pieces(self, part: str) -> Iterator[bytes]:
        if self._book.getinfo(part).compress_type not in PACKED:
            raise Locked
        with self._book.open(part) as file:
            while piece := file.read(PIECE):
                self._left -= len(piece)
                if self._left < 0:
                    raise TooMuch(What.MEGABYTES, self._most)
                yield piece


def local(name: str) -> str:
    """Return the name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def _no_document_type(*_said: object) -> None:
    raise NotAWorkbook
