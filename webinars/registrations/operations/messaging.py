"""Writing to those who registered for a webinar: drafted, tried on oneself, sent once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_line, clean_paragraphs
from webinars.outbox.operations import post, withdraw_caused
from webinars.programme.models import Webinar
from webinars.programme.operations.refusals import TooLate
from webinars.registrations.letters import MESSAGE, MESSAGE_TEST
from webinars.registrations.models import Audience, Message, MessageText, Registration
from webinars.registrations.queries import audience_of
from webinars.registrations.rules import Reach


class NoMessage(BadInput):
    message = N_("Write a subject and a text in at least one language.")


class HalfAMessage(BadInput):
    message = N_("In each language, write both a subject and a text, or neither.")


class MessageSent(Refusal):
    message = N_("This message was sent already. Write another one.")


class NobodyToWriteTo(Refusal):
    message = N_("Nobody of those you chose has a place or a turn in the queue.")


@dataclass(frozen=True)
class Said:
    """A message in one language."""

    subject: str
    body: str


@dataclass(frozen=True)
class Mailbox:
    """Where a trial of a message goes."""

    address: str
    name: str
    language: Language
    zone: str | None


def draft_message(
    db: Db,
    *,
    webinar: Webinar,
    audience: Audience,
    words: Mapping[Language, Said],
    by: str,
    now: datetime,
    message: Message | None = None,
) -> Message:
    """Keep a message as a draft, or `message` written anew.

    Raises:
        NoMessage, HalfAMessage: of the words.
        MessageSent: `message` has left.
    """
    texts = _texts(words)
    if message is None:
        message = Message(webinar=webinar, drafted_at=now, drafted_by=by, letters=0, sent_by="")
        db.add(message)
    elif message.sent_at is not None:
        raise MessageSent
    message.audience = audience
    message.texts.clear()
    db.flush()  # the languages are free before they are taken again
    message.texts.extend(texts)
    message.drafted_at, message.drafted_by = now, by
    db.flush()
    return message


def try_message(db: Db, *, message: Message, to: Mailbox, by: str, now: datetime) -> int:
    """Send the message, in each language in which it is written, to one's own mailbox."""
    for text in message.texts:
        post(
            db,
            kind=MESSAGE_TEST,
            address=to.address,
            name=to.name,
            language=text.language,
            zone=to.zone,
            about=message.public_id,
            now=now,
            urgent=True,
        )
    _note(db, message, "try_message", len(message.texts), by=by, now=now)
    return len(message.texts)


def send_message(
    db: Db,
    *,
    message: Message,
    by: str,
    now: datetime,
    reach: Reach = Reach.ALL,
) -> int:
    """Write to those for whom it is meant; return to how many. It is sent once.

    The letters leave two minutes later; until then it can be taken back. Who
    declined messages about webinars gets none. `reach` narrows it.

    Raises:
        MessageSent: it was sent already.
        NobodyToWriteTo: there is nobody.
    """
    db.refresh(message, ["sent_at"], with_for_update=True)
    if message.sent_at is not None:
        raise MessageSent
    whom = message.audience
    people = audience_of(db, webinar=message.webinar, audience=whom, reach=reach)
    if not people:
        raise NobodyToWriteTo
    message.sent_at, message.sent_by, message.letters = now, by, len(people)
    for registration in people:
        _post(db, message, registration, now)
    _note(db, message, "send_message", len(people), by=by, now=now)
    db.flush()
    return len(people)


def take_message_back(db: Db, *, message: Message, by: str, now: datetime) -> None:
    """Make a message that was sent a draft again, before any letter leaves.

    Raises:
        TooLate: a letter has begun to leave, or it was not sent.
    """
    db.refresh(message, ["sent_at"], with_for_update=True)
    if message.leaves_at is None or now >= message.leaves_at:
        raise TooLate
    taken = withdraw_caused(db, cause=message.public_id, now=now)
    if taken is None:
        raise TooLate
    message.sent_at, message.sent_by, message.letters = None, "", 0
    _note(db, message, "take_message_back", taken, by=by, now=now)
    db.flush()


def _post(db: Db, message: Message, registration: Registration, now: datetime) -> None:
    if registration.address is None:
        return
    post(
        db,
        kind=MESSAGE,
        address=registration.address.written,
        name=registration.person.name,
        language=registration.language,
        zone=registration.zone,
        about=registration.public_id,
        content={"message": message.public_id},
        now=now,
        cause=message.public_id,
        due_at=message.leaves_at,
    )


def _texts(words: Mapping[Language, Said]) -> list[MessageText]:
    texts = []
    for language, said in words.items():
        subject, body = clean_line(said.subject), clean_paragraphs(said.body)
        if bool(subject) is not bool(body):
            raise HalfAMessage
        if subject:
            texts.append(MessageText(language=language, subject=subject, body=body))
    if not texts:
        raise NoMessage
    return texts


def _note(db: Db, message: Message, verb: str, letters: int, *, by: str, now: datetime) -> None:
    detail = {
        "title": "; ".join(text.subject for text in message.texts),
        "letters": letters,
        "audience": str(message.audience),
    }
    subject, kind = message.webinar.public_id, f"registrations.{verb}"
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail)
