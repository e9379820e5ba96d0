"""Reading the rows of each table of a snapshot, in a fixed order, from one transaction."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, func, select

from webinars.database import Db
from webinars.evaluation.tables import people
from webinars.feedback.models import (
    Answer,
    Invitation,
    InvitedBy,
    Question,
    QuestionKind,
    Questionnaire,
    Response,
)
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Keyring
from webinars.outbox.models import Letter
from webinars.programme.models import Series, Webinar, WebinarState
from webinars.programme.rules import first_instant, text_in
from webinars.states.models import State
from webinars.states.queries import classify_all

Row = tuple[Any, ...]
Reader = Callable[[Db, Keyring], Iterator[Row]]
PAGE = 2_000
"""Rows held in memory at once."""


def rows_of(table: str, db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield the rows of `table`, each in the order of its columns."""
    return READERS[table](db, keyring)


def _streamed(db: Db, query: Executable) -> Iterator[Row]:
    with db.execute(query.execution_options(yield_per=PAGE)) as result:
        yield from (tuple(row) for row in result)


def _series(db: Db, _keyring: Keyring) -> Iterator[Row]:
    for series in db.scalars(select(Series).order_by(Series.id)):
        title = text_in(series.texts, Language.ENGLISH)[0].title if series.texts else ""
        yield (series.public_id, title, series.starts_on, series.ends_on, series.threshold_minutes)


def _all_webinars(db: Db) -> list[Webinar]:
    return list(db.scalars(select(Webinar).order_by(Webinar.id)))


def _webinars(db: Db, _keyring: Keyring) -> Iterator[Row]:
    for webinar in _all_webinars(db):
        title = text_in(webinar.texts, Language.ENGLISH)[0].title if webinar.texts else ""
        yield (
            webinar.public_id,
            webinar.series.public_id,
            webinar.slug,
            title,
            webinar.planned_month,
            webinar.cycle_theme,
            webinar.state,
            webinar.announced_at,
            webinar.cancelled_at,
        )


def _sittings(db: Db, _keyring: Keyring) -> Iterator[Row]:
    holdings = people.newest_holdings(db)
    for webinar in _all_webinars(db):
        for sitting in sorted(webinar.sittings, key=lambda one: one.id):
            holding = holdings.get(sitting.id)
            gone = sitting.cancelled_at is not None or webinar.state is WebinarState.CANCELLED
            actual = (
                (holding.started_at, holding.ended_at, holding.source)
                if holding
                else (None, None, None)
            )
            yield (
                sitting.public_id,
                webinar.public_id,
                sitting.starts_at,
                sitting.ends_at,
                *actual,
                gone,
            )


def _states(db: Db, _keyring: Keyring) -> Iterator[Row]:
    """Classify every State once a webinar's day; webinars without an instant have none."""
    codes = {state.code: state for state in db.scalars(select(State))}
    for webinar in _all_webinars(db):
        first: datetime | None = first_instant(webinar)
        if first is None:
            continue
        for code, found in sorted(classify_all(db, on=first.date(), known_at=None).items()):
            state = codes[code]
            flags = (found.ldc, found.lldc, found.sids)
            doubts = " ".join(sorted(found.unverified))
            yield (
                webinar.public_id,
                state.alpha3,
                state.m49,
                found.member,
                found.group,
                *flags,
                doubts,
            )


def _surveyed(db: Db, _keyring: Keyring) -> Iterator[Row]:
    late = func.sum(func.cast(Invitation.invited_by == InvitedBy.SIGN_OFF, Invitation.id.type))
    query = (
        select(Webinar.public_id, func.count(Invitation.id), func.count(Letter.sent_at), late)
        .join(Webinar, Webinar.id == Invitation.webinar_id)
        .outerjoin(
            Letter, (Letter.about == Invitation.public_id) & (Letter.kind == "feedback.invitation")
        )
        .group_by(Webinar.id, Webinar.public_id)
        .order_by(Webinar.id)
    )
    return _streamed(db, query)


def _responses(db: Db, _keyring: Keyring) -> Iterator[Row]:
    version = (
        Questionnaire.kind + "-" + func.cast(Questionnaire.version, Questionnaire.public_id.type)
    )
    query = (
        select(
            Response.key,
            Webinar.public_id,
            version,
            Response.day,
            Response.group,
            Response.category,
            Response.language,
        )
        .join(Webinar, Webinar.id == Response.webinar_id)
        .join(Questionnaire, Questionnaire.id == Response.questionnaire_id)
        .order_by(Response.key)
    )
    return _streamed(db, query)


def _answers(db: Db, _keyring: Keyring) -> Iterator[Row]:
    """Answers but texts, which a person reads and releases one by one."""
    texts = select(Question.identity).where(Question.kind == QuestionKind.TEXT)
    query = select(Answer.response_key, Answer.identity, Answer.value).where(
        Answer.identity.not_in(texts)
    )
    return _streamed(db, query.order_by(Answer.response_key, Answer.identity))


READERS: Mapping[str, Reader] = {
    "series": _series,
    "webinars": _webinars,
    "sittings": _sittings,
    "states": _states,
    "registrations": people.registrations,
    "excluded": people.excluded,
    "connections": people.connections,
    "surveyed": _surveyed,
    "responses": _responses,
    "answers": _answers,
}
