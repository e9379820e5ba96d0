"""Reading questionnaires, invitations and responses."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload, selectinload

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
from webinars.feedback.rules import Classes, root_of
from webinars.journal.rules import canonical


def newest_questionnaire(db: Db, *, kind: QuestionnaireKind) -> Questionnaire | None:
    """Return the newest version of a kind, with its questions in all languages."""
    newest = select(Questionnaire).where(Questionnaire.kind == kind)
    return db.scalars(
        newest.order_by(Questionnaire.version.desc())
        .limit(1)
        .options(selectinload(Questionnaire.questions).selectinload(Question.texts))
    ).one_or_none()


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


def generation_of(db: Db, public_id: str) -> int | None:
    """Open the door of feedback links."""
    return db.scalar(select(Invitation.generation).where(Invitation.public_id == public_id))


def is_spent(db: Db, *, mark: str) -> bool:
    return bool(db.scalar(select(exists().where(Spent.mark == mark))))


def standing_classes(db: Db, *, webinar_id: int) -> Counter[Classes]:
    """Return how many invitations of a webinar carry each combination of classes."""
    mine = select(Invitation.group, Invitation.category, Invitation.language, func.count())
    rows = db.execute(
        mine.where(Invitation.webinar_id == webinar_id).group_by(
            Invitation.group, Invitation.category, Invitation.language
        )
    )
    return Counter(
        {Classes(group, category, language): count for group, category, language, count in rows}
    )


def counts_of(db: Db, *, webinar_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return, a webinar, how many were invited and how many responded."""
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
        .where(model.webinar_id.in_(webinar_ids))
        .group_by(model.webinar_id)
    )
    return {row.webinar_id: row.number for row in rows}


def digest_of_response(response: Sequence[Any], answers: Iterable[tuple[str, str]]) -> str:
    """Return the digest by which a response is counted in the root, and found by its receipt.

    Args:
        response: key, questionnaire, webinar, day, group, category, language, receipt's digest.
        answers: pairs of the question's identity and the value.
    """
    key, questionnaire, webinar, day, *rest = response
    fields = [key, questionnaire, webinar, str(day), *rest]
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
    )
    query = (
        select(*fields, Answer.identity, Answer.value)
        .join(Answer, Answer.response_key == Response.key, isouter=True)
        .order_by(Response.key)
    )
    digests = []
    for _key, rows in groupby(poured(db, query), key=itemgetter(0)):
        first, *more = rows
        answers = [(row[8], row[9]) for row in (first, *more) if row[8]]
        digests.append(digest_of_response(first[:8], answers))
    return len(digests), root_of(digests)
