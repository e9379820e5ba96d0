"""Figures of a snapshot in words of one language: each with its base, interval and source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from webinars.evaluation.files import MANIFEST, SEAL
from webinars.evaluation.files.sealing import digest_file
from webinars.evaluation.queries import content, figures_in, rows_in
from webinars.evaluation.rules.suppression.standing import Counts
from webinars.evaluation.sights import Overview
from webinars.evaluation.sights.figures import Indicator, Line
from webinars.evaluation.sights.pictures import Seen, Sight, sights
from webinars.evaluation.sights.pictures.sight import TABLES
from webinars.evaluation.sights.speech import Speech
from webinars.kernel.text import N_
from webinars.web.words import days, numbers
from webinars.web.words.tongue import tongue


@dataclass(frozen=True)
class Told:
    """A snapshot, and the language in which it is told."""

    folder: Path
    language: str
    is_public: bool = False
    """Whether small counts are suppressed: all of it is whole for an evaluator alone."""
    only: str = ""
    """Public id of the one series that is told; empty: all that the snapshot holds."""
    releases: Mapping[int, Counts] = field(default_factory=dict)
    """The public counts of that series by cut: what findings tell everybody is held to them."""

    @cached_property
    def found(self) -> dict[str, Any]:
        return figures_in(self.folder.parent, int(self.folder.name), self.only)

    def of(self, series: str) -> "Told":
        """Return the same of one series alone, by its public id: what its criteria are held to."""
        if self.only:
            return self
        return self._apart.setdefault(series, replace(self, only=series))

    @cached_property
    def _apart(self) -> dict[str, "Told"]:
        return {}

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        return content(self.folder.parent, int(self.folder.name), MANIFEST)

    @cached_property
    def seen(self) -> Seen:
        tables = {name: self.table(name) for name in TABLES}
        return Seen(self.found, tables, Speech(self.language))

    @property
    def overview(self) -> Overview:
        return self.seen.overview

    @cached_property
    def sights(self) -> list[Sight]:
        """Return every picture of the snapshot, as its pages have them."""
        return sights(self.seen)

    @cached_property
    def digest(self) -> str:
        return digest_file(self.folder / SEAL)

    @property
    def as_of(self) -> datetime:
        return datetime.fromisoformat(self.manifest["as_of"])

    @property
    def cut(self) -> int:
        return int(self.manifest["cut"])

    def say(self, message: str, **values: object) -> str:
        return tongue(self.language)(message, **values)

    def number(self, value: float) -> str:
        return numbers.number(value, language=self.language)

    def apart(self, items: Iterable[str]) -> str:
        """Return sentences or names side by side, with the semicolon of the language."""
        return numbers.list_apart(items, language=self.language)

    def moment(self) -> str:
        day = days.day_short(self.as_of, "UTC", language=self.language, year=True)
        return f"{day}, {days.hour(self.as_of, 'UTC')} UTC"

    def indicator(self, number: int) -> Indicator:
        return next(one for one in self.overview.indicators if one.number == number)

    def series(self) -> list[dict[str, str]]:
        """Return the rows of the snapshot's table of series."""
        return self.table("series")

    def table(self, name: str) -> list[dict[str, str]]:
        """Return a small table's rows: where it names the series, those of the one told."""
        rows = rows_in(self.folder.parent, int(self.folder.name), name)
        return [row for row in rows if not self.only or row.get("series", self.only) == self.only]

    def day(self, text: str) -> str:
        """Return a day of a table, ISO 8601, as the language writes it."""
        if not text:
            return self.say(N_("n/a"))
        found = date.fromisoformat(text)
        return days.day_short(found, "UTC", language=self.language, year=True)

    def as_scheduled(self) -> int:
        """Count the sittings that were held and whose actual times nobody noted."""
        own = {row["webinar"] for row in self.table("webinars")}
        rows = (row for row in self.table("sittings") if row["webinar"] in own)
        limit = self.as_of.strftime("%Y-%m-%dT%H:%M:%SZ")
        held = (row for row in rows if row["cancelled"] == "0" and row["starts_at"] <= limit)
        return sum(not row["actual_start"] for row in held)

    def whole(self, number: int, measure: int = 0) -> Line | None:
        """Return the figure of the series: the indicator's first measure, or another."""
        lines = [line for line in self.indicator(number).lines if line.is_whole]
        return lines[measure] if measure < len(lines) else None

    def value(self, line: Line | None, *, open_to_all: bool = False) -> str:
        """Return a figure with its base; below ten in counts, n/a where there is nobody.

        Args:
            open_to_all: it counts no persons, so that nothing of it is suppressed.
        """
        if line is None or line.value is None:
            return self.say(N_("n/a"))
        if self.is_public and not open_to_all and line.is_small:
            return self.say(N_("suppressed"))
        if line.n is not None and line.d is not None:
            return self._of(line)
        if line.is_share:
            told = numbers.percent(line.value, language=self.language)
        else:
            told = self.number(round(line.value, 1))
        return numbers.list_plain([told, *self._beside(line)], language=self.language)

    def _beside(self, line: Line) -> Iterator[str]:
        """Yield what stands beside a mean, a median or a sum: its spread and its base."""
        if line.spread is not None and not self.is_public:
            yield self.say(N_("standard deviation %(spread)s"), spread=self._rounded(line.spread))
        if line.quartiles and not self.is_public:
            low, high = map(self._rounded, line.quartiles)
            yield self.say(N_("quartiles %(low)s and %(high)s"), low=low, high=high)
        if line.d is not None:
            yield self.say(N_("n = %(base)s"), base=self._rounded(line.d))

    def _rounded(self, value: float) -> str:
        return self.number(round(value, 1))

    def _of(self, line: Line) -> str:
        n, d = self.number(line.n or 0), self.number(line.d or 0)
        of = self.say(N_("%(n)s of %(d)s"), n=n, d=d)
        if line.is_counts_alone or line.value is None:
            return of
        if not line.is_share:
            told = self.number(round(line.value, 1 if line.is_score else 2))
            return f"{told} ({of}){self._within(line)}"
        share = numbers.percent(line.value, language=self.language)
        if line.low is None or line.high is None:
            return f"{of}; {share}"
        within = numbers.percents(line.low, line.high, language=self.language)
        return f"{of}; {share}, {self.say(N_('95 %% interval'))} {within}"

    def _within(self, line: Line) -> str:
        """Return the interval of what is no share, in the unit of its value."""
        if line.is_alike:
            return f", {self.say(N_('no interval: all answered alike'))}"
        if line.low is None or line.high is None:
            return ""
        low, high = (self.number(round(end, 1)) for end in (line.low, line.high))
        return f", {self.say(N_('95 %% interval from %(low)s to %(high)s'), low=low, high=high)}"

    def source(self, number: int) -> str:
        """Return where a figure comes from: indicator, version, snapshot."""
        return self.say(
            N_("[indicator %(number)s, version %(version)s; snapshot %(cut)s]"),
            number=number,
            version=self.indicator(number).version,
            cut=self.cut,
        )

    def rows(self, indicator: Indicator) -> Iterator[tuple[str, str, str]]:
        """Yield where, what and the value of every figure of the series and of its webinars."""
        for line in indicator.lines:
            where = line.where or self.say(N_("The series"))
            yield where, self.say(line.measure), self.value(line)
