"""The files of a snapshot as one looks for them: the wanted first, the many by their kind."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from webinars.evaluation.files import (
    CODEBOOK,
    FIGURES,
    PACKAGE,
    README,
    SERIES,
    WORKBOOK,
)
from webinars.kernel.text import N_

File = Mapping[str, Any]
"""As the manifest names it: path, bytes, rows, sha256."""

WANTED = (WORKBOOK, README, FIGURES, CODEBOOK, PACKAGE)

KINDS = {
    "csv": N_("Tables as CSV"),
    "parquet": N_("Tables as Parquet"),
    "sql": N_("Definitions, as SQL"),
    SERIES: N_("Each series apart"),
}


class Kind(NamedTuple):
    name: str
    """An English id."""
    files: Sequence[File]

    @property
    def size(self) -> int:
        """Return the bytes of all of them."""
        return sum(one["bytes"] for one in self.files)


def wanted_first(files: Sequence[File]) -> tuple[list[File], list[Kind]]:
    """Return the few that most look for, and all others by kind."""
    of: dict[str, list[File]] = {}
    for one in files:
        of.setdefault(_kind(str(one["path"])), []).append(one)
    kinds = [Kind(words, of[kind]) for kind, words in KINDS.items() if kind in of]
    first = [one for kind, ones in of.items() if kind not in KINDS for one in ones]
    return sorted(first, key=_how_wanted), kinds


def _kind(name: str) -> str:
    """Return the key of a kind of which there are many; else what is none."""
    if name in WANTED:
        return ""
    folder, _, _ = name.partition("/")
    return SERIES if folder == SERIES else name.rpartition(".")[2]


def _how_wanted(one: File) -> int:
    return WANTED.index(one["path"]) if one["path"] in WANTED else len(WANTED)
