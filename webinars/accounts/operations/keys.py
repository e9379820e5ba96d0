"""Passwords chosen and changed, by a key that came by letter or by the old one."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import func, select

from webinars.accounts.models import Account, SingleUse
from webinars.accounts.operations.sign_in import begin, sign_out_everywhere
from webinars.accounts.passwords import hashed, matches
from webinars.database import Db
from webinars.jobs.operations import enqueue
from webinars.journal.operations import record
from webinars.kernel.addresses import BadAddress, normal_address
from webinars.kernel.refusals import BadInput, Gone
from webinars.kernel.text import N_
from webinars.kernel.tokens import digest_of
from webinars.outbox.operations import post

KEY_LIFE = timedelta(minutes=20)
INVITATION_LIFE = timedelta(days=7)

MOST = 5
WITHIN = timedelta(hours=1)
"""So many letters to one account in so long: nobody's mailbox is filled by others."""

ASKED = "accounts.ask"
"""Name of the job that sends what was asked for."""


class KeyUsed(Gone):
    message = N_("This link was used already, or its time is over. Ask for a new one.")


class WrongPassword(BadInput):
    message = N_("The present password is not the one you wrote.")


def ask_for_key(db: Db, *, email: str, kind: str, now: datetime) -> None:
    """Ask for a letter of `kind` to the account of this address, be there one or not.

    The worker looks for the account: the page answers alike for all, and as soon. Of the address
    only the digest is kept.

    Args:
        kind: `accounts.forgotten`, or `accounts.sign_in` for a link that signs in.
    """
    with suppress(BadAddress):
        arguments = {"who": digest_of(normal_address(email)), "kind": kind}
        enqueue(db, name=ASKED, arguments=arguments, now=now)


def send_asked_key(db: Db, *, who: str, kind: str, now: datetime) -> None:
    """Send the key that was asked for, to an account that is open and had few of late.

    Args:
        who: digest of the normalised address.
    """
    standing = select(Account).where(Account.disabled_at.is_(None))
    theirs = (one for one in db.scalars(standing) if digest_of(one.email_normal) == who)
    account = next(theirs, None)
    if account is not None and _sent(db, account.id, now) < MOST:
        send_key(db, account=account, kind=kind, life=KEY_LIFE, now=now)


def _sent(db: Db, account_id: int, now: datetime) -> int:
    recent = select(func.count()).where(
        SingleUse.account_id == account_id, SingleUse.made_at > now - WITHIN
    )
    return db.scalar(recent) or 0


def send_key(db: Db, *, account: Account, kind: str, life: timedelta, now: datetime) -> None:
    key = SingleUse(account_id=account.id, made_at=now, expires_at=now + life)
    db.add(key)
    db.flush()  # gives the public id from which the letter's token is computed
    post(
        db,
        kind=kind,
        address=account.email,
        name=account.name,
        language=account.language,
        zone=account.zone,
        about=key.public_id,
        now=now,
        valid_until=key.expires_at,
        urgent=True,
    )


def held_key(db: Db, *, key_id: str, now: datetime) -> SingleUse:
    """Return the key, kept from others until the end of this work.

    Raises:
        KeyUsed: it was used, is over, or its account is closed.
    """
    held = select(SingleUse).where(SingleUse.public_id == key_id).with_for_update()
    key = db.scalars(held).one_or_none()
    if key is None or not key.opens(now):
        raise KeyUsed
    return key


def choose_password(db: Db, *, key_id: str, password: str, now: datetime) -> str:
    """Set the password of the key's account, end its sign-ins, and return the token of a new one.

    Raises:
        KeyUsed: the key was used, is over, or its account is closed.
        WeakPassword: see `passwords.hashed`; the key stays good.
    """
    key = held_key(db, key_id=key_id, now=now)
    key.account.password_hash = hashed(password, about=(key.account.name, key.account.email))
    key.used_at = now
    sign_out_everywhere(db, account_id=key.account_id, now=now)
    _note(db, key.account, now)
    return begin(db, account=key.account, now=now)


def change_password(db: Db, *, account_id: int, present: str, password: str, now: datetime) -> str:
    """Change a password that is known; end every sign-in and return the token of a new one.

    Raises:
        WrongPassword: `present` is not the present password.
        WeakPassword: see `passwords.hashed`.
    """
    account = db.get_one(Account, account_id)
    if not matches(account.password_hash, present):
        raise WrongPassword
    account.password_hash = hashed(password, about=(account.name, account.email))
    sign_out_everywhere(db, account_id=account.id, now=now)
    _note(db, account, now)
    return begin(db, account=account, now=now)


def _note(db: Db, account: Account, now: datetime) -> None:
    record(
        db,
        kind="accounts.password",
        actor=account.public_id,
        subject=account.public_id,
        now=now,
        evidence=False,
    )
