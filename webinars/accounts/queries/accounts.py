"""Reading accounts, their roles and sign-ins."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import literal, select
from sqlalchemy.orm import joinedload, selectinload

from webinars.accounts.models import Account, Role, SignIn, SingleUse
from webinars.accounts.permissions import permissions_of, roles_of
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.refusals import NotFound
from webinars.kernel.tokens import digest_of
from webinars.web.permissions import Permission


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in: facts copied at the start of the request."""

    public_id: str
    name: str
    email: str
    language: Language
    account_id: int
    person_id: int | None
    sign_in_id: int
    roles: frozenset[Role]
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


def find_signed_in(db: Db, *, token: str, now: datetime) -> SignedIn | None:
    """Return who holds the sign-in `token`; None if it ended or the account is closed."""
    sign_in = db.scalars(
        select(SignIn)
        .where(
            SignIn.token_digest == digest_of(token),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now,
        )
        .options(joinedload(SignIn.account).selectinload(Account.grants))
    ).one_or_none()
    if sign_in is None or sign_in.account.disabled_at is not None:
        return None
    return _facts(sign_in.account, sign_in.id, now)


def find_by_id(db: Db, *, public_id: str, now: datetime) -> SignedIn | None:
    """Return who has the account called so, as if signed in; None if there is none that is open."""
    found = select(Account).where(Account.public_id == public_id, Account.disabled_at.is_(None))
    account = db.scalars(found.options(selectinload(Account.grants))).one_or_none()
    return _facts(account, 0, now) if account else None


def _facts(account: Account, sign_in_id: int, now: datetime) -> SignedIn:
    roles = roles_of(account.grants, now.date())
    return SignedIn(
        public_id=account.public_id,
        name=account.name,
        email=account.email,
        language=account.language,
        account_id=account.id,
        person_id=account.person_id,
        sign_in_id=sign_in_id,
        roles=roles,
        permissions=permissions_of(roles),
    )


def key_opens(db: Db, *, key_id: str, now: datetime) -> bool:
    """Say whether the key of a letter is still good."""
    key = db.scalars(select(SingleUse).where(SingleUse.public_id == key_id)).one_or_none()
    return key is not None and key.opens(now)


def find_account(db: Db, *, email_normal: str) -> Account | None:
    return db.scalars(
        select(Account)
        .where(Account.email_normal == email_normal)
        .options(selectinload(Account.grants))
    ).one_or_none()


def names_of(db: Db, *, public_ids: Collection[str]) -> dict[str, str]:
    """Return the names of the accounts that have these public ids; what is none is left out."""
    these = select(Account.public_id, Account.name).where(Account.public_id.in_(public_ids))
    return {row.public_id: row.name for row in db.execute(these)}


def generation_of_feed(db: Db, public_id: str) -> int | None:
    """Return the generation of an open account's calendar feed: the door of AGENDA."""
    standing = select(Account.feed_generation).where(Account.disabled_at.is_(None))
    return db.scalar(standing.where(Account.public_id == public_id))


def list_accounts(db: Db) -> Sequence[Account]:
    """Return every account with its grants, by name."""
    return db.scalars(
        select(Account).options(selectinload(Account.grants)).order_by(Account.name, Account.id)
    ).all()


def holders_of(db: Db, *, role: Role, on: date) -> list[Account]:
    """Return the open accounts that hold `role` on a day; those of the demonstration are none."""
    real = (Account.disabled_at.is_(None), Account.demonstration.is_(False))
    query = select(Account).where(*real).options(selectinload(Account.grants))
    found = db.scalars(query.order_by(Account.id))
    return [account for account in found if role in roles_of(account.grants, on)]


def mandate_of(db: Db, *, public_id: str, role: Role, on: date) -> str:
    """Return the mandate under which an account holds `role` on a day; empty: it does not."""
    grants = get_account(db, public_id=public_id).grants
    running = [one for one in grants if one.role is role and roles_of([one], on)]
    return running[-1].mandate if running else ""


def get_account(db: Db, *, public_id: str) -> Account:
    """Return the account with its grants.

    Raises:
        NotFound: there is none of that id.
    """
    found = db.scalars(
        select(Account).where(Account.public_id == public_id).options(selectinload(Account.grants))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def generation_of_key(db: Db, public_id: str) -> int | None:
    """Open the door of password links. Whether the key is still good is refused later, in words."""
    return db.scalar(
        select(literal(1)).select_from(SingleUse).where(SingleUse.public_id == public_id)
    )
