"""Who of the Secretariat may own a task, and who owns which gap."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from webinars.accounts.models import Account
from webinars.accounts.permissions import permissions_of, roles_of
from webinars.accounts.queries import list_accounts
from webinars.database import Db
from webinars.kernel.refusals import NotFound
from webinars.programme.models import GapOwner
from webinars.web.permissions import Permission

Owners = dict[str, Account]
"""By the gap's name; under the empty one, who owns all the others."""


def officers(db: Db, *, on: date) -> list[Account]:
    """Return the open accounts that plan webinars on that day, by name."""
    return [
        one
        for one in list_accounts(db)
        if one.disabled_at is None
        and Permission.SCHEDULE in permissions_of(roles_of(one.grants, on))
    ]


def the_officer(db: Db, *, public_id: str | None, on: date) -> Account | None:
    """Return the officer of that id; None where none is named.

    Raises:
        NotFound: nobody of that id plans webinars.
    """
    if not public_id:
        return None
    for one in officers(db, on=on):
        if one.public_id == public_id:
            return one
    raise NotFound


def owners_of(db: Db, *, webinar_ids: Sequence[int]) -> dict[int, Owners]:
    """Return by webinar who owns which gap, in one query."""
    rows = db.execute(
        select(GapOwner.webinar_id, GapOwner.gap, Account)
        .join(Account, Account.id == GapOwner.account_id)
        .where(GapOwner.webinar_id.in_(webinar_ids))
    )
    found: dict[int, Owners] = defaultdict(dict)
    for webinar_id, gap, account in rows:
        found[webinar_id][gap] = account
    return found
