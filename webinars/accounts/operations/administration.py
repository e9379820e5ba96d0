"""What an administrator does with accounts. Every act is in the journal."""

from datetime import date, datetime

from webinars.accounts.models import Account, Grant, Role
from webinars.accounts.operations.keys import INVITATION_LIFE, send_key
from webinars.accounts.operations.sign_in import sign_out_everywhere
from webinars.accounts.queries import find_account
from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.addresses import normal_address, written_address
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_line


class AccountExists(Refusal):
    message = N_("There is an account for %(email)s already. Give it the role on its own page.")


class HasPassword(Refusal):
    message = N_("A password has been chosen already. Whoever forgot it asks for a new one.")


class IsClosed(Refusal):
    message = N_("This account is closed. Open it first.")


class NoMandate(BadInput):
    message = N_(
        "An evaluator needs a mandate: who asked for it and in which document, and its last day."
    )


class EndsBeforeStart(BadInput):
    message = N_("The last day lies before the first.")


class OwnAccount(Refusal):
    message = N_(
        "You cannot close your own account or take your own role. Ask another administrator."
    )


def invite(
    db: Db,
    *,
    email: str,
    name: str,
    language: Language,
    by: str,
    now: datetime,
    demonstration: bool = False,
) -> Account:
    """Open an account and send its owner a key by letter, good for seven days.

    Raises:
        BadAddress: not an address.
        AccountExists: the address has an account.
    """
    normal = normal_address(email)
    if find_account(db, email_normal=normal):
        raise AccountExists(email=email)
    account = Account(
        email=written_address(email),
        email_normal=normal,
        name=clean_line(name),
        language=language,
        demonstration=demonstration,
        created_at=now,
    )
    db.add(account)
    db.flush()  # gives the ids that key and journal name
    record(
        db,
        kind="accounts.invite",
        actor=by,
        subject=account.public_id,
        now=now,
        detail={"email": email, "name": name},
    )
    if not demonstration:
        send_key(db, account=account, kind="accounts.invitation", life=INVITATION_LIFE, now=now)
    return account


def invite_again(db: Db, *, account: Account, by: str, now: datetime) -> None:
    """Send the key once more to whoever lost the letter, or let it expire.

    Raises:
        HasPassword: a password was chosen since.
        IsClosed: the account is closed.
    """
    if account.disabled_at is not None:
        raise IsClosed
    if account.password_hash:
        raise HasPassword
    record(db, kind="accounts.invite_again", actor=by, subject=account.public_id, now=now)
    send_key(db, account=account, kind="accounts.invitation", life=INVITATION_LIFE, now=now)


def give_role(
    db: Db,
    *,
    account: Account,
    role: Role,
    starts_on: date,
    ends_on: date | None,
    mandate: str,
    by: str,
    now: datetime,
) -> Grant:
    """Give a role from a day to a day.

    Raises:
        NoMandate: an evaluator's role without mandate or last day.
        EndsBeforeStart: the days are the wrong way round.
    """
    if role is Role.EVALUATOR and not (mandate.strip() and ends_on):
        raise NoMandate
    if ends_on is not None and ends_on < starts_on:
        raise EndsBeforeStart
    grant = Grant(
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        mandate=mandate.strip(),
        granted_by=by,
        granted_at=now,
    )
    account.grants.append(grant)
    detail = {
        "role": role,
        "from": str(starts_on),
        "to": str(ends_on or ""),
        "mandate": grant.mandate,
    }
    record(db, kind="accounts.grant", actor=by, subject=account.public_id, now=now, detail=detail)
    return grant


def end_grant(db: Db, *, account: Account, grant_id: int, by: str, now: datetime) -> None:
    """Take a role back today. The grant stays, ended."""
    _refuse_own(account, by)
    for grant in account.grants:
        if grant.id == grant_id and grant.ended_at is None:
            grant.ended_at = now
            detail = {"role": grant.role}
            record(
                db,
                kind="accounts.end-grant",
                actor=by,
                subject=account.public_id,
                now=now,
                detail=detail,
            )


def disable(db: Db, *, account: Account, by: str, now: datetime) -> None:
    """Close an account and end its sign-ins everywhere."""
    _refuse_own(account, by)
    account.disabled_at = account.disabled_at or now
    sign_out_everywhere(db, account_id=account.id, now=now)
    record(db, kind="accounts.disable", actor=by, subject=account.public_id, now=now)


def enable(db: Db, *, account: Account, by: str, now: datetime) -> None:
    account.disabled_at = None
    record(db, kind="accounts.enable", actor=by, subject=account.public_id, now=now)


def change_account(
    db: Db, *, account_id: int, name: str, language: Language, now: datetime
) -> None:
    """Change what a person's own account says of them."""
    account = db.get_one(Account, account_id)
    account.name, account.language = clean_line(name), language
    record(db, kind="accounts.change", actor=account.public_id, subject=account.public_id, now=now)


def renew_feed(db: Db, *, account: Account, now: datetime) -> None:
    """Give the calendar feed of an account another address: the old one stops."""
    account.feed_generation += 1
    own = account.public_id
    record(db, kind="accounts.renew_feed", actor=own, subject=own, now=now, evidence=False)


def _refuse_own(account: Account, by: str) -> None:
    if account.public_id == by:
        raise OwnAccount
