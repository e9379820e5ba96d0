"""The programme as its visitors read it: one query a page, one language a text.

A text is chosen as by `programme.rules.text_in`, but by the database: in the
language asked for, else in English, else in French, else in any; the page marks
the difference. What is only named comes as one string of words a webinar, so
that a page with everything filled in costs one query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import (
    PromisedPart,
    Series,
    SeriesText,
    Sitting,
    Webinar,
    WebinarText,
)
from webinars.programme.queries.columns import (
    activity_words,
    by_telephone,
    distance,
    name_of_lead,
    nearest_text,
    promised_words,
)


@dataclass(frozen=True)
class Read:
    """A webinar with what a page says of it."""

    webinar: Webinar
    text: WebinarText | None
    promised: str
    """Each promise as `part:language`, parted by spaces."""
    activities: str
    """The webinar's activity types, parted by spaces."""
    telephone: bool
    """Whether a live room of a sitting can be reached by telephone."""
    lead: str = ""
    """Name of the lead State, on the webinar's own page."""

    def languages(self, part: PromisedPart) -> tuple[str, ...]:
        """Return the languages in which `part` is promised, by code."""
        pairs = (promise.split(":", 1) for promise in self.promised.split())
        return tuple(sorted(language for of, language in pairs if of == part))


@dataclass(frozen=True)
class ReadSeries:
    series: Series
    text: SeriesText | None
    webinars: tuple[Read, ...]


def read_programme(db: Db, *, language: Language) -> list[ReadSeries]:
    """Return every published series with its webinars by month, the latest series first.

    Drafts are among them: their month is public, their texts are not yet.
    """
    rows = db.execute(
        _series(language)
        .outerjoin(Webinar, Webinar.series_id == Series.id)
        .outerjoin(WebinarText, WebinarText.id == nearest_text(language))
        .options(joinedload(Webinar.sittings))
        .where(Series.published_at.is_not(None))
        .order_by(Series.starts_on.desc(), Series.id, Webinar.planned_month, Webinar.id)
    ).unique()
    return _gathered(rows.all())


def read_series(db: Db, *, slug: str, language: Language) -> ReadSeries | None:
    """Return the series at the address `slug`, published or not, as `read_programme` would."""
    rows = db.execute(
        _series(language)
        .outerjoin(Webinar, Webinar.series_id == Series.id)
        .outerjoin(WebinarText, WebinarText.id == nearest_text(language))
        .options(joinedload(Webinar.sittings))
        .where(Series.slug == slug)
        .order_by(Webinar.planned_month, Webinar.id)
    ).unique()
    return next(iter(_gathered(rows.all())), None)


def read_webinar(
    db: Db, *, slug: str, language: Language, now: datetime, drafts: bool = False
) -> Read | None:
    """Return the webinar at the address `slug` with series, sittings and lead State.

    Drafts too: who may see them is the view's affair. With `drafts`, a text in
    this very language is taken though it is a draft.
    """
    nearest = nearest_text(language, drafts=drafts)
    row = (
        db.execute(
            select(Webinar, *_of_webinar(), name_of_lead(language, now.date()))
            .outerjoin(WebinarText, WebinarText.id == nearest)
            .options(
                joinedload(Webinar.sittings),
                joinedload(Webinar.series),
            )
            .where(Webinar.slug == slug)
        )
        .unique()
        .one_or_none()
    )
    return None if row is None else Read(*row)


def announced_sittings(db: Db, *, language: Language) -> Sequence[Sitting]:
    """Return every sitting that was announced, cancelled since or not, by first instant.

    For a calendar: with webinar and activities, and of its texts the nearest alone.
    """
    webinar = contains_eager(Sitting.webinar)
    announced = (
        select(Sitting)
        .join(Sitting.webinar)
        .outerjoin(WebinarText, WebinarText.id == nearest_text(language))
        .options(
            webinar.contains_eager(Webinar.texts),
            webinar.joinedload(Webinar.activities),
        )
        .where(Webinar.announced_at.is_not(None))
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return db.scalars(announced).unique().all()


def _series(language: Language) -> Select[Any]:
    own = aliased(SeriesText)
    nearest = (
        select(own.id)
        .where(own.series_id == Series.id)
        .order_by(distance(own.language, language), own.language)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(Series, SeriesText, Webinar, *_of_webinar())
        .select_from(Series)
        .outerjoin(SeriesText, SeriesText.id == nearest)
    )


def _of_webinar() -> tuple[Any, ...]:
    return WebinarText, promised_words(), activity_words(), by_telephone()


def _gathered(rows: Sequence[Any]) -> list[ReadSeries]:
    """Return one `ReadSeries` a series, in the order of the rows."""
    found: dict[int, tuple[Series, SeriesText | None, list[Read]]] = {}
    for series, heading, webinar, *said in rows:
        _, _, webinars = found.setdefault(series.id, (series, heading, []))
        if webinar is not None:
            webinars.append(Read(webinar, *said))
    return [ReadSeries(series, text, tuple(webinars)) for series, text, webinars in found.values()]
