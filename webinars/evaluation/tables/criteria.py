"""Criteria for keeping, modifying or closing: every wording, and when they were locked."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.evaluation.models.criteria import CriteriaLock, Criterion, CriterionWording
from webinars.evaluation.rules.criteria import History, fixed_at, history
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    FLAG,
    INSTANT,
    MONEY,
    SERIES,
    TEXT,
    Column,
    Row,
    Table,
)
from webinars.kernel.tokens import Keyring
from webinars.programme.models import Series, Webinar
from webinars.registrations.models import Registration


def _criteria(db: Db, _keyring: Keyring) -> Iterator[Row]:
    locked = dict(db.execute(select(CriteriaLock.series_id, CriteriaLock.locked_at)).all())
    first = _first_registrations(db)
    rows = select(Criterion).options(joinedload(Criterion.series))
    for one in db.scalars(rows.order_by(Criterion.series_id, Criterion.number)):
        registered = first.get(one.series_id)
        at = fixed_at(locked.get(one.series_id), registered)
        told = history(one.wordings, fixed_at=at, first_registration=registered)
        if told.fixed.withdrawn:
            continue  # before anything was fixed: it never was
        for number, wording in enumerate([told.fixed, *told.amendments], start=1):
            stage = _stage(told, number, is_fixed=at is not None)
            yield _row(one, number, stage, wording)


def _first_registrations(db: Db) -> dict[int, datetime]:
    """Return when somebody first registered for any webinar, by series that has criteria."""
    rows = db.execute(
        select(Webinar.series_id, func.min(Registration.registered_at))
        .join(Registration, Registration.webinar_id == Webinar.id)
        .where(Webinar.series_id.in_(select(Criterion.series_id)))
        .group_by(Webinar.series_id)
    )
    return dict(rows.all())


def _stage(told: History, number: int, *, is_fixed: bool) -> str:
    if number > 1:
        return "amendment"
    if told.is_late:
        return "late"
    if told.is_added:
        return "added"
    return "fixed" if is_fixed else "draft"


def _row(criterion: Criterion, number: int, stage: str, wording: CriterionWording) -> Row:
    measured = (wording.indicator, wording.version, wording.measure, wording.breakdown, wording.key)
    limit = (wording.comparator, wording.threshold, wording.in_percent, wording.smallest_base)
    return (
        criterion.public_id,
        number,
        criterion.series.public_id,
        criterion.number,
        stage,
        wording.speaks_for,
        wording.words,
        wording.language,
        wording.owner,
        *measured,
        *limit,
        wording.source,
        wording.withdrawn,
        wording.reason,
        wording.written_at,
    )


def _locks(db: Db, _keyring: Keyring) -> Iterator[Row]:
    rows = db.execute(
        select(Series.public_id, CriteriaLock.locked_at, CriteriaLock.digest)
        .join(Series, Series.id == CriteriaLock.series_id)
        .order_by(CriteriaLock.id)
    )
    return (tuple(row) for row in rows)


TABLES = (
    Table(
        "criteria",
        "Criteria for keeping, modifying or closing, as their owner worded them; amendments beside",
        (
            Column("criterion", CODE, "Public id of the criterion"),
            Column("wording", COUNT, "1: as fixed; then each amendment, the last in force"),
            SERIES,
            Column("number", COUNT, "Number of the criterion in its series"),
            Column("stage", CODE, "draft, fixed, added (after the lock), late, or amendment"),
            Column("speaks_for", CODE, "keep, modify or close"),
            Column("words", TEXT, "In its owner's words"),
            Column("language", CODE, "Of these words"),
            Column("owner", TEXT, "The body whose criterion it is"),
            Column("indicator", COUNT, "Number of the indicator; empty: a source in words"),
            Column("version", COUNT, "Of the indicator's definition"),
            Column("measure", CODE, "Of the indicator"),
            Column("breakdown", CODE, "Empty: the series as a whole"),
            Column("class", CODE, "In the breakdown"),
            Column("comparator", CODE, "at-least or at-most"),
            Column("threshold", MONEY, "In the indicator's unit; of a proportion in per cent"),
            Column("in_percent", FLAG, "The threshold is in per cent"),
            Column("smallest_base", COUNT, "Below it the criterion says nothing"),
            Column("source", TEXT, "In words, where no indicator measures it"),
            Column("withdrawn", FLAG, "It was withdrawn by this row"),
            Column("reason", TEXT, "Why it was amended or withdrawn"),
            Column("written_at", INSTANT, "When it was written in"),
        ),
        ("criterion", "wording"),
        _criteria,
    ),
    Table(
        "locks",
        "When the criteria of a series were locked, and the hash of what they said then",
        (
            SERIES,
            Column("locked_at", INSTANT, "When"),
            Column("digest", CODE, "SHA-256 of the text of all criteria in force then"),
        ),
        ("series",),
        _locks,
    ),
)
