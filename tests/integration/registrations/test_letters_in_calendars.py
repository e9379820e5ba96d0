"""What the calendar part of letters does in the calendar of its reader."""

from datetime import datetime
from typing import Any

import pytest

from tests.conftest import NOON
from tests.factories.people import JUMA
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import letters
from tests.integration.registrations.stories import (
    METHODS,
    cancelled,
    content_of,
    event_in,
    left,
    rescheduled,
    told,
    two_sittings,
)
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.registrations.operations import (
    cancel,
    cancel_webinar_announced,
    come_back,
    move,
)
from webinars.web.requests import WebinarsApp


@pytest.mark.parametrize("kind", METHODS)
def test_the_calendar_part_is_read_by_two_readers(db: Db, app: WebinarsApp, kind: str) -> None:
    _, letter = told(db, kind, Language.ENGLISH)

    method, event = event_in(app, letter)

    assert method == METHODS[kind]
    assert (event["status"] == "CANCELLED") == (method == "CANCEL")
    attendee = event["attendee"]
    assert attendee == f"mailto:{letter.address}"
    assert attendee.params["CN"] == letter.name
    assert (attendee.params["RSVP"], attendee.params["PARTSTAT"]) == ("FALSE", "ACCEPTED")
    assert event["organizer"] == "mailto:webinars@example.org"


class Calendar:
    """What a person's calendar holds: an entry a UID, replaced by RFC 5546, section 2.1.5."""

    def __init__(self, db: Db, app: WebinarsApp) -> None:
        self.db, self.app = db, app
        self.entries: dict[str, Any] = {}
        self.seen = 0

    def read_mail(self) -> list[str]:
        """Take what came since; return its methods."""
        self.db.flush()
        fresh = letters(self.db)[self.seen :]
        self.seen += len(fresh)
        invited = [one for one in fresh if content_of(self.app, one).invitation]
        return [self.take(*event_in(self.app, one)) for one in invited]

    def take(self, method: str, event: Any) -> str:  # noqa: ANN401  (of a library)
        uid = str(event["uid"])
        known = self.entries.get(uid)
        if known is not None:
            before = (known["sequence"], known["dtstamp"].dt)
            assert (event["sequence"], event["dtstamp"].dt) >= before, "an older one came later"
            assert (event["sequence"] > known["sequence"]) or method == "REQUEST"
        self.entries[uid] = event
        return method

    def stands(self) -> list[datetime]:
        """Return the starts of the entries that are not cancelled."""
        held = (one for one in self.entries.values() if one["status"] != "CANCELLED")
        return sorted(one["dtstart"].dt for one in held)


def test_a_calendar_follows_through_every_change(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    morning, evening = webinar.sittings
    calendar = Calendar(db, app)
    mine = make_registration(db, sitting=morning)
    assert (calendar.read_mail(), calendar.stands()) == (["REQUEST"], [morning.starts_at])

    left(db, webinar, mine)
    assert calendar.read_mail() == ["REQUEST", "CANCEL"]
    assert calendar.stands() == [evening.starts_at]

    move(db, registration=mine, to=morning.public_id, by="otto", now=NOON)
    assert calendar.read_mail() == ["REQUEST", "CANCEL"]
    assert calendar.stands() == [morning.starts_at]

    rescheduled(db, webinar, mine)
    assert calendar.read_mail() == ["REQUEST"]
    assert calendar.stands() == [morning.starts_at]

    cancelled(db, webinar, mine)
    assert (calendar.read_mail(), calendar.stands()) == (["CANCEL"], [])

    mine = come_back(db, registration=mine, to=morning.public_id, by="otto", now=NOON)
    assert (calendar.read_mail(), calendar.stands()) == (["REQUEST"], [morning.starts_at])

    cancel_webinar_announced(db, webinar=webinar, reason="Storm.", by="otto", now=NOON)
    assert (calendar.read_mail(), calendar.stands()) == (["CANCEL"], [])


def test_the_first_invitation_has_the_sequence_of_the_feed(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    sitting = webinar.sittings[0]
    sitting.sequence = 4
    make_registration(db, sitting=sitting)

    _, event = event_in(app, letters(db)[0])

    assert event["sequence"] == 4
    assert str(event["uid"]).startswith(f"{sitting.public_id}@")


def test_who_shares_a_mailbox_does_not_take_the_entry_from_the_other(
    db: Db, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    juma = make_registration(db, sitting=sitting, name=JUMA[0])
    cancel(db, registration=juma, by="otto", now=NOON)

    content = content_of(app, letters(db)[-1])

    assert content.invitation is None
    assert "takes the entry out" not in content.text
