"""What came from the floor: questions to the speakers, and groups that watched together."""

from collections.abc import Iterator

from sqlalchemy import case, select

from webinars.database import Db
from webinars.database.pouring import code, flag, moment, streamed
from webinars.evaluation.tables.people import pseudonyms
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    FLAG,
    INSTANT,
    KEY,
    PERSON,
    SITTING,
    WEBINAR,
    Column,
    Row,
    Table,
)
from webinars.kernel.tokens import Keyring, Purpose
from webinars.live.models import FloorQuestion, GroupViewing, QuestionState
from webinars.people.models import Person
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import Registration


def _questions(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield every question without its words: who asked, when, and what became of it."""
    who, seal = pseudonyms(db, keyring), keyring.sealer(Purpose.PSEUDONYM)
    answered = case((FloorQuestion.state == QuestionState.ANSWERED, FloorQuestion.decided_at))
    told = (
        code(FloorQuestion.language),
        moment(FloorQuestion.asked_at),
        code(FloorQuestion.state),
        moment(answered),
    )
    query = (
        select(FloorQuestion.public_id, Webinar.public_id, Person.id, Person.public_id, *told)
        .join(Webinar, Webinar.id == FloorQuestion.webinar_id)
        .join(Registration, Registration.id == FloorQuestion.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .order_by(FloorQuestion.id)
    )
    for question, webinar, person_id, person, *rest in streamed(db, query):
        yield (seal(question), webinar, who(person_id, person), *rest)


def _viewings(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield the declaration that counts of each registration and sitting: the last one."""
    who = pseudonyms(db, keyring)
    counted = (GroupViewing.viewers, GroupViewing.women, GroupViewing.men)
    query = (
        select(
            Webinar.public_id,
            Sitting.public_id,
            Person.id,
            Person.public_id,
            *counted,
            flag(GroupViewing.confirmed_at.is_not(None)),
        )
        .join(Sitting, Sitting.id == GroupViewing.sitting_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .join(Registration, Registration.id == GroupViewing.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .order_by(GroupViewing.id)
    )
    last = {
        (row[0], row[1], who(row[2], row[3])): row[4:] for row in streamed(db, query)
    }  # a later declaration takes the place of an earlier one
    yield from ((*key, *rest) for key, rest in last.items())


TABLES = (
    Table(
        "questions",
        "Questions from the floor; their words are not here",
        (
            Column("question", KEY, "Pseudonym of the question"),
            WEBINAR,
            PERSON,
            Column("language", CODE, "In which it was asked"),
            Column("asked_at", INSTANT, "When it was asked"),
            Column("status", CODE, "new, shown, answered or hidden"),
            Column("answered_at", INSTANT, "When it was answered"),
        ),
        ("question",),
        _questions,
    ),
    Table(
        "viewings",
        "Groups that watched at one connection, as declared: never added to persons",
        (
            WEBINAR,
            SITTING,
            PERSON,
            Column("viewers", COUNT, "All persons at the connection", "persons"),
            Column("women", COUNT, "Of whom women, where it was said", "persons"),
            Column("men", COUNT, "Of whom men, where it was said", "persons"),
            Column("confirmed", FLAG, "Confirmed by the focal point or the Secretariat"),
        ),
        ("sitting", "person"),
        _viewings,
    ),
)
