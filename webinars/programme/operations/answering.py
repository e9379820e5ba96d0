"""What somebody who appears says by her own link: yes, no, and whether she may be recorded."""

from datetime import datetime

from webinars.database import Db
from webinars.kernel.text import clean_paragraphs
from webinars.outbox.operations import withdraw
from webinars.people.operations import prove_address
from webinars.people.queries import find_address
from webinars.people.rules import NOTICE_VERSION
from webinars.programme.models import Appearance, AppearanceConsent
from webinars.programme.operations.changes import Changes, change
from webinars.programme.operations.inviting import KINDS
from webinars.programme.operations.refusals import TooLateToAnswer
from webinars.programme.operations.webinars import tell
from webinars.programme.rules import can_answer


def confirm_appearance(db: Db, *, appearance: Appearance, now: datetime) -> None:
    """Take part; also after a no. Twice is once. It proves the address to which the link went.

    Raises:
        TooLateToAnswer: it is over or cancelled, or she was taken off the list.
    """
    _refuse_late(appearance, now)
    withdraw(db, about=appearance.public_id, now=now, kinds=KINDS)
    _prove(db, appearance, now=now)
    confirmed = appearance.confirmed_at or now
    detail = change(appearance, confirmed_at=confirmed, declined_at=None, decline_words="")
    _tell(db, appearance, "programme.confirm_appearance", detail, now=now)


def decline_appearance(db: Db, *, appearance: Appearance, words: str, now: datetime) -> None:
    """Take no part; pages no longer name her. `words` are for the Secretariat.

    Raises:
        TooLateToAnswer: as `confirm_appearance`.
    """
    _refuse_late(appearance, now)
    withdraw(db, about=appearance.public_id, now=now, kinds=KINDS)
    declined, said = appearance.declined_at or now, clean_paragraphs(words)
    detail = change(appearance, declined_at=declined, confirmed_at=None)
    detail |= change(appearance, decline_words=said or appearance.decline_words)
    _tell(db, appearance, "programme.decline_appearance", detail, now=now)


def agree_to_recording(db: Db, *, appearance: Appearance, now: datetime) -> None:
    """Agree that sound and picture are kept and published, under the notice of today."""
    if appearance.consented_recording_at is not None:
        return
    appearance.consents.append(AppearanceConsent(given_at=now, notice_version=NOTICE_VERSION))
    detail = change(appearance, consented_recording_at=now)
    _tell(db, appearance, "programme.consent_appearance", detail, now=now)


def take_consent_back(db: Db, *, appearance: Appearance, now: datetime) -> None:
    """Withdraw the consent that stands. Whether it is too late, rooms above know."""
    for consent in appearance.consents:
        consent.withdrawn_at = consent.withdrawn_at or now
    detail = change(appearance, consented_recording_at=None)
    _tell(db, appearance, "programme.withdraw_consent", detail, now=now)


def _refuse_late(appearance: Appearance, now: datetime) -> None:
    if not can_answer(appearance, now):
        raise TooLateToAnswer


def _prove(db: Db, appearance: Appearance, *, now: datetime) -> None:
    if appearance.address and appearance.name:
        known = find_address(db, name=appearance.name, address=appearance.address)
        if known is not None:
            prove_address(db, address=known, now=now)


def _tell(db: Db, appearance: Appearance, kind: str, detail: Changes, *, now: datetime) -> None:
    if detail:
        detail = {"name": [None, appearance.name], **detail}
    own = appearance.public_id
    tell(db, appearance.webinar, kind, detail, by=own, now=now, subject=own)
