"""Making persons, proving addresses, correcting names, merging, forgetting.

Somebody is one normalised name at one normalised address. The unique constraint
on that pair decides, also between two who ask at once: the second of them is
told who the first one made.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from webinars.database import Db
from webinars.database.inserting import Row
from webinars.journal.operations import forget_details, record
from webinars.kernel.addresses import normal_address, written_address
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_line, normal_name
from webinars.people.models import Address, Affiliation, Merge, Person
from webinars.people.queries import family, find_address, follow, standing_merge


class NameMissing(BadInput):
    message = N_("Write a name: nothing that can be read was written.")


class NameTaken(Refusal):
    message = N_("“%(name)s” is known at this address already. Use the link of that registration.")


class OnePersonAlready(Refusal):
    message = N_("These two count as one person already.")


class MergedAlready(Refusal):
    message = N_("“%(name)s” was merged already. Undo that merge first.")


class ReasonMissing(BadInput):
    message = N_("Write why these two are one person: the reason is kept.")


class UndoneAlready(Refusal):
    message = N_("This merge was undone already.")


def find_or_make_person(
    db: Db, *, name: str, address: str, language: Language, zone: str | None, now: datetime
) -> Person:
    """Return who `name` at `address` is, merges followed; somebody new is made.

    `language` and `zone` are kept of somebody new only: a stranger who writes a
    known name must not change how we write to its owner.

    Raises:
        BadAddress: it is not an address.
        NameMissing: nothing is left of the name.
    """
    known = find_address(db, name=name, address=address) or make_address(
        db, name=name, address=address, language=language, zone=zone, now=now
    )
    return follow(db, person=known.person)


def make_address(
    db: Db, *, name: str, address: str, language: Language, zone: str | None, now: datetime
) -> Address:
    """Make somebody new, or return the address of whoever was made at the same time.

    Raises:
        BadAddress: it is not an address.
        NameMissing: nothing is left of the name.
    """
    person, at = rows_of_somebody(name=name, address=address, language=language, zone=zone, now=now)
    made = Address(**at.said | {"person_id": None, "person": Person(**person.said)})
    try:
        with db.begin_nested():
            db.add(made)
    except IntegrityError:  # somebody with that name and address was made meanwhile
        theirs = find_address(db, name=name, address=address)
        if theirs is None:
            raise
        return theirs
    return made


def rows_of_somebody(
    *, name: str, address: str, language: Language, zone: str | None, now: datetime
) -> tuple[Row, Row]:
    """Return the rows of somebody new, person and address, to be written.

    Raises:
        BadAddress: it is not an address.
        NameMissing: nothing is left of the name.
    """
    if not normal_name(name):
        raise NameMissing
    person = Row(Person, name=clean_line(name), language=language, zone=zone, created_at=now)
    at = Row(
        Address,
        person_id=person,
        written=written_address(address),
        normal=normal_address(address),
        name_normal=normal_name(name),
        added_at=now,
    )
    return person, at


def prove_address(db: Db, *, address: Address, now: datetime) -> None:
    """Note that whoever reads letters sent there has answered. The first answer counts."""
    if address.proven_at is None:
        address.proven_at = now
        db.flush()


def rename(db: Db, *, person: Person, name: str, by: str, now: datetime) -> None:
    """Correct a name, under which the person is known from now on.

    Raises:
        NameMissing: nothing is left of the name.
        NameTaken: somebody of that name is known at one of the same addresses.
    """
    new, before = clean_line(name), person.name
    if not normal_name(new):
        raise NameMissing
    own = update(Address).where(Address.person_id == person.id)
    try:
        with db.begin_nested():
            db.execute(own.values(name_normal=normal_name(new)))
            person.name = new
    except IntegrityError as error:
        raise NameTaken(name=new) from error
    detail = {"before": before, "after": new}
    record(db, kind="people.rename", actor=by, subject=person.public_id, now=now, detail=detail)


def merge(db: Db, *, kept: Person, merged: Person, reason: str, by: str, now: datetime) -> Merge:
    """Say that `merged` is `kept`. No key elsewhere changes; reading follows the row.

    Raises:
        OnePersonAlready: they are, by this or by other merges.
        MergedAlready: `merged` counts as somebody else.
        ReasonMissing: no reason is given.
    """
    if not clean_line(reason):
        raise ReasonMissing
    _lock(db, kept, merged)
    if follow(db, person=kept) is follow(db, person=merged):
        raise OnePersonAlready
    if standing_merge(db, merged=merged):
        raise MergedAlready(name=merged.name)
    made = Merge(
        kept_id=kept.id, merged_id=merged.id, made_at=now, made_by=by, reason=clean_line(reason)
    )
    db.add(made)
    detail = {"merged": merged.public_id, "reason": made.reason}
    record(db, kind="people.merge", actor=by, subject=kept.public_id, now=now, detail=detail)
    return made


def undo_merge(db: Db, *, merge: Merge, by: str, now: datetime) -> None:
    """Let two persons be two again, exactly as before.

    Raises:
        UndoneAlready: somebody else was faster.
    """
    db.flush()  # refreshing forgets what was not written yet
    db.refresh(merge, with_for_update=True)
    if merge.undone_at is not None:
        raise UndoneAlready
    merge.undone_at = now
    detail = {"merged": merge.merged.public_id}
    subject = merge.kept.public_id
    record(db, kind="people.undo_merge", actor=by, subject=subject, now=now, detail=detail)


def about(db: Db, *, person: Person) -> dict[str, Any]:
    """Return all that this room holds of `person`, for their own copy: JSON values only."""
    own = select(Person).where(Person.id.in_(family(person))).order_by(Person.id)
    return {"persons": [_copy(one) for one in db.scalars(own)]}


def forget(db: Db, *, person: Person, now: datetime) -> None:
    """Erase names, addresses and affiliations of `person` and all merged into it, for good.

    The rows stay without them, so that counts stay. Rooms above let go of the
    addresses first: the database refuses otherwise.
    """
    members = db.scalars(select(Person).where(Person.id.in_(family(person)))).all()
    ids = [one.id for one in members]
    for one in members:
        one.name, one.zone, one.erased_at = "", None, now
        forget_details(db, subject=one.public_id)
        record(db, kind="people.forget", actor=one.public_id, subject=one.public_id, now=now)
    db.flush()
    db.execute(delete(Address).where(Address.person_id.in_(ids)))
    db.execute(delete(Affiliation).where(Affiliation.person_id.in_(ids)))
    db.execute(update(Merge).where(Merge.merged_id.in_(ids)).values(reason=""))
    for one in members:
        db.expire(one, ["addresses"])


def _lock(db: Db, *persons: Person) -> None:
    """Hold both rows, so that two merges at once cannot close a circle."""
    ids = [person.id for person in persons]
    db.execute(select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update())


def _copy(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "language": person.language,
        "zone": person.zone,
        "known since": person.created_at.isoformat(),
        "addresses": [
            {
                "address": one.written,
                "added": one.added_at.isoformat(),
                "proven": one.proven_at.isoformat() if one.proven_at else None,
            }
            for one in person.addresses
        ],
    }
