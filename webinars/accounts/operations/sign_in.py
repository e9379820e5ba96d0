"""Signing in and out. A sign-in is a row; the browser keeps only its token."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from webinars.accounts.models import Account, Attempt, SignIn
from webinars.accounts.passwords import matches
from webinars.accounts.queries import find_account
from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.addresses import BadAddress, normal_address
from webinars.kernel.refusals import Forbidden, TooMany
from webinars.kernel.text import N_
from webinars.kernel.tokens import digest_of, new_secret_token

LIFE = timedelta(hours=12)
"""How long a sign-in lasts: a working day."""

WINDOW = timedelta(minutes=15)
TRIES = 10
"""Failed attempts for one address within the window after which it must wait."""


class NotKnown(Forbidden):
    message = N_(
        "This address and password do not belong together. Check both, or ask for a new password."
    )


def sign_in(db: Db, *, email: str, password: str, demo_password: str, now: datetime) -> str | None:
    """Return the token of a new sign-in, or None if address and password do not belong together.

    None leaves a trace that counts against the address, so the caller answers
    with a redirect; an account that is disabled is answered like an unknown one.

    Args:
        demo_password: opens demonstration accounts; empty where the data are real.

    Raises:
        TooMany: ten attempts failed within a quarter of an hour.
    """
    try:
        normal = normal_address(email)
    except BadAddress:
        return None
    _refuse_hammering(db, normal, now)
    account = find_account(db, email_normal=normal)
    if account is None or account.disabled_at or not _opens(account, password, demo_password):
        db.add(Attempt(who=_digest(normal), at=now))
        return None
    return begin(db, account=account, now=now)


def begin(db: Db, *, account: Account, now: datetime) -> str:
    """Return the token of a new sign-in of `account`."""
    token = new_secret_token()
    db.add(
        SignIn(
            token_digest=digest_of(token),
            account_id=account.id,
            began_at=now,
            expires_at=now + LIFE,
        )
    )
    record(
        db,
        kind="accounts.sign-in",
        actor=account.public_id,
        subject=account.public_id,
        now=now,
        evidence=False,
    )
    return token


def sign_out(db: Db, *, sign_in_id: int, now: datetime) -> None:
    db.execute(update(SignIn).where(SignIn.id == sign_in_id).values(ended_at=now))


def sign_out_everywhere(db: Db, *, account_id: int, now: datetime) -> None:
    """End every sign-in of the account, in every browser."""
    standing = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    db.execute(standing.values(ended_at=now))


def _opens(account: Account, password: str, demo_password: str) -> bool:
    """Compare with the account's own password, else with the demonstration's where it may open."""
    if account.demonstration and account.password_hash is None:
        return bool(demo_password) and digest_of(password) == digest_of(demo_password)
    return matches(account.password_hash, password)


def _refuse_hammering(db: Db, normal: str, now: datetime) -> None:
    recent = select(func.count()).where(Attempt.who == _digest(normal), Attempt.at > now - WINDOW)
    if (db.scalar(recent) or 0) >= TRIES:
        raise TooMany(
            N_("Ten attempts failed. Please wait a quarter of an hour, or ask for a new password.")
        )


def _digest(normal: str) -> str:
    return hashlib.sha256(normal.encode()).hexdigest()
