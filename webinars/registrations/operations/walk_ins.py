"""Somebody who came without a registration, noted by the Secretariat after the start.

The moment of registration says it: it lies after the start, so the person is in
*Registered*, flagged as late, and never in *Expected*.
"""

from datetime import datetime

from webinars.database import Db
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.models import Sitting, WebinarState
from webinars.registrations.models import PlaceState, Registration, Source
from webinars.registrations.operations.declared import as_it_counts
from webinars.registrations.operations.newcomers import By
from webinars.registrations.operations.places import hold
from webinars.registrations.operations.refusals import SittingCancelled
from webinars.registrations.operations.registering import take_in
from webinars.registrations.rules import Declaration, standing_place

CAME = N_("Came without a registration.")


class NotBegun(Refusal):
    message = N_("The sitting has not begun: register the person in the ordinary way.")


def register_walk_in(
    db: Db, *, sitting: Sitting, declared: Declaration, by: str, now: datetime
) -> Registration:
    """Register somebody who is or was in the room; a place is confirmed, since it was taken.

    Raises:
        NotBegun: the sitting is still to come.
        SittingCancelled: it was not held.
        BadAddress, NameMissing, NoSuchState: of what was declared.
    """
    hold(db, sittings=[sitting])
    if sitting.cancelled_at is not None or sitting.webinar.state is not WebinarState.OPEN:
        raise SittingCancelled
    if sitting.starts_at > now:
        raise NotBegun
    who = By(Source.SECRETARIAT, by)
    declared = as_it_counts(db, webinar=sitting.webinar, declared=declared)
    registration = take_in(db, sitting=sitting, declared=declared, now=now, by=who)
    place = standing_place(registration)
    if place is not None and place.sitting_id == sitting.id:
        place.state, place.reason = PlaceState.CONFIRMED, CAME
    db.flush()
    return registration
