"""Posting a letter about a registration, to the address with which it was made."""

from datetime import datetime
from typing import Any

from webinars.database import Db
from webinars.outbox.operations import post
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
    to = address or registration.address
    if to is None:
        return
    post(
        db,
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
