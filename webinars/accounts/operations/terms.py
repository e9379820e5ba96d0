"""Terms of focal points and coordinators: named, prolonged, ended, succeeded.

A term needs a document that names the person. Its last day counts; from the day
after, or from the moment at which it is ended, every power stops. Nothing is
deleted: what somebody did in a term stays theirs.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from webinars.accounts.models import Account, Role
from webinars.accounts.operations.administration import EndsBeforeStart, give_role
from webinars.accounts.queries import coordinations_of, find_account, terms_of
from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.addresses import normal_address, written_address
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_line
from webinars.outbox.operations import post
from webinars.people.models import Coordinator, FocalPoint, Person
from webinars.people.operations import NameMissing, find_or_make_person

T = TypeVar("T", FocalPoint, Coordinator)
Term = FocalPoint | Coordinator
NAMED = "accounts.named"


class NoSource(BadInput):
    message = N_("Say which document names the person.")


class EndedAlready(Refusal):
    message = N_("This term has ended already.")


@dataclass(frozen=True)
class Named:
    """Who has a term, for how long, and by which document."""

    name: str
    email: str
    language: Language
    starts_on: date
    ends_on: date | None
    source: str


def name_focal_point(db: Db, *, code: str, named: Named, by: str, now: datetime) -> FocalPoint:
    """Give `named` a term as focal point of a State, an account where there is none, and a letter.

    Raises:
        BadAddress, NameMissing: of the person.
        NoSource, EndsBeforeStart: of the term.
    """
    account = _account(db, named, Role.FOCAL_POINT, by=by, now=now)
    term = FocalPoint(person_id=account.person_id, state_code=code, **_facts(named, now))
    return _kept(db, term, account, code, by=by, now=now)


def name_coordinator(db: Db, *, group: str, named: Named, by: str, now: datetime) -> Coordinator:
    """Give `named` a term as coordinator of a regional group, as `name_focal_point` does."""
    account = _account(db, named, Role.COORDINATOR, by=by, now=now)
    term = Coordinator(person_id=account.person_id, group=group, **_facts(named, now))
    return _kept(db, term, account, group, by=by, now=now)


def prolong(db: Db, *, term: Term, ends_on: date | None, by: str, now: datetime) -> None:
    """Give a term another last day; None leaves it open.

    Raises:
        EndsBeforeStart: it lies before the first.
        EndedAlready: the term was ended.
    """
    _refuse_ended(term)
    if ends_on is not None and ends_on < term.starts_on:
        raise EndsBeforeStart
    before, term.ends_on = term.ends_on, ends_on
    _let_sign_in(db, term, ends_on, by=by, now=now)
    detail = {"before": str(before or ""), "after": str(ends_on or "")}
    _note(db, term, "prolong_term", detail, by=by, now=now)


def end_term(db: Db, *, term: Term, by: str, now: datetime) -> None:
    """End a term at this moment; what waits for its holder goes to the Secretariat.

    Raises:
        EndedAlready: it was.
    """
    _refuse_ended(term)
    term.ended_at = now
    db.flush()
    _take_role(db, term, now=now)
    _note(db, term, "end_term", {}, by=by, now=now)


def succeed(db: Db, *, term: FocalPoint, named: Named, by: str, now: datetime) -> FocalPoint:
    """Name the successor, whose term follows; the present one ends on the day before.

    Raises:
        EndedAlready: the present term was ended.
        EndsBeforeStart: the successor would begin before, or with, the present one.
    """
    _refuse_ended(term)
    if named.starts_on <= term.starts_on:
        raise EndsBeforeStart
    after = name_focal_point(db, code=term.state_code, named=named, by=by, now=now)
    term.ends_on, term.successor_id = named.starts_on - timedelta(days=1), after.person_id
    _note(db, term, "succeed", {"successor": after.public_id}, by=by, now=now)
    return after


def _account(db: Db, named: Named, role: Role, *, by: str, now: datetime) -> Account:
    """Return the account of that address with person and role; made where there is none."""
    if not clean_line(named.source):
        raise NoSource
    person = _person(db, named, now)
    account = find_account(db, email_normal=normal_address(named.email))
    if account is None:
        account = Account(
            email=written_address(named.email),
            email_normal=normal_address(named.email),
            name=clean_line(named.name),
            language=named.language,
            created_at=now,
            demonstration=False,
        )
        db.add(account)
    if account.person_id is None:
        account.person = person
    db.flush()  # gives the ids that term and journal name
    give_role(
        db,
        account=account,
        role=role,
        starts_on=named.starts_on,
        ends_on=named.ends_on,
        mandate=named.source,
        by=by,
        now=now,
    )
    return account


def _person(db: Db, named: Named, now: datetime) -> Person:
    if not clean_line(named.name):
        raise NameMissing
    return find_or_make_person(
        db, name=named.name, address=named.email, language=named.language, zone=None, now=now
    )


def _facts(named: Named, now: datetime) -> dict[str, Any]:
    return {
        "starts_on": named.starts_on,
        "ends_on": named.ends_on,
        "source": clean_line(named.source),
        "recorded_at": now,
    }


def _kept(db: Db, term: T, account: Account, where: str, *, by: str, now: datetime) -> T:
    db.add(term)
    db.flush()
    _note(db, term, "name_term", {"where": where, "source": term.source}, by=by, now=now)
    post(
        db,
        kind=NAMED,
        address=account.email,
        name=account.name,
        language=account.language,
        zone=account.zone,
        about=term.public_id,
        now=now,
    )
    return term


def _let_sign_in(db: Db, term: Term, ends_on: date | None, *, by: str, now: datetime) -> None:
    """Give the role for the longer term, so that its holder can still sign in."""
    role = Role.FOCAL_POINT if isinstance(term, FocalPoint) else Role.COORDINATOR
    for account in _accounts_of(db, term):
        give_role(
            db,
            account=account,
            role=role,
            starts_on=min(term.starts_on, now.date()),
            ends_on=ends_on,
            mandate=term.source,
            by=by,
            now=now,
        )


def _take_role(db: Db, term: Term, *, now: datetime) -> None:
    """End the role of whoever has no other term of that kind."""
    focal = isinstance(term, FocalPoint)
    running = terms_of if focal else coordinations_of
    if running(db, person_id=term.person_id, on=now.date()):
        return
    role = Role.FOCAL_POINT if focal else Role.COORDINATOR
    for account in _accounts_of(db, term):
        for grant in account.grants:
            if grant.role is role and grant.ended_at is None:
                grant.ended_at = now


def _accounts_of(db: Db, term: Term) -> list[Account]:
    return list(db.scalars(select(Account).where(Account.person_id == term.person_id)))


def _refuse_ended(term: Term) -> None:
    if term.ended_at is not None:
        raise EndedAlready


def _note(db: Db, term: Term, verb: str, detail: dict[str, str], *, by: str, now: datetime) -> None:
    subject = term.public_id
    record(db, kind=f"people.{verb}", actor=by, subject=subject, now=now, detail=detail or None)
