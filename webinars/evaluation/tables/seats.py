"""Who was invited, and how places were given where they were few: every decision, in order."""

from collections.abc import Iterator

from sqlalchemy import select

from webinars.database import Db
from webinars.database.pouring import code, flag, moment, poured
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    FLAG,
    INSTANT,
    KEY,
    SITTING,
    STATE,
    WEBINAR,
    Column,
    Row,
    Table,
)
from webinars.kernel.tokens import Keyring, Purpose
from webinars.programme.models import Sitting, Webinar
from webinars.registrations.models import Place, Registration
from webinars.registrations.models.invitee import Invitee
from webinars.registrations.models.seats import Allocation, Outcome, SeatDecision
from webinars.states.models import State


def _invited(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield everybody who was asked to come, in the order of asking."""
    seal = keyring.sealer(Purpose.PSEUDONYM)
    query = (
        select(
            Invitee.public_id,
            Webinar.public_id,
            State.alpha3,
            code(Invitee.language),
            moment(Invitee.invited_at),
        )
        .join(Webinar, Webinar.id == Invitee.webinar_id)
        .outerjoin(State, State.code == Invitee.state_code)
        .order_by(Invitee.id)
    )
    for invitation, *rest in poured(db, query):
        yield (seal(invitation), *rest)


def _decisions(db: Db, keyring: Keyring) -> Iterator[Row]:
    """Yield every decision about a place, in the order in which they were made."""
    seal = keyring.sealer(Purpose.PSEUDONYM)
    query = (
        select(
            SeatDecision.id,
            Registration.public_id,
            Webinar.public_id,
            Sitting.public_id,
            code(SeatDecision.outcome),
            SeatDecision.rule,
            SeatDecision.rank,
            flag(SeatDecision.outcome == Outcome.BY_HAND),
            Allocation.number,
            Allocation.plan_digest,
            moment(SeatDecision.decided_at),
        )
        .join(Place, Place.id == SeatDecision.place_id)
        .join(Registration, Registration.id == Place.registration_id)
        .join(Sitting, Sitting.id == Place.sitting_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .outerjoin(Allocation, Allocation.id == SeatDecision.allocation_id)
        .order_by(SeatDecision.id)
    )
    for number, registration, *rest in poured(db, query):
        yield (number, seal(registration), *rest)


TABLES = (
    Table(
        "invited",
        "Everybody who was asked to come by a letter of their own: the population Invited",
        (
            Column("invitation", KEY, "Pseudonym of the invitation"),
            WEBINAR,
            STATE,
            Column("language", CODE, "In which the invitation was written"),
            Column("invited_at", INSTANT, "When it was written"),
        ),
        ("invitation",),
        _invited,
    ),
    Table(
        "decisions",
        "Decisions about places where they were few; a person's words are not here",
        (
            Column("decision", COUNT, "Number of the decision"),
            Column("registration", KEY, "Pseudonym of the registration"),
            WEBINAR,
            SITTING,
            Column("outcome", CODE, "place, wait, offer or by-hand"),
            Column("rule", CODE, "The published rule that decided, such as R1"),
            Column("rank", COUNT, "Turn in the queue"),
            Column("by_hand", FLAG, "A person decided and gave a reason"),
            Column("run", COUNT, "Number of the sitting's run; empty: at registration or by hand"),
            Column("plan", CODE, "SHA-256 of that run's plan, as in the journal"),
            Column("decided_at", INSTANT, "When it was decided"),
        ),
        ("decision",),
        _decisions,
    ),
)
