"""A snapshot in one piece: its folder as a ZIP that is written while it is read."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from webinars.evaluation.files import CHAIN, MANIFEST, SEAL

ALWAYS = (1980, 1, 1, 0, 0, 0)
"""When every file in it says it was made: the first moment that a ZIP knows."""

PIECE = 1 << 18
"""Bytes read at once."""

SEALS = (MANIFEST, CHAIN, SEAL)


class _Tray:
    """Where the archive is laid down in pieces, to be taken away before the next."""

    def __init__(self) -> None:
        self.laid: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        self.laid.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        piece = b"".join(self.laid)
        self.laid.clear()
        return piece

    def flush(self) -> None:
        """Keep what was laid: it is taken away from outside."""

    close = flush


def whole(folder: Path, names: Sequence[str]) -> Iterator[bytes]:
    """Yield the ZIP of the files `names` of a snapshot's folder, and of its seals; no file is held.

    Unpacked, it is the folder by its name, which can be verified. The same snapshot gives the
    same bytes.
    """
    tray = _Tray()
    with zipfile.ZipFile(tray, "w") as archive:
        for name in (*names, *SEALS):
            info = zipfile.ZipInfo(f"{folder.name}/{name}", ALWAYS)
            info.compress_type = _packing(name)
            with (folder / name).open("rb") as source, archive.open(info, "w") as target:
                while piece := source.read(PIECE):
                    target.write(piece)
                    yield tray.taken()
    yield tray.taken()


def _packing(name: str) -> int:
    """Say how a file is packed: what is packed already is not packed again."""
    is_packed = name.endswith((".parquet", ".xlsx"))
    return zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
