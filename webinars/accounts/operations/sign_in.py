"""Signing in and out. A sign-in is a row; the browser keeps only its token."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from webinars.accounts.models import Account, Attempt, SignIn, SingleUse
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


@dataclass(frozen=True)
class Proof:
    """That somebody knows the password of an account, as it was kept at that moment."""

    account_id: int
    password_hash: str | None


def prove(db: Db, *, email: str, password: str, demo_password: str) -> Proof | None:
    """Return the proof that address and password belong together, or None.

    Only reads, and is asked before the writing unit begins: comparing takes long by design, and
    on SQLite nobody could register meanwhile. It takes as long for an address without an account.

    Args:
        demo_password: opens demonstration accounts; empty where the data are real.
    """
    try:
        account = find_account(db, email_normal=normal_address(email))
    except BadAddress:
        return None
    if account is None:
        matches(None, password)
        return None
    known = _opens(account, password, demo_password)
    return Proof(account.id, account.password_hash) if known else None


def sign_in(db: Db, *, email: str, proof: Proof | None, now: datetime) -> str | None:
    """Return the token of a new sign-in, or None if address and password do not belong together.

    None leaves a trace that counts against the address, so the caller answers
    with a redirect; an account that is disabled is answered like an unknown one.

    Args:
        proof: from `prove`; a password that was changed since proves nothing.

    Raises:
        TooMany: ten attempts failed within a quarter of an hour.
    """
    try:
        normal = normal_address(email)
    except BadAddress:
        return None
    _refuse_hammering(db, normal, now)
    account = find_account(db, email_normal=normal)
    if account is None or account.disabled_at or not _is_of(proof, account):
        db.add(Attempt(who=digest_of(normal), at=now))
        db.execute(delete(Attempt).where(Attempt.at <= now - WINDOW))  # who tried is no record
        return None
    return begin(db, account=account, now=now)


def _is_of(proof: Proof | None, account: Account) -> bool:
    return proof == Proof(account.id, account.password_hash)


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
    """End every sign-in of the account, in every browser, and every key that a letter carries."""
    standing = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    db.execute(standing.values(ended_at=now))
    unused = update(SingleUse).where(
        SingleUse.account_id == account_id, SingleUse.used_at.is_(None)
    )
    db.execute(unused.values(used_at=now))


def _opens(account: Account, password: str, demo_password: str) -> bool:
    """Compare with the account's own password, else with the demonstration's where it may open."""
    if account.demonstration and account.password_hash is None:
        return bool(demo_password) and digest_of(password) == digest_of(demo_password)
    return matches(account.password_hash, password)


def _refuse_hammering(db: Db, normal: str, now: datetime) -> None:
    recent = select(func.count()).where(Attempt.who == digest_of(normal), Attempt.at > now - WINDOW)
    if (db.scalar(recent) or 0) >= TRIES:
        raise TooMany(
            N_("Ten attempts failed. Please wait a quarter of an hour, or ask for a new password.")
        )
