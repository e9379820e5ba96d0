"""Questionnaires: who was asked, what was asked, and what was answered. Nothing leads to a name."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, String, and_, case, cast, func, select

from webinars.database import Db
from webinars.database.pouring import code, poured, streamed
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    DAY,
    GROUP,
    TEXT,
    WEBINAR,
    Column,
    Row,
    Table,
)
from webinars.feedback.models import (
    Answer,
    Invitation,
    InvitedBy,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionText,
    Response,
)
from webinars.feedback.operations import LETTERS
from webinars.feedback.queries import STAMPED, is_used
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Keyring
from webinars.outbox.models import Letter
from webinars.programme.models import Webinar


def _called() -> ColumnElement[str]:
    """Return kind and version of a questionnaire as one word, such as `after-1`."""
    kind, version = (
        cast(part, String) for part in (code(Questionnaire.kind), Questionnaire.version)
    )
    return kind + "-" + version


def _surveyed(db: Db, _keyring: Keyring) -> Iterator[Row]:
    late = func.sum(case((Invitation.invited_by == InvitedBy.SIGN_OFF, 1), else_=0))
    letter = and_(Letter.about == Invitation.public_id, Letter.kind.in_(LETTERS.values()))
    classes = STAMPED
    counted = (func.count(Invitation.id.distinct()), func.count(Letter.sent_at), late)
    query = (
        select(Webinar.public_id, _called(), *classes, *counted)
        .join(Webinar, Webinar.id == Invitation.webinar_id)
        .join(Questionnaire, Questionnaire.id == Invitation.questionnaire_id)
        .outerjoin(Letter, letter)
        .group_by(
            Webinar.id,
            Webinar.public_id,
            Questionnaire.kind,
            Questionnaire.version,
            *classes,
        )
        .order_by(Webinar.id, Questionnaire.kind, Questionnaire.version, *classes)
    )
    rows = (tuple(row) for row in db.execute(query))
    return iter(sorted(rows, key=lambda row: [str(cell) for cell in row[:6]]))


def _items(db: Db, _keyring: Keyring) -> Iterator[Row]:
    english = and_(
        QuestionText.question_id == Question.id, QuestionText.language == Language.ENGLISH
    )
    query = (
        select(_called(), Question.identity, Question.position, Question.kind, QuestionText.label)
        .join(Questionnaire, Questionnaire.id == Question.questionnaire_id)
        .outerjoin(QuestionText, english)
        .where(is_used())
        .order_by(Questionnaire.id, Question.position)
    )
    return streamed(db, query)


def _labels(db: Db, _keyring: Keyring) -> Iterator[Row]:
    words = (code(QuestionText.language), QuestionText.label, QuestionText.options)
    query = (
        select(_called(), Question.identity, *words)
        .join(Questionnaire, Questionnaire.id == Question.questionnaire_id)
        .join(QuestionText, QuestionText.question_id == Question.id)
        .where(is_used())
    )
    rows = (tuple(row) for row in db.execute(query))
    return iter(sorted((*row[:4], row[4].replace("\n", "; ")) for row in rows))


def _responses(db: Db, _keyring: Keyring) -> Iterator[Row]:
    classes = (Response.group, Response.category, Response.language, Response.completed)
    query = (
        select(
            Response.key,
            Webinar.public_id,
            _called(),
            code(Response.day),
            *classes,
            Response.receipt_digest,
        )
        .join(Webinar, Webinar.id == Response.webinar_id)
        .join(Questionnaire, Questionnaire.id == Response.questionnaire_id)
        .order_by(Response.key)
    )
    return poured(db, query)


def _answers(db: Db, _keyring: Keyring) -> Iterator[Row]:
    """Yield the answers but texts, which a person reads and releases one by one."""
    texts = select(Question.identity).where(Question.kind == QuestionKind.TEXT)
    query = select(Answer.response_key, Answer.identity, Answer.value).where(
        Answer.identity.not_in(texts)
    )
    return poured(db, query.order_by(Answer.response_key, Answer.identity))


CATEGORY = Column("category", CODE, "As stamped on the invitation; empty: coarsened away")
LANGUAGE = Column("language", CODE, "As stamped on the invitation; empty: coarsened away")
COMPLETED = Column(
    "completed",
    CODE,
    "Of follow-ups, as the signed figures were when the invitation was made: yes for 80 % of the"
    " running time or more, else no; empty: coarsened away, or not a follow-up",
)
QUESTIONNAIRE = Column("questionnaire", CODE, "Kind and version")

TABLES = (
    Table(
        "surveyed",
        "Invitations to answer, counted by webinar and the classes stamped on them",
        (
            WEBINAR,
            QUESTIONNAIRE,
            GROUP,
            CATEGORY,
            LANGUAGE,
            COMPLETED,
            Column("invited", COUNT, "Persons invited", "persons"),
            Column("handed_over", COUNT, "Letters that a mail server took", "persons"),
            Column(
                "invited_late",
                COUNT,
                "Of those invited, after an import's sign-off",
                "persons",
            ),
        ),
        ("webinar", "questionnaire", "regional_group", "category", "language", "completed"),
        _surveyed,
    ),
    Table(
        "items",
        "The questions of every questionnaire",
        (
            QUESTIONNAIRE,
            Column("question", CODE, "Identity of the question, the same in every language"),
            Column("position", COUNT, "Its place, from 0"),
            Column("kind", CODE, "scale, choice, several, number, recommend or text"),
            Column("label", TEXT, "Its words in English"),
        ),
        ("questionnaire", "question"),
        _items,
    ),
    Table(
        "labels",
        "The words of every question, in each language in which it was asked",
        (
            QUESTIONNAIRE,
            Column("question", CODE, "Identity of the question, the same in every language"),
            Column("language", CODE, "BCP 47 code"),
            Column("label", TEXT, "Its words in that language"),
            Column("options", TEXT, "Value and words of each option; empty: none are offered"),
        ),
        ("questionnaire", "question", "language"),
        _labels,
    ),
    Table(
        "responses",
        "Filled questionnaires under random keys; nothing leads to a person",
        (
            Column("response", CODE, "Random key"),
            WEBINAR,
            QUESTIONNAIRE,
            Column("day", DAY, "Day of the answer"),
            GROUP,
            CATEGORY,
            LANGUAGE,
            COMPLETED,
            Column("receipt", CODE, "SHA-256 of the receipt that the respondent was shown once"),
        ),
        ("response",),
        _responses,
    ),
    Table(
        "answers",
        "Items of the responses",
        (
            Column("response", CODE, "Random key"),
            Column("question", CODE, "Identity of the question, the same in every language"),
            Column("value", CODE, "A number, an option, na for not applicable; texts are not here"),
        ),
        ("response", "question"),
        _answers,
    ),
)
