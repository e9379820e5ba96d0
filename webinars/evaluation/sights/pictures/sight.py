"""What a picture is on a page, and what of a snapshot pictures are drawn from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from webinars.evaluation.charts import Picture
from webinars.evaluation.sights.overview import Overview, Tables, overview
from webinars.evaluation.sights.speech import Speech

TABLES = ("webinars", "sittings", "states", "items", "labels")
"""Small tables of a snapshot that pictures and pages read."""


@dataclass(frozen=True)
class Sight:
    key: str
    """Last part of its address."""
    part: str
    """Heading under which it stands, the same for its likes."""
    title: str
    finding: str
    """Its text alternative too: what there is to see, in a sentence."""
    picture: Picture
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    indicator: int
    """Number of the indicator that it draws; 0: of none."""
    legend: tuple[tuple[str, str], ...] = ()
    """Look of a mark and what it means: a page has its own."""

    note: str = ""
    """What else one must know who sees it without its page."""

    @property
    def whole_title(self) -> str:
        """Return the title as it stands alone, away from the heading of its likes."""
        return f"{self.part}: {self.title}"

    @property
    def sentence(self) -> str:
        """Return title and finding, one after the other: a question keeps its mark."""
        stop = "" if self.whole_title.endswith(ENDS) else "."
        return f"{self.whole_title}{stop} {self.finding}"


ENDS = (".", "?", "!", "؟", "。", "？")


@dataclass(frozen=True)
class Seen:
    """A snapshot's figures and small tables, and the language in which they are told."""

    found: Mapping[str, Any]
    """Its `indicators.json`."""
    tables: Tables
    speech: Speech

    @cached_property
    def overview(self) -> Overview:
        return overview(dict(self.found), self.tables)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of the webinars by public id, in the order of the programme."""
        return {row["webinar"]: row["title"] for row in self.tables["webinars"]}

    def figures(self, indicator: int, *, by: str, measure: str) -> Sequence[Mapping[str, Any]]:
        wanted = (indicator, by, measure)
        return [
            one
            for one in self.found["figures"]
            if (one["indicator"], one["by"], one["measure"]) == wanted
        ]

    def by_webinar(self, indicator: int, measure: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield titles and figures in the order of the programme."""
        of = {one["key"]: one for one in self.figures(indicator, by="webinar", measure=measure)}
        return ((title, of[webinar]) for webinar, title in self.titles.items() if webinar in of)

    def unverified(self) -> set[str]:
        """Return the members whose group no authority has confirmed, as alpha-3 codes."""
        return {
            row["state"] for row in self.tables["states"] if "group" in row["unverified"].split()
        }
