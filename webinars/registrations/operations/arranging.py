"""What the Secretariat does about a wish: an interpretation, or what one person needs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webinars.accounts.models import Account
from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_paragraphs
from webinars.programme.models import Webinar
from webinars.registrations.letters import ARRANGED
from webinars.registrations.models import Arrangement, ArrangementState, Registration
from webinars.registrations.operations.refusals import NoAnswer
from webinars.registrations.operations.telling import tell


@dataclass(frozen=True)
class Wish:
    """A language of interpretation, or else the registration of the person who needs help."""

    language: str = ""
    registration: Registration | None = None


def arrange(
    db: Db,
    *,
    webinar: Webinar,
    wish: Wish,
    state: ArrangementState,
    owner: Account | None,
    answer: str,
    by: str,
    now: datetime,
) -> Arrangement:
    """Say how a wish stands, who looks after it, and what the person is told.

    A person hears each new decision, and each new answer, by one letter.

    Raises:
        NoAnswer: it cannot be arranged for a person, and no word says why.
    """
    words, row = clean_paragraphs(answer), _row(db, webinar, wish)
    if wish.registration is not None and state is ArrangementState.CANNOT and not words:
        raise NoAnswer
    before = (row.state, row.answer)
    row.owner_id = owner.id if owner else None
    row.state, row.answer = state, words
    decided = state is not ArrangementState.OPEN
    row.decided_at = (row.decided_at if before == (state, words) else now) if decided else None
    row.decided_by = by
    db.add(row)
    db.flush()
    if wish.registration is not None and decided and before != (state, words):
        tell(db, registration=wish.registration, kind=ARRANGED, now=now, arrangement=row.public_id)
    _note(db, row, owner, by=by, now=now)
    return row


def _row(db: Db, webinar: Webinar, wish: Wish) -> Arrangement:
    registration_id = wish.registration.id if wish.registration else None
    known = select(Arrangement).where(
        Arrangement.webinar_id == webinar.id,
        Arrangement.language == wish.language,
        Arrangement.registration_id == registration_id
        if registration_id
        else Arrangement.registration_id.is_(None),
    )
    return db.scalars(known).one_or_none() or Arrangement(
        webinar_id=webinar.id,
        registration_id=registration_id,
        language=wish.language,
        state=ArrangementState.OPEN,
        answer="",
    )


def _note(db: Db, row: Arrangement, owner: Account | None, *, by: str, now: datetime) -> None:
    detail = {"state": row.state, "answer": row.answer, "owner": owner.public_id if owner else ""}
    subject = row.public_id
    record(db, kind="registrations.arrange", actor=by, subject=subject, now=now, detail=detail)
