"""Inviting to answer, and keeping answers that nobody can link to a name."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.feedback.models import (
    Answer,
    Invitation,
    InvitedBy,
    Question,
    Questionnaire,
    QuestionnaireKind,
    QuestionText,
    Response,
    Spent,
)
from webinars.feedback.queries import (
    STAMPED,
    count_and_root,
    invitations_of,
    invited_ids,
    newest_questionnaire,
    standing_classes,
)
from webinars.feedback.rules import OPEN_FOR, Classes, is_answer, stamped
from webinars.journal.models import Entry
from webinars.journal.operations import record
from webinars.kernel.ids import new_public_id
from webinars.kernel.refusals import BadInput, Gone, Refusal
from webinars.kernel.text import N_, clean_paragraphs
from webinars.kernel.tokens import Keyring, Purpose, digest_of, new_secret_token
from webinars.outbox.operations import forget_letters, post
from webinars.people.models import Person
from webinars.programme.models import Webinar
from webinars.registrations.models import Registration

COUNTED = "feedback.count"
"""Kind of the journal entry that holds the number and root of responses."""

LETTERS: Mapping[InvitedBy, str] = {
    InvitedBy.ACTUAL_END: "feedback.invitation",
    InvitedBy.SIGN_OFF: "feedback.invitation",
    InvitedBy.FOLLOW_UP: "feedback.follow_up",
}
"""Kind of the letter that asks for an answer."""


class AlreadyAnswered(Refusal):
    message = N_("This questionnaire has been answered with your link already. Thank you.")


class Closed(Gone):
    message = N_("This questionnaire is closed.")


class NotAnAnswer(BadInput):
    message = N_("One of the answers is not among those offered, or is too long.")


class NothingAnswered(BadInput):
    message = N_("Nothing is answered yet. One answer is enough.")


def load_instrument(db: Db, *, instrument: Mapping[str, object], now: datetime) -> Questionnaire:
    """Load a version of a questionnaire, all languages, unless it is there already.

    Args:
        instrument: as in `feedback/data/after.json`.
    """
    kind, version = QuestionnaireKind(str(instrument["kind"])), int(str(instrument["version"]))
    known = select(Questionnaire).where(
        Questionnaire.kind == kind, Questionnaire.version == version
    )
    if there := db.scalars(known).one_or_none():
        return there
    made = Questionnaire(kind=kind, version=version, made_at=now, used_from=now)
    made.questions = [_question(item, n) for n, item in enumerate(instrument["questions"])]  # type: ignore[var-annotated,arg-type]
    db.add(made)
    db.flush()
    record(db, kind="feedback.instrument", actor="worker", subject=made.public_id, now=now)
    return made


def _question(item: Mapping[str, object], position: int) -> Question:
    labels, hints, options = (dict(item.get(part, {})) for part in ("label", "hint", "options"))  # type: ignore[call-overload]
    texts = [
        QuestionText(
            language=code, label=label, hint=hints.get(code, ""), options=options.get(code, "")
        )
        for code, label in labels.items()
    ]
    return Question(identity=item["identity"], kind=item["kind"], position=position, texts=texts)


def invite(
    db: Db,
    *,
    webinar: Webinar,
    registrations: Sequence[tuple[Registration, Classes]],
    invited_by: InvitedBy,
    now: datetime,
    kind: QuestionnaireKind = QuestionnaireKind.AFTER,
) -> int:
    """Invite those of `registrations` who are not invited yet; return how many.

    Args:
        registrations: each with the classes that are true of it; they are coarsened here.
    """
    questionnaire = newest_questionnaire(db, kind=kind)
    known = set(db.scalars(invited_ids(webinar_id=webinar.id, kind=kind)))
    new = [(reg, true) for reg, true in registrations if reg.id not in known]
    if questionnaire is None or not new:
        return 0
    standing = standing_classes(db, asked=questionnaire, webinar_id=webinar.id)
    classes = stamped([true for _, true in new], standing)
    for (registration, _), stamp in zip(new, classes, strict=True):
        asked = Invitation(
            questionnaire_id=questionnaire.id, webinar_id=webinar.id, invited_by=invited_by
        )
        _invite(db, asked, registration=registration, stamp=stamp, now=now)
    _leave_open(db, webinar=webinar, questionnaire=questionnaire, until=now + OPEN_FOR)
    record(
        db,
        kind="feedback.invite",
        actor="worker",
        subject=webinar.public_id,
        now=now,
        detail={"invited": len(new), "questionnaire": kind},
    )
    return len(new)


def _leave_open(db: Db, *, webinar: Webinar, questionnaire: Questionnaire, until: datetime) -> None:
    """Let all who were asked the same answer as long as those asked last.

    A response has its day: on one on which the others no longer could, it would be a name.
    """
    mine = (Invitation.webinar_id == webinar.id, Invitation.questionnaire_id == questionnaire.id)
    earlier = update(Invitation).where(*mine, Invitation.closes_at < until)
    db.execute(earlier.values(closes_at=until))


def _invite(
    db: Db, asked: Invitation, *, registration: Registration, stamp: Classes, now: datetime
) -> None:
    asked.public_id = new_public_id()
    asked.registration_id = registration.id
    asked.invited_at, asked.closes_at = now, now + OPEN_FOR
    asked.group, asked.category = stamp.group, stamp.category
    asked.language, asked.completed = stamp.language, stamp.completed
    db.add(asked)
    person = registration.person
    if person.addresses:
        post(
            db,
            kind=LETTERS[asked.invited_by],
            address=(registration.address or person.addresses[0]).written,
            name=person.name,
            language=registration.language,
            zone=registration.zone,
            about=asked.public_id,
            now=now,
            valid_until=asked.closes_at,
        )


def mark_of(keyring: Keyring, invitation_id: str) -> str:
    """Return what is kept of a spent invitation: without the server's key it leads nowhere."""
    return keyring.seal(Purpose.SPENT, invitation_id)


def answer(
    db: Db, *, invitation: Invitation, answers: Mapping[str, str], keyring: Keyring, now: datetime
) -> str:
    """Keep a response and return its receipt, which is shown once.

    In one transaction the invitation's mark is spent and the response stands
    under a random key with the day and the stamped classes. No row names both,
    and no journal entry is written: see the promise on the page.

    Raises:
        Closed: the questionnaire is over.
        AlreadyAnswered: the link was used; an eager double click too.
        NotAnAnswer: a value that the question does not offer, or a text too long.
        NothingAnswered: every item was left open.
    """
    if now >= invitation.closes_at:
        raise Closed
    kept = _checked(invitation.questionnaire, answers)
    try:
        with db.begin_nested():
            db.execute(insert(Spent).values(mark=mark_of(keyring, invitation.public_id)))
    except IntegrityError as twice:
        raise AlreadyAnswered from twice
    receipt = new_secret_token()
    response = Response(
        key=new_public_id(),
        questionnaire_id=invitation.questionnaire_id,
        webinar_id=invitation.webinar_id,
        day=now.date(),
        group=invitation.group,
        category=invitation.category,
        language=invitation.language,
        completed=invitation.completed,
        receipt_digest=digest_of(receipt),
        answers=[Answer(identity=identity, value=value) for identity, value in kept.items()],
    )
    db.add(response)
    return receipt


def _checked(questionnaire: Questionnaire, answers: Mapping[str, str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for question in questionnaire.questions:
        value = clean_paragraphs(answers.get(question.identity, ""))
        if not value:
            continue
        options = [line.partition("|")[0] for line in question.texts[0].options.splitlines()]
        if not is_answer(question.kind, value, options):
            raise NotAnAnswer
        kept[question.identity] = value
    if not kept:
        raise NothingAnswered
    return kept


def record_root(db: Db, *, now: datetime) -> bool:
    """Write number and root of all responses into the journal if they have grown; say whether."""
    count, root = count_and_root(db)
    last = db.scalars(
        select(Entry).where(Entry.kind == COUNTED).order_by(Entry.id.desc()).limit(1)
    ).one_or_none()
    if not count or (last is not None and last.subject == root):
        return False
    record(
        db,
        kind=COUNTED,
        actor="worker",
        subject=root,
        now=now,
        detail={"responses": count, "root": root},
    )
    return True


def about(db: Db, *, person: Person) -> dict[str, Any]:
    """Return all that this room holds of `person`: what they were asked, and never an answer.

    With the classes that an answer will carry: those that were not coarsened away.
    """
    return {
        "questionnaires": [
            {
                "webinar": one.webinar.slug,
                "questionnaire": one.questionnaire.kind,
                "asked": one.invited_at.isoformat(),
                "classes": {
                    column.key: said for column in STAMPED if (said := getattr(one, column.key))
                },
            }
            for one in invitations_of(db, person=person)
        ]
    }


def forget(db: Db, *, person: Person, now: datetime) -> None:
    """Take the address out of letters that asked for an answer, and end their links."""
    asked = invitations_of(db, person=person)
    forget_letters(db, about=[one.public_id for one in asked], now=now)
    for one in asked:
        one.generation += 1
