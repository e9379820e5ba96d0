"""Invitations to answer and answers, by those who were there. Letters are stamped, not sent."""

import random
from datetime import timedelta

from sqlalchemy import select, update

from webinars.database import Db
from webinars.feedback.models import Invitation, InvitedBy
from webinars.feedback.operations import answer, invite
from webinars.feedback.tasks import with_classes
from webinars.kernel.tokens import Keyring
from webinars.outbox.models import Letter
from webinars.programme.models import Webinar
from webinars.programme.rules import standing
from webinars.registrations.models import Registration

SHARE = 0.42
"""Of those invited who answer."""


def ask_and_answer(
    db: Db, keyring: Keyring, *, webinar: Webinar, there: list[Registration]
) -> None:
    """Invite those who were there at the actual end, and let some answer within two days."""
    ended = standing(webinar)[-1].ends_at + timedelta(minutes=12)
    people = with_classes(db, webinar, dict.fromkeys(there, ""))
    invite(db, webinar=webinar, registrations=people, invited_by=InvitedBy.ACTUAL_END, now=ended)
    db.flush()
    stamped = update(Letter).where(Letter.kind == "feedback.invitation", Letter.sent_at.is_(None))
    db.execute(stamped.values(sent_at=ended))
    draw = random.Random(webinar.slug)  # noqa: S311  (a demonstration)
    for invitation in db.scalars(
        select(Invitation).where(Invitation.webinar_id == webinar.id)
    ).all():
        if draw.random() < SHARE:
            later = ended + timedelta(minutes=draw.randint(5, 2_000))
            answer(db, invitation=invitation, answers=_answers(draw), keyring=keyring, now=later)


def _answers(draw: random.Random) -> dict[str, str]:
    marks = draw.choices("12345", (2, 5, 18, 45, 30), k=5)
    given = dict(zip(("relevance", "satisfaction", "before", "after", "apply"), marks, strict=True))
    given["before"] = str(max(1, int(given["after"]) - draw.randint(0, 2)))
    given["recommend"] = str(draw.choices(range(11), (1, 0, 0, 1, 1, 3, 5, 12, 20, 18, 14))[0])
    given["other"] = draw.choice(("yes", "no", "unsure"))
    if draw.random() < 0.1:
        given["comment"] = "A fictitious comment: keep both sittings."
    return given
