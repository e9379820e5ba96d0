"""Signing in by a link in a letter: for those who come seldom and keep no password.

The link is good for twenty minutes and once. What opens is computed from the
server's secret at hand-over; the row keeps nothing that does.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from webinars.accounts.models import SingleUse
from webinars.accounts.operations.keys import KEY_LIFE, KeyUsed, send_key
from webinars.accounts.operations.sign_in import begin
from webinars.accounts.queries import find_account
from webinars.database import Db
from webinars.kernel.addresses import BadAddress, normal_address

MOST = 5
WITHIN = timedelta(hours=1)
"""So many letters to one account in so long: nobody's mailbox is filled by others."""


def ask_to_sign_in(db: Db, *, email: str, now: datetime) -> None:
    """Send a sign-in link to the account of this address. The page answers alike for all."""
    try:
        account = find_account(db, email_normal=normal_address(email))
    except BadAddress:
        return
    if account is None or account.disabled_at or _sent(db, account.id, now) >= MOST:
        return
    send_key(db, account=account, kind="accounts.sign_in", life=KEY_LIFE, now=now)


def sign_in_by_letter(db: Db, *, key_id: str, now: datetime) -> str:
    """Use up the key and return the token of a new sign-in.

    Raises:
        KeyUsed: the key was used, is over, or its account is closed.
    """
    held = select(SingleUse).where(SingleUse.public_id == key_id).with_for_update()
    key = db.scalars(held).one_or_none()
    if key is None or key.used_at or key.expires_at <= now or key.account.disabled_at:
        raise KeyUsed
    key.used_at = now
    return begin(db, account=key.account, now=now)


def _sent(db: Db, account_id: int, now: datetime) -> int:
    recent = select(func.count()).where(
        SingleUse.account_id == account_id, SingleUse.made_at > now - WITHIN
    )
    return db.scalar(recent) or 0
