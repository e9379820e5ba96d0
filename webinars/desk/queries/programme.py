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

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, case, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import (
    LiveRoom,
    Promise,
    PromisedPart,
    Series,
    SeriesText,
    Sitting,
    TextState,
    Webinar,
    WebinarActivity,
    WebinarText,
)
from webinars.programme.rules import FALLBACK
from webinars.states.models import Kind, State, StateFact


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
        .outerjoin(WebinarText, WebinarText.id == _nearest_text(language))
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
        .outerjoin(WebinarText, WebinarText.id == _nearest_text(language))
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
    nearest = _nearest_text(language, drafts=drafts)
    row = (
        db.execute(
            select(Webinar, *_of_webinar(), _name_of_lead(language, now))
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
        .outerjoin(WebinarText, WebinarText.id == _nearest_text(language))
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
    return WebinarText, _promised(), _activities(), _telephone()


def _nearest_text(language: Language, *, drafts: bool = False) -> ScalarSelect[int]:
    """Return the id of the webinar's text that is nearest to `language`; drafts come last.

    With `drafts` the one in this very language comes first, draft or not.
    """
    own = aliased(WebinarText)
    first = [own.language != language] if drafts else []
    return (
        select(own.id)
        .where(own.webinar_id == Webinar.id)
        .order_by(
            *first, own.state == TextState.DRAFT, distance(own.language, language), own.language
        )
        .limit(1)
        .correlate(Webinar)
        .scalar_subquery()
    )


def distance(column: InstrumentedAttribute[Language], language: Language) -> ColumnElement[int]:
    """Return how far a text in the language of `column` is from a reader of `language`."""
    order = dict.fromkeys((language, *FALLBACK))
    return case(*((column == wanted, place) for place, wanted in enumerate(order)), else_=9)


def _promised() -> ColumnElement[str]:
    word = cast(Promise.part, String) + ":" + Promise.language
    these = select(func.aggregate_strings(word, " ")).where(
        Promise.webinar_id == Webinar.id, Promise.withdrawn_at.is_(None)
    )
    return _or_nothing(these)


def _activities() -> ColumnElement[str]:
    word = cast(WebinarActivity.activity, String)
    these = select(func.aggregate_strings(word, " "))
    return _or_nothing(these.where(WebinarActivity.webinar_id == Webinar.id))


def _telephone() -> ColumnElement[bool]:
    return (
        select(LiveRoom.id)
        .join(Sitting, Sitting.id == LiveRoom.sitting_id)
        .where(
            Sitting.webinar_id == Webinar.id, LiveRoom.closed_at.is_(None), LiveRoom.dial_in != ""
        )
        .correlate(Webinar)
        .exists()
    )


def _name_of_lead(language: Language, now: datetime) -> ColumnElement[str]:
    """Return the name of the webinar's lead State as it stands today, the last recorded."""
    today = now.date()
    names = (
        select(StateFact.value)
        .join(State, State.id == StateFact.state_id)
        .where(
            State.code == Webinar.lead_state_code,
            StateFact.kind == Kind.NAME,
            StateFact.language == language,
            StateFact.valid_from <= today,
            or_(StateFact.valid_to.is_(None), StateFact.valid_to > today),
        )
        .order_by(StateFact.recorded_at.desc(), StateFact.id.desc())
    )
    return _or_nothing(names.limit(1))


def _or_nothing(words: Select[Any]) -> ColumnElement[str]:
    """Return what is selected for each webinar, empty text where nothing is."""
    return func.coalesce(words.correlate(Webinar).scalar_subquery(), "")


def _gathered(rows: Sequence[Any]) -> list[ReadSeries]:
    """Return one `ReadSeries` a series, in the order of the rows."""
    found: dict[int, tuple[Series, SeriesText | None, list[Read]]] = {}
    for series, heading, webinar, *said in rows:
        _, _, webinars = found.setdefault(series.id, (series, heading, []))
        if webinar is not None:
            webinars.append(Read(webinar, *said))
    return [ReadSeries(series, text, tuple(webinars)) for series, text, webinars in found.values()]
