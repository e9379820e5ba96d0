"""Letters about registrations: what each says, and when it has become false.

They are drafted at hand-over, from the rows as they are then. A letter of an
older revision, or about a place that is no longer so, is not sent: the change
that overtook it posted a letter of its own.
"""

from collections.abc import Mapping

from webinars.outbox.rendering import Kind
from webinars.registrations.letters.arranging import arranged
from webinars.registrations.letters.inviting import invitation
from webinars.registrations.letters.messages import message, trial
from webinars.registrations.letters.offers import drawn, offer, offer_expired
from webinars.registrations.letters.parts import (
    AMENDED,
    APPROVED,
    ARRANGED,
    AWAITING,
    CANCELLED,
    CHANGED,
    CONFIRMATION,
    DRAWN,
    HANDED,
    INVITATION,
    JOINING,
    KNOWN,
    LEFT,
    LINKS,
    MESSAGE,
    MESSAGE_TEST,
    NOTICE,
    OFFER,
    OFFER_EXPIRED,
    PASSED_ON,
    PLACE_BACK,
    PLACE_GIVEN,
    REJECTED,
    REMINDER_DAY,
    REMINDER_HOUR,
    REMINDER_WEEK,
    RESCHEDULED,
    TAKEN_BACK,
    WAITING,
    WEBINAR_CANCELLED,
)
from webinars.registrations.letters.places import (
    ANY,
    about_place,
    cancelled,
    confirmation,
    known,
    left,
    notice,
    rejected,
)
from webinars.registrations.letters.sorts import SORTS
from webinars.registrations.letters.substitution import handed, passed_place_on, taken_back
from webinars.registrations.letters.times import (
    amended,
    joining,
    links,
    reminder,
    rescheduled,
    webinar_cancelled,
)
from webinars.registrations.models import PlaceState
from webinars.registrations.rules import HOLDING

__all__ = [
    "AMENDED",
    "APPROVED",
    "ARRANGED",
    "AWAITING",
    "CANCELLED",
    "CHANGED",
    "CONFIRMATION",
    "DRAWN",
    "HANDED",
    "INVITATION",
    "JOINING",
    "KINDS",
    "KNOWN",
    "LEFT",
    "LINKS",
    "MESSAGE",
    "MESSAGE_TEST",
    "NOTICE",
    "OFFER",
    "OFFER_EXPIRED",
    "PASSED_ON",
    "PLACE_BACK",
    "PLACE_GIVEN",
    "REJECTED",
    "REMINDER_DAY",
    "REMINDER_HOUR",
    "REMINDER_WEEK",
    "RESCHEDULED",
    "SORTS",
    "TAKEN_BACK",
    "WAITING",
    "WEBINAR_CANCELLED",
]

KINDS: Mapping[str, Kind] = {
    CONFIRMATION: confirmation,
    KNOWN: known,
    WAITING: about_place("waiting", frozenset({PlaceState.WAITING})),
    PLACE_GIVEN: about_place("place_given", HOLDING),
    CHANGED: about_place("changed", ANY),
    LEFT: left,
    CANCELLED: cancelled,
    RESCHEDULED: rescheduled,
    AMENDED: amended,
    INVITATION: invitation,
    MESSAGE: message,
    MESSAGE_TEST: trial,
    WEBINAR_CANCELLED: webinar_cancelled,
    REMINDER_WEEK: reminder,
    JOINING: joining,
    REMINDER_DAY: reminder,
    REMINDER_HOUR: reminder,
    LINKS: links,
    DRAWN: drawn,
    OFFER: offer,
    OFFER_EXPIRED: offer_expired,
    NOTICE: notice,
    ARRANGED: arranged,
    AWAITING: about_place("awaiting", ANY),
    APPROVED: about_place("approved", ANY),
    REJECTED: rejected,
    PASSED_ON: passed_place_on,
    HANDED: handed,
    TAKEN_BACK: taken_back,
    PLACE_BACK: about_place("place_back", HOLDING),
}
