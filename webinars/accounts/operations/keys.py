"""Passwords chosen and changed, by a key that came by letter or by the old one."""

from datetime import datetime, timedelta

from sqlalchemy import select

from webinars.accounts.models import Account, SingleUse
from webinars.accounts.operations.sign_in import begin, sign_out_everywhere
from webinars.accounts.passwords import hashed, matches
from webinars.accounts.queries import find_account
from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.addresses import BadAddress, normal_address
from webinars.kernel.refusals import BadInput, Gone
from webinars.kernel.text import N_
from webinars.outbox.operations import post

KEY_LIFE = timedelta(minutes=20)
INVITATION_LIFE = timedelta(days=7)


class KeyUsed(Gone):
    message = N_("This link was used already, or its time is over. Ask for a new one.")


class WrongPassword(BadInput):
    message = N_("The present password is not the one you wrote.")


def ask_for_key(db: Db, *, email: str, now: datetime) -> None:
    """Send a key to the account of this address. Says nothing: the page answers alike for all."""
    try:
        account = find_account(db, email_normal=normal_address(email))
    except BadAddress:
        return
    if account is None or account.disabled_at:
        return
    send_key(db, account=account, kind="accounts.forgotten", life=KEY_LIFE, now=now)


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


def choose_password(db: Db, *, key_id: str, password: str, now: datetime) -> str:
    """Set the password of the key's account, end its sign-ins, and return the token of a new one.

    Raises:
        KeyUsed: the key was used, is over, or its account is closed.
        WeakPassword: see `passwords.hashed`; the key stays good.
    """
    key = db.scalars(
        select(SingleUse).where(SingleUse.public_id == key_id).with_for_update()
    ).one_or_none()
    if key is None or key.used_at or key.expires_at <= now or key.account.disabled_at:
        raise KeyUsed
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
