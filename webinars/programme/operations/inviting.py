"""Asking people to appear: invitations, reminders, and the word that they are not needed."""

from datetime import datetime

from webinars.database import Db
from webinars.outbox.operations import post, withdraw
from webinars.programme.letters import ENDED, INVITATION, REMINDER
from webinars.programme.models import Appearance, Webinar
from webinars.programme.operations.changes import Changes, change
from webinars.programme.operations.refusals import AnsweredAlready, NoAddress
from webinars.programme.operations.webinars import refuse_cancelled, tell
from webinars.programme.queries.appearances import silent_appearances
from webinars.programme.rules import Answer, answer_of, is_due_again

KINDS = [INVITATION, REMINDER, ENDED]


def invite_appearance(db: Db, *, appearance: Appearance, by: str, now: datetime) -> None:
    """Post the letter in which a person is asked to appear, in her language.

    Also after she declined or was taken off: then she is asked anew. An earlier
    letter that has not left is taken back.

    Raises:
        NoAddress: none is known.
        AnsweredAlready: she has confirmed.
        IsCancelled: the webinar was.
    """
    refuse_cancelled(appearance.webinar)
    if not appearance.address:
        raise NoAddress(name=appearance.name)
    if answer_of(appearance) is Answer.CONFIRMED:
        raise AnsweredAlready(name=appearance.name)
    change(appearance, declined_at=None, ended_by="", decline_words="", reminders=0)
    appearance.invited_at, appearance.reminded_at = now, None
    _write(db, appearance, INVITATION, now=now)
    detail: Changes = {"name": [None, appearance.name]}
    tell(
        db,
        appearance.webinar,
        "programme.invite_appearance",
        detail,
        by=by,
        now=now,
        subject=appearance.public_id,
    )


def invite_all(db: Db, *, webinar: Webinar, by: str, now: datetime) -> list[Appearance]:
    """Invite everyone on the list who has an address and was not asked yet; return them.

    Raises:
        IsCancelled: the webinar was.
    """
    refuse_cancelled(webinar)
    unasked = [
        row for row in webinar.appearances if row.address and answer_of(row) is Answer.UNASKED
    ]
    for appearance in unasked:
        invite_appearance(db, appearance=appearance, by=by, now=now)
    return unasked


def remind_silent(db: Db, *, now: datetime) -> int:
    """Post a reminder to everyone who was asked and is silent for long enough; return how many."""
    due = [row for row in silent_appearances(db, now=now) if is_due_again(row, now)]
    for appearance in due:
        appearance.reminders, appearance.reminded_at = appearance.reminders + 1, now
        _write(db, appearance, REMINDER, now=now)
    return len(due)


def send_off(db: Db, *, appearance: Appearance, now: datetime) -> None:
    """Tell a person who was invited that she is not needed any more."""
    withdraw(db, about=appearance.public_id, now=now, kinds=KINDS)
    if appearance.invited_at is not None and appearance.address:
        _write(db, appearance, ENDED, now=now)


def _write(db: Db, appearance: Appearance, kind: str, *, now: datetime) -> None:
    withdraw(db, about=appearance.public_id, now=now, kinds=KINDS)
    post(
        db,
        kind=kind,
        address=appearance.address,
        name=appearance.name,
        language=appearance.language,
        zone=appearance.zone,
        about=appearance.public_id,
        revision=appearance.generation,
        now=now,
    )
