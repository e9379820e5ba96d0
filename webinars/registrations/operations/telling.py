"""Posting a letter about a registration, to the address with which it was made."""

from datetime import datetime
from typing import Any

from webinars.database import Db
from webinars.database.inserting import Row, write
from webinars.outbox.operations import letter_row
from webinars.people.models import Address
from webinars.programme.models import HeldChange
from webinars.registrations.models import Registration


def tell(
    db: Db,
    *,
    registration: Registration,
    kind: str,
    now: datetime,
    address: Address | None = None,
    cause: HeldChange | None = None,
    valid_until: datetime | None = None,
    urgent: bool = False,
    **content: Any,  # noqa: ANN401  (JSON, as the kind needs)
) -> None:
    """Post a letter of `kind`; nothing where the address was erased.

    `address` where it goes to another one of the same person; `cause` where it
    leaves for a change that can be taken back until it leaves.
    """
    told = told_rows(
        registration=registration,
        kind=kind,
        now=now,
        address=address,
        cause=cause,
        valid_until=valid_until,
        urgent=urgent,
        **content,
    )
    write(db, *told)


def told_rows(
    *,
    registration: Registration,
    kind: str,
    now: datetime,
    address: Address | None = None,
    cause: HeldChange | None = None,
    valid_until: datetime | None = None,
    urgent: bool = False,
    **content: Any,  # noqa: ANN401  (JSON, as the kind needs)
) -> list[Row]:
    """Return what `tell` writes, for who writes it together with what the letter is about."""
    to = address or registration.address
    if to is None:
        return []
    letter = letter_row(
        kind=kind,
        address=to.written,
        name=registration.person.name,
        language=registration.language,
        zone=registration.zone,
        about=registration.public_id,
        revision=registration.revision,
        content=content,
        now=now,
        cause=cause.public_id if cause else None,
        due_at=cause.leaves_at if cause else None,
        valid_until=valid_until,
        urgent=urgent,
    )
    return [letter]
