"""Of which series a page of figures speaks, where a snapshot holds several."""

from dataclasses import dataclass

from flask import request

from webinars.database import Db
from webinars.evaluation.models import Snapshot
from webinars.evaluation.queries import knows_series, series_of
from webinars.evaluation.views.door import snapshots_folder
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series
from webinars.programme.queries import all_series
from webinars.programme.rules import text_in
from webinars.web.readers import reader


@dataclass(frozen=True)
class Offered:
    """A series that one may turn to."""

    key: str
    """Public id, which names it in the files."""
    slug: str
    name: str
    language: str
    """Of the name."""
    is_current: bool


@dataclass(frozen=True)
class Chosen:
    series: Series | None
    """None: all together, or the only one there is."""
    offered: tuple[Offered, ...]
    """Those in the snapshot, the latest first; empty where there are no several."""
    is_known: bool
    """Whether the snapshot holds figures of the one that was asked for."""

    @property
    def key(self) -> str:
        """Return what names the series in the files; empty: all."""
        return self.series.public_id if self.series else ""

    @property
    def is_one(self) -> bool:
        """Whether one series alone is told of: since it was chosen, or there is no other.

        What all say together, less what one says, would tell of the few in the rest.
        """
        return self.series is not None or not self.offered

    @property
    def tail(self) -> str:
        """Return what an address ends with that keeps to the same series."""
        return f"?series={self.series.slug}" if self.series else ""

    @property
    def name(self) -> Offered | None:
        return next((one for one in self.offered if one.is_current), None)


def chosen(own: Db, snapshot: Snapshot | None, *, public: bool = False) -> Chosen:
    """Return the series that `?series=` names, and those in `snapshot` that could be named.

    Args:
        public: whether only those are offered, and found, that everybody may know of.

    Raises:
        NotFound: there is none of that name.
    """
    slug = request.args.get("series")
    held = set(series_of(snapshots_folder(), snapshot.cut)) if snapshot else set()
    if slug is None and len(held) < 2:
        return Chosen(None, (), is_known=True)
    every = [one for one in all_series(own) if one.published_at or not public]
    asked = next((one for one in every if one.slug == slug), None)
    if slug and asked is None:
        raise NotFound
    there = [one for one in every if one.public_id in held and one.texts]
    if public and asked is None and len(there) == 1:
        return Chosen(there[0], (), is_known=True)  # the others are still planned
    offered = tuple(_offered(one, asked) for one in there) if len(held) > 1 else ()
    key = asked.public_id if asked else ""
    is_known = snapshot is None or knows_series(snapshots_folder(), snapshot.cut, key)
    return Chosen(asked, offered, is_known)


def _offered(series: Series, asked: Series | None) -> Offered:
    text, language = text_in(series.texts, reader().language)
    is_current = asked is not None and asked.id == series.id
    return Offered(series.public_id, series.slug, text.title, language, is_current)
