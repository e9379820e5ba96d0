"""What is true of every letter about a registration, by its kind."""

from collections.abc import Mapping

from webinars.kernel.text import N_
from webinars.outbox.rendering import Sort
from webinars.registrations.letters import parts
from webinars.registrations.rules.inviting import TOPIC

SORTS: Mapping[str, Sort] = {
    parts.CONFIRMATION: Sort(N_("Confirmation")),
    parts.KNOWN: Sort(N_("Registered already")),
    parts.WAITING: Sort(N_("In the queue")),
    parts.OFFER: Sort(N_("A place is offered")),
    parts.OFFER_EXPIRED: Sort(N_("An offer was not answered"), waits=True),
    parts.DRAWN: Sort(N_("Places were drawn"), waits=True),
    parts.PLACE_GIVEN: Sort(N_("A place came free")),
    parts.CHANGED: Sort(N_("Registration changed")),
    parts.LEFT: Sort(N_("Sitting exchanged: the old entry leaves")),
    parts.CANCELLED: Sort(N_("Registration cancelled")),
    parts.RESCHEDULED: Sort(N_("Sitting moved")),
    parts.AMENDED: Sort(N_("Title or venue changed"), waits=True),
    parts.INVITATION: Sort(N_("Invitation to a webinar"), TOPIC, waits=True),
    parts.MESSAGE: Sort(N_("Message of the Secretariat"), "messages", waits=True),
    parts.MESSAGE_TEST: Sort(N_("Trial of a message")),
    parts.WEBINAR_CANCELLED: Sort(N_("Sitting cancelled")),
    parts.REMINDER_WEEK: Sort(N_("Reminder, seven days before"), "reminders", waits=True),
    parts.JOINING: Sort(N_("How to join"), "reminders", waits=True),
    parts.REMINDER_DAY: Sort(N_("Reminder, one day before"), "reminders", waits=True),
    parts.REMINDER_HOUR: Sort(N_("Reminder, one hour before"), "reminders"),
    parts.LINKS: Sort(N_("Lost link")),
    parts.NOTICE: Sort(N_("Registered by somebody else")),
    parts.ARRANGED: Sort(N_("What you need: the answer"), waits=True),
    parts.AWAITING: Sort(N_("Awaiting approval")),
    parts.APPROVED: Sort(N_("Approved")),
    parts.REJECTED: Sort(N_("Not approved"), waits=True),
    parts.PASSED_ON: Sort(N_("Place passed on")),
    parts.HANDED: Sort(N_("Goes instead of a colleague")),
    parts.TAKEN_BACK: Sort(N_("Need not go instead after all")),
    parts.PLACE_BACK: Sort(N_("Place taken back")),
}
