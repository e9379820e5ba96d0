"""The definitions: one readable SQL file an indicator, whose heading says what it measures."""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

SQL = Path(__file__).parent.parent / "sql"
HEADING = re.compile(r"^-- indicator: (\d+) ([a-z-]+)\s+version: (\d+)$", re.MULTILINE)
SERIES_ALONE = frozenset({"repeat"})
ASIDE = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class Definition:
    """What an indicator's file says of itself."""

    indicator: int
    name: str
    version: int
    unit: str
    measures: tuple[str, ...]
    """The first is the one that stands for the indicator."""
    heading: str
    """All comment lines above the query: question, population, numerator, denominator, source."""
    query: str

    @property
    def is_of_series_alone(self) -> bool:
        """Whether no single webinar has a figure: who comes again comes to several."""
        return self.name in SERIES_ALONE

    @property
    def is_proportion(self) -> bool:
        return self.unit.startswith("proportion")

    @property
    def is_full_count(self) -> bool:
        """Whether the whole population is counted, so that an interval would mislead."""
        return "full count" in self.unit


@functools.cache
def present_definitions() -> tuple[Definition, ...]:
    """Return the definitions of this program, read once."""
    return tuple(definitions())


def definitions(folder: Path = SQL) -> list[Definition]:
    """Return every indicator in the order of its number."""
    files = (path for path in folder.glob("[0-9][0-9]_*.sql") if not path.name.startswith("00"))
    return [_read(path) for path in sorted(files)]


def _read(path: Path) -> Definition:
    text = path.read_text(encoding="utf-8")
    found = HEADING.search(text)
    if not found:
        raise ValueError(f"{path.name} does not say what it measures")
    heading = "\n".join(_heading(text))
    measures = re.split(r"; | and ", ASIDE.sub("", _said(heading, "measures")))
    return Definition(
        int(found[1]),
        found[2],
        int(found[3]),
        _said(heading, "unit"),
        tuple(measures),
        heading,
        text,
    )


def _heading(text: str) -> list[str]:
    lines = text.splitlines()
    end = next(n for n, line in enumerate(lines) if not line.startswith("--"))
    return [line.removeprefix("-- ") for line in lines[:end]]


def _said(heading: str, word: str) -> str:
    found = re.search(rf"^{word}: (.+?)(?:\s{{3,}}|$)", heading, re.MULTILINE)
    if not found:
        raise ValueError(f"a definition does not say its {word}")
    return found[1]
