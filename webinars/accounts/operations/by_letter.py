"""Signing in by a link in a letter: for those who come seldom and keep no password.

The link is good for twenty minutes and once. What opens is computed from the
server's secret at hand-over; the row keeps nothing that does.
"""

from datetime import datetime

from webinars.accounts.operations.keys import held_key
from webinars.accounts.operations.sign_in import begin
from webinars.database import Db


def sign_in_by_letter(db: Db, *, key_id: str, now: datetime) -> str:
    """Use up the key and return the token of a new sign-in.

    Raises:
        KeyUsed: the key was used, is over, or its account is closed.
    """
    key = held_key(db, key_id=key_id, now=now)
    key.used_at = now
    return begin(db, account=key.account, now=now)
