"""Series, webinars and sittings for tests: announced, open, and at noon on Wednesday 10 March."""

from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.zones import TZDATA_VERSION, wall_of
from webinars.programme.models import (
    LiveRoom,
    Series,
    SeriesText,
    Sitting,
    Webinar,
    WebinarState,
    WebinarText,
)

T = TypeVar("T")

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
TENTH_OF_MARCH = datetime(2027, 3, 10, 12, tzinfo=UTC)
LONG_AGO = datetime(2027, 1, 5, 9, tzinfo=UTC)
ANNOUNCED = frozenset({WebinarState.ANNOUNCED, WebinarState.OPEN})


def make_series(db: Db, *, title: str = "Six months of webinars", **over: object) -> Series:
    """Return a published series of six months, January to June 2027, announced from Geneva."""
    facts: dict[str, object] = {
        "slug": f"series-{_count(db, Series)}",
        "starts_on": date(2027, 1, 1),
        "ends_on": date(2027, 6, 30),
        "evaluation_due_on": date(2027, 9, 1),
        "zone": "Europe/Zurich",
        "published_at": LONG_AGO,
        "created_at": LONG_AGO,
        "revised_at": LONG_AGO,
    }
    series = Series(**facts | over)
    series.texts = [SeriesText(language=Language.ENGLISH, title=title, revised_at=LONG_AGO)]
    return _kept(db, series)


def make_webinar(
    db: Db,
    *,
    series: Series | None = None,
    title: str = "Assessing needs together",
    state: WebinarState = WebinarState.OPEN,
    sittings: int = 1,
    **over: object,
) -> Webinar:
    """Return a webinar with an English text and `sittings` sittings, four hours apart."""
    told = LONG_AGO if state in ANNOUNCED else None
    facts: dict[str, object] = {
        "series": series or make_series(db),
        "slug": f"webinar-{_count(db, Webinar)}",
        "planned_month": date(2027, 3, 1),
        "state": state,
        "announced_at": told,
        "opened_at": told if state is WebinarState.OPEN else None,
        "cancelled_at": NOON if state is WebinarState.CANCELLED else None,
        "created_at": LONG_AGO,
        "revised_at": LONG_AGO,
    }
    webinar = Webinar(**facts | over)
    webinar.texts = [make_text(title=title)]
    _kept(db, webinar)
    for place in range(sittings):
        start = TENTH_OF_MARCH + place * timedelta(hours=4)
        make_sitting(db, webinar=webinar, starts_at=start)
    return webinar


def make_text(*, title: str, language: Language = Language.ENGLISH, **over: object) -> WebinarText:
    facts: dict[str, object] = {
        "language": language,
        "title": title,
        "abstract": f"About: {title}",
        "questions": "What works?\nWhat does not?",
        "revised_at": LONG_AGO,
    }
    return WebinarText(**facts | over)


def make_sitting(
    db: Db,
    *,
    webinar: Webinar | None = None,
    starts_at: datetime = TENTH_OF_MARCH,
    minutes: int = 90,
    zone: str = "Europe/Zurich",
    **over: object,
) -> Sitting:
    """Return a sitting with a live room; without `webinar`, of a new open one."""
    facts: dict[str, object] = {
        "webinar": webinar or make_webinar(db, sittings=0),
        "announced_start": wall_of(starts_at, zone),
        "zone": zone,
        "tzdata": TZDATA_VERSION,
        "minutes": minutes,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "calendar_revised_at": LONG_AGO,
    }
    sitting = Sitting(**facts | over)
    sitting.rooms = [LiveRoom(link="https://rooms.example/j/1", opened_at=LONG_AGO)]
    return _kept(db, sitting)


def _count(db: Db, model: type[Series | Webinar]) -> int:
    return db.query(model).count() + 1


def _kept(db: Db, row: T) -> T:
    db.add(row)
    db.flush()
    return row
