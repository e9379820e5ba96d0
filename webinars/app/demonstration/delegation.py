"""A delegation of the demonstration: Kenya's for the next webinar, visibly fictitious.

Three colleagues were registered by the focal point and put in order; two registered
themselves, and somebody has still to approve them.
"""

from datetime import datetime, timedelta

from webinars.app.demonstration.delegates import make_person
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import Webinar
from webinars.programme.rules import standing
from webinars.registrations.models import (
    Approval,
    Category,
    Place,
    PlaceState,
    Preference,
    Registration,
    Source,
)
from webinars.registrations.rules import NOTICE_VERSION

STATE, ZONE = "KE", "Africa/Nairobi"
NOMINATED = ("Wanjiru Mfano", "Otieno Sampuli", "Halima Mfano")
THEMSELVES = ("Kamau Mfano", "Achieng Sampuli")


def send_delegation(db: Db, *, webinar: Webinar, focal_point: str, now: datetime) -> None:
    """Register Kenya's delegates. `focal_point` is the public id of the account that named some."""
    for rank, name in enumerate(NOMINATED, start=1):
        made = _delegate(name, webinar, now - timedelta(days=4, hours=rank))
        made.source, made.registered_by = Source.FOCAL_POINT, focal_point
        made.approval, made.focal_rank = Approval.APPROVED, rank
        db.add(made)
    for number, name in enumerate(THEMSELVES):
        made = _delegate(name, webinar, now - timedelta(days=1, hours=number))
        made.approval = Approval.PENDING
        db.add(made)
    db.flush()


def _delegate(name: str, webinar: Webinar, moment: datetime) -> Registration:
    mailbox = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    person = make_person(name, Language.ENGLISH, ZONE, mailbox, moment)
    sitting = standing(webinar)[0]
    return Registration(
        webinar=webinar,
        person=person,
        address=person.addresses[0],
        category=Category.STATE,
        state_code=STATE,
        organisation="Ministry of Examples (fictitious)",
        language=Language.ENGLISH,
        zone=ZONE,
        source=Source.SELF,
        registered_at=moment,
        notice_version=NOTICE_VERSION,
        preferences=[Preference(rank=1, sitting_id=sitting.id)],
        places=[Place(sitting_id=sitting.id, state=PlaceState.CONFIRMED, since=moment)],
    )
