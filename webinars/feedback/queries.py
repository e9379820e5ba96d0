"""Reading questionnaires, invitations and responses."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from webinars.attendance.queries import participation, windows_of
from webinars.database import Db
from webinars.database.pouring import code, poured
from webinars.feedback.models import (
    Answer,
    Invitation,
    Question,
    Questionnaire,
    QuestionnaireKind,
    Response,
    Spent,
)
from webinars.feedback.rules import (
    COMPLETED,
    LONGEST_WAIT,
    NOT_COMPLETED,
    SHORTEST_WAIT,
    Classes,
    follow_up_due,
    root_of,
)
from webinars.journal.rules import canonical
from webinars.people.models import Address, Person
from webinars.people.queries import is_of, merged_ids
from webinars.programme.models import Series, Sitting, Webinar, WebinarState
from webinars.programme.rules import standing
from webinars.registrations.models import Consent, ConsentKind, Registration


def newest_questionnaire(db: Db, *, kind: QuestionnaireKind) -> Questionnaire | None:
    """Return the newest version of a kind that is in use, with its questions in all languages."""
    used = select(Questionnaire).where(Questionnaire.kind == kind, is_used())
    return db.scalars(
        used.order_by(Questionnaire.version.desc()).limit(1).options(in_full())
    ).one_or_none()


def is_used() -> ColumnElement[bool]:
    """Return the condition that a version of a questionnaire is no draft."""
    return Questionnaire.used_from.is_not(None)


def in_full() -> ExecutableOption:
    """Load a questionnaire with its questions in all languages."""
    return selectinload(Questionnaire.questions).selectinload(Question.texts)


def versions_of(db: Db, *, kind: QuestionnaireKind) -> Sequence[Questionnaire]:
    """Return every version of a kind with its questions, the newest first, be it a draft."""
    known = select(Questionnaire).where(Questionnaire.kind == kind)
    return db.scalars(known.order_by(Questionnaire.version.desc()).options(in_full())).all()


def find_questionnaire(db: Db, *, public_id: str) -> Questionnaire | None:
    """Return a version with its questions, a draft too."""
    known = select(Questionnaire).where(Questionnaire.public_id == public_id)
    return db.scalars(known.options(in_full())).one_or_none()


def find_invitation(db: Db, *, public_id: str) -> Invitation | None:
    """Return an invitation with its questionnaire."""
    return db.scalars(
        select(Invitation)
        .where(Invitation.public_id == public_id)
        .options(
            joinedload(Invitation.questionnaire)
            .selectinload(Questionnaire.questions)
            .selectinload(Question.texts),
            joinedload(Invitation.webinar),
        )
    ).one_or_none()


def invitations_of(db: Db, *, person: Person) -> Sequence[Invitation]:
    """Return every invitation of `person`, merges followed, the first come first."""
    mine = (
        select(Invitation)
        .join(Registration, Registration.id == Invitation.registration_id)
        .where(is_of(Registration.person_id, person))
        .options(joinedload(Invitation.webinar), joinedload(Invitation.questionnaire))
    )
    return db.scalars(mine.order_by(Invitation.id)).all()


def generation_of(db: Db, public_id: str) -> int | None:
    """Open the door of feedback links."""
    return db.scalar(select(Invitation.generation).where(Invitation.public_id == public_id))


def is_spent(db: Db, *, mark: str) -> bool:
    return bool(db.scalar(select(exists().where(Spent.mark == mark))))


def of_kind(kind: QuestionnaireKind) -> ColumnElement[bool]:
    """Return the condition that an invitation asks for a questionnaire of a kind."""
    return Invitation.questionnaire.has(Questionnaire.kind == kind)


def invited_ids(*, webinar_id: int, kind: QuestionnaireKind) -> Select[int]:
    """Select the registrations that were invited to a kind about a webinar."""
    mine = select(Invitation.registration_id)
    return mine.where(Invitation.webinar_id == webinar_id, of_kind(kind))


STAMPED = (Invitation.group, Invitation.category, Invitation.language, Invitation.completed)
"""The classes of an invitation, in the order of `Classes`."""


def standing_classes(db: Db, *, asked: Questionnaire, webinar_id: int) -> Counter[Classes]:
    """Return how many invitations carry each combination of classes.

    Those to another version of the questionnaire do not count: a response says which it answers.
    """
    alike = (Invitation.webinar_id == webinar_id, Invitation.questionnaire_id == asked.id)
    mine = select(*STAMPED, func.count()).where(*alike).group_by(*STAMPED)
    return Counter({Classes(*classes): count for *classes, count in db.execute(mine)})


def count_invited(db: Db, *, invitation: Invitation) -> int:
    """Return how many are asked the same about the same webinar, with the same classes."""
    alike = (
        Invitation.webinar_id == invitation.webinar_id,
        Invitation.questionnaire_id == invitation.questionnaire_id,
        *(column == getattr(invitation, column.key) for column in STAMPED),
    )
    return db.scalar(select(func.count(Invitation.id)).where(*alike)) or 0


def due_follow_ups(db: Db, *, now: datetime) -> list[tuple[Webinar, QuestionnaireKind]]:
    """Return each webinar that was held and of which it is time to ask, with what is asked.

    Time runs from the recorded end of its last sitting; the planned one stands in. Nobody is
    asked about a series that is closed: its evidence was sealed for the last time.
    """
    past = (
        select(Sitting.webinar_id)
        .where(Sitting.cancelled_at.is_(None))
        .where(Sitting.ends_at.between(now - LONGEST_WAIT, now - SHORTEST_WAIT))
    )
    held = (
        select(Webinar)
        .where(Webinar.id.in_(past), Webinar.state != WebinarState.CANCELLED)
        .where(Webinar.series.has(Series.closed_at.is_(None)))
    )
    webinars = db.scalars(held.order_by(Webinar.id).options(selectinload(Webinar.sittings))).all()
    windows = windows_of(db, sittings=[one for webinar in webinars for one in standing(webinar)])
    ends = [max(windows[one.id].interval.end for one in standing(each)) for each in webinars]
    due = ((each, follow_up_due(end, now)) for each, end in zip(webinars, ends, strict=True))
    return [(each, kind) for each, kind in due if kind is not None]


def those_to_follow_up(
    db: Db, *, webinar: Webinar, kind: QuestionnaireKind
) -> dict[Registration, str]:
    """Return, one a person, who attended, agrees to be asked and was not asked, by registering.

    Each with whether they completed, as the signed figures are now.
    """
    agreeing = _agreeing(db, webinar)
    if not agreeing:
        return {}
    came = {
        one.registration_id: COMPLETED if one.completed else NOT_COMPLETED
        for one in participation(db, webinar=webinar)
        if one.attended
    }
    counts_as = merged_ids(db)
    asked = select(Registration.person_id).where(
        Registration.id.in_(invited_ids(webinar_id=webinar.id, kind=kind))
    )
    known = {counts_as.get(person, person) for person in db.scalars(asked)}
    return {
        row: came[row.id]
        for row in agreeing
        if row.id in came and counts_as.get(row.person_id, row.person_id) not in known
    }


def _agreeing(db: Db, webinar: Webinar) -> Sequence[Registration]:
    """Return the standing registrations, at proven addresses, that agree to be asked later."""
    agreed = Registration.consents.any(
        and_(Consent.kind == ConsentKind.FOLLOW_UP, Consent.withdrawn_at.is_(None))
    )
    mine = (
        select(Registration)
        .join(Registration.address)
        .where(Registration.webinar_id == webinar.id, Registration.cancelled_at.is_(None), agreed)
        .where(Address.proven_at.is_not(None))
    )
    person = joinedload(Registration.person).selectinload(Person.addresses)
    wanted = mine.options(contains_eager(Registration.address), person)
    return db.scalars(wanted.order_by(Registration.id)).all()


def counts_of(db: Db, *, webinar_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return, a webinar, how many were invited after it and how many responded to that."""
    invited = _count(db, Invitation, webinar_ids)
    responded = _count(db, Response, webinar_ids)
    return {
        webinar: (invited.get(webinar, 0), responded.get(webinar, 0)) for webinar in webinar_ids
    }


def _count(
    db: Db, model: type[Invitation] | type[Response], webinar_ids: Sequence[int]
) -> dict[int, int]:
    rows = db.execute(
        select(model.webinar_id, func.count().label("number"))
        .join(Questionnaire, Questionnaire.id == model.questionnaire_id)
        .where(model.webinar_id.in_(webinar_ids), Questionnaire.kind == QuestionnaireKind.AFTER)
        .group_by(model.webinar_id)
    )
    return {row.webinar_id: row.number for row in rows}


def digest_of_response(response: Sequence[Any], answers: Iterable[tuple[str, str]]) -> str:
    """Return the digest by which a response is counted in the root, and found by its receipt.

    Args:
        response: key, questionnaire, webinar, day, group, category, language, receipt's digest,
            completed. The last counts where there is one: digests of old stay what they were.
        answers: pairs of the question's identity and the value.
    """
    key, questionnaire, webinar, day, *rest, completed = response
    fields = [key, questionnaire, webinar, str(day), *rest, *([completed] if completed else [])]
    return hashlib.sha256(canonical([*fields, sorted(answers)])).hexdigest()


def count_and_root(db: Db) -> tuple[int, str]:
    """Return how many responses there are, and one digest over all of them."""
    fields = (
        Response.key,
        Response.questionnaire_id,
        Response.webinar_id,
        code(Response.day),
        Response.group,
        Response.category,
        Response.language,
        Response.receipt_digest,
        Response.completed,
    )
    given = _answers_by_key(db)
    responses = poured(db, select(*fields).order_by(Response.key))
    count = db.scalar(select(func.count()).select_from(Response)) or 0
    return count, root_of(digest_of_response(row, given(row[0])) for row in responses)


def _answers_by_key(db: Db) -> Callable[[str], list[tuple[str, str]]]:
    """Return the function from a response's key to its answers, to be asked in the keys' order."""
    query = select(Answer.response_key, Answer.identity, Answer.value)
    rows = poured(db, query.order_by(Answer.response_key))
    groups = groupby(rows, key=itemgetter(0))
    waiting = next(groups, None)

    def given(key: str) -> list[tuple[str, str]]:
        nonlocal waiting
        if waiting is None or waiting[0] != key:
            return []
        answers = [(identity, value) for _key, identity, value in waiting[1]]
        waiting = next(groups, None)
        return answers

    return given
