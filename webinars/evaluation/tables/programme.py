"""What was planned and held: series, webinars, sittings, the hours of members, promises, costs."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select

from webinars.attendance.models import Holding
from webinars.database import Db
from webinars.database.pouring import code, moment, streamed
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    DAY,
    FLAG,
    INSTANT,
    MONEY,
    SERIES,
    SITTING,
    STATE,
    TEXT,
    WEBINAR,
    Column,
    Row,
    Table,
)
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Keyring
from webinars.kernel.zones import wall_of
from webinars.programme.models import (
    CostLine,
    Series,
    SeriesText,
    Sitting,
    Webinar,
    WebinarState,
    WebinarText,
)
from webinars.programme.rules import text_in
from webinars.states.models import State
from webinars.states.queries import members_on

WORK_BEGINS, WORK_ENDS = 8, 18
"""Hours of a working day (domain.md 10)."""


def _title(of: Series | Webinar) -> str:
    texts: Sequence[SeriesText | WebinarText] = of.texts
    return text_in(texts, Language.ENGLISH)[0].title if texts else ""


def _series(db: Db, _keyring: Keyring) -> Iterator[Row]:
    for one in db.scalars(select(Series).order_by(Series.id)):
        period = (one.starts_on, one.ends_on, one.evaluation_due_on)
        yield (one.public_id, _title(one), *period, one.threshold_minutes)


def all_webinars(db: Db) -> list[Webinar]:
    return list(db.scalars(select(Webinar).order_by(Webinar.id)))


def _webinars(db: Db, _keyring: Keyring) -> Iterator[Row]:
    alpha3 = dict(db.execute(select(State.code, State.alpha3)).all())
    for one in all_webinars(db):
        yield (
            one.public_id,
            one.series.public_id,
            one.slug,
            _title(one),
            one.planned_month,
            one.cycle_theme,
            " ".join(sorted(activity.activity for activity in one.activities)),
            one.state,
            one.openness,
            alpha3.get(one.lead_state_code or ""),
            one.announced_at,
            one.opened_at,
            one.cancelled_at,
        )


def newest_holdings(db: Db) -> dict[int, Holding]:
    """Return the holding that stands, by sitting: the one recorded last."""
    rows = db.scalars(select(Holding).order_by(Holding.id))
    return {holding.sitting_id: holding for holding in rows}


def _all_sittings(db: Db) -> Iterator[tuple[Webinar, Sitting, bool]]:
    """Yield every sitting with its webinar, and whether it or the webinar was cancelled."""
    for webinar in all_webinars(db):
        gone = webinar.state is WebinarState.CANCELLED
        for sitting in sorted(webinar.sittings, key=lambda one: one.id):
            yield webinar, sitting, gone or sitting.cancelled_at is not None


def _sittings(db: Db, _keyring: Keyring) -> Iterator[Row]:
    holdings = newest_holdings(db)
    for webinar, sitting, gone in _all_sittings(db):
        held = holdings.get(sitting.id)
        actual = (held.started_at, held.ended_at, held.source) if held else (None, None, None)
        announced = (sitting.announced_start.isoformat(), sitting.zone, sitting.capacity)
        scheduled = (sitting.starts_at, sitting.ends_at, *announced)
        yield (sitting.public_id, webinar.public_id, *scheduled, *actual, gone)


def is_inside(starts_at: datetime, ends_at: datetime, zone: str) -> bool:
    """Say whether the sitting lies whole in the working day of one local date in `zone`."""
    begins, ends = wall_of(starts_at, zone), wall_of(ends_at, zone)
    late = (ends.hour, ends.minute, ends.second) > (WORK_ENDS, 0, 0)
    return begins.date() == ends.date() and begins.hour >= WORK_BEGINS and not late


def _hours(db: Db, _keyring: Keyring) -> Iterator[Row]:
    """Yield what clocks of every member's capital show at every sitting that stands."""
    states = sorted(db.scalars(select(State)), key=lambda one: one.alpha3)
    for _webinar, sitting, gone in _all_sittings(db):
        if gone:
            continue
        members = members_on(db, on=sitting.starts_at.date())
        for state in states:
            if state.code in members:
                yield _hour(sitting, state)


def _hour(sitting: Sitting, state: State) -> Row:
    zone = state.capital_zone
    shown = wall_of(sitting.starts_at, zone).isoformat()
    inside = is_inside(sitting.starts_at, sitting.ends_at, zone)
    return (sitting.public_id, state.alpha3, zone, shown, inside)


def _costs(db: Db, _keyring: Keyring) -> Iterator[Row]:
    line = (code(CostLine.kind), CostLine.label, CostLine.amount, moment(CostLine.recorded_at))
    query = (
        select(CostLine.id, Series.public_id, Webinar.public_id, *line)
        .join(Series, Series.id == CostLine.series_id)
        .outerjoin(Webinar, Webinar.id == CostLine.webinar_id)
        .order_by(CostLine.id)
    )
    return streamed(db, query)


TABLES = (
    Table(
        "series",
        "The series of webinars",
        (
            SERIES,
            Column("title", TEXT, "Title, in English where there is one"),
            Column("starts_on", DAY, "First day of the period"),
            Column("ends_on", DAY, "Last day of the period"),
            Column("evaluation_due_on", DAY, "Day on which the evaluation is due"),
            Column("threshold_minutes", COUNT, "Credited time from which one attended", "minutes"),
        ),
        ("series",),
        _series,
    ),
    Table(
        "webinars",
        "One topic each; twin sittings are the same webinar",
        (
            WEBINAR,
            SERIES,
            Column("slug", TEXT, "Last part of its page's address"),
            Column("title", TEXT, "Title, in English where there is one"),
            Column("planned_month", DAY, "First day of the month that the series planned for it"),
            Column("cycle_theme", CODE, "Stage of the technical-assistance cycle"),
            Column("activity_types", TEXT, "Kinds of technical-assistance activity, by spaces"),
            Column("status", CODE, "draft, announced, open or cancelled"),
            Column("openness", CODE, "members, observers or public"),
            Column("lead_state", CODE, "ISO 3166-1 alpha-3 code of the lead delegation"),
            Column("announced_at", INSTANT, "When it was announced"),
            Column("opened_at", INSTANT, "When registration opened"),
            Column("cancelled_at", INSTANT, "When it was cancelled"),
        ),
        ("webinar",),
        _webinars,
    ),
    Table(
        "sittings",
        "Holdings of the webinars: as scheduled, and as it was",
        (
            SITTING,
            WEBINAR,
            Column("starts_at", INSTANT, "Scheduled start"),
            Column("ends_at", INSTANT, "Scheduled end"),
            Column("announced_start", CODE, "What clocks in the zone show at the start"),
            Column("zone", CODE, "IANA zone in which it was announced"),
            Column("capacity", COUNT, "Connections that the room allows; empty: no limit"),
            Column("actual_start", INSTANT, "Actual start, as last recorded"),
            Column("actual_end", INSTANT, "Actual end, as last recorded"),
            Column("holding_source", CODE, "manual, file or provider; empty: as scheduled"),
            Column("cancelled", FLAG, "The sitting or its webinar was cancelled"),
        ),
        ("sitting",),
        _sittings,
    ),
    Table(
        "hours",
        "What clocks in every member's capital showed at every sitting",
        (
            SITTING,
            STATE,
            Column("zone", CODE, "IANA zone of the capital"),
            Column("local_start", CODE, "What its clocks show at the scheduled start"),
            Column("inside", FLAG, "The whole sitting lies in 08:00 to 18:00 of one local date"),
        ),
        ("sitting", "state"),
        _hours,
    ),
    Table(
        "costs",
        "Cost lines in Swiss francs; a correction is a line of its own",
        (
            Column("line", COUNT, "Number of the line"),
            SERIES,
            Column("webinar", CODE, "Public id of the webinar; empty: of the whole series"),
            Column("kind", CODE, "planned or actual"),
            Column("label", TEXT, "For what"),
            Column("amount", MONEY, "Amount", "CHF"),
            Column("recorded_at", INSTANT, "When it was written in"),
        ),
        ("line",),
        _costs,
    ),
)
