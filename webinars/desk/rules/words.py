"""The journal in words: what each kind of entry about a webinar tells, and its fields."""

from collections.abc import Mapping

from webinars.kernel.text import N_

HAPPENED: Mapping[str, str] = {
    "programme.plan_webinar": N_("Planned the webinar"),
    "programme.change_webinar": N_("Changed what is said of the webinar"),
    "programme.write_text": N_("Wrote a text"),
    "programme.promise_languages": N_("Promised languages"),
    "programme.announce": N_("Announced the webinar"),
    "programme.open_registration": N_("Opened registration"),
    "programme.close_registration_at": N_("Said when registration closes"),
    "programme.cancel_webinar": N_("Cancelled the webinar"),
    "programme.add_sitting": N_("Added a sitting"),
    "programme.move_sitting": N_("Moved a sitting"),
    "programme.cancel_sitting": N_("Cancelled a sitting"),
    "programme.remove_sitting": N_("Removed a sitting"),
    "programme.change_venue": N_("Changed the venue"),
    "programme.change_capacity": N_("Changed the number of places"),
    "programme.change_room": N_("Changed the live room"),
    "programme.explain_slot": N_("Explained the hour"),
    "programme.add_appearance": N_("Added somebody who appears"),
    "programme.change_appearance": N_("Changed what is said of somebody who appears"),
    "programme.end_appearance": N_("Took somebody off the list of those who appear"),
    "programme.invite_appearance": N_("Invited somebody to appear"),
    "programme.confirm_appearance": N_("Somebody who appears confirmed"),
    "programme.decline_appearance": N_("Somebody who appears declined"),
    "programme.consent_appearance": N_("Somebody who appears agreed to be recorded"),
    "programme.withdraw_consent": N_("Somebody who appears took the consent back"),
    "programme.change_agenda": N_("Changed the agenda"),
    "programme.change_rehearsal": N_("Set or called off a rehearsal"),
    "programme.add_material": N_("Added a material"),
    "programme.change_material": N_("Changed what is said of a material"),
    "programme.withdraw_material": N_("Withdrew a material"),
    "programme.record_cost": N_("Recorded a cost"),
    "programme.take_back": N_("Took a change back"),
    "registrations.take_back": N_("Withdrew the letters about it"),
    "registrations.try_message": N_("Tried a message on oneself"),
    "registrations.send_message": N_("Wrote to those who registered"),
    "registrations.take_message_back": N_("Took a message back"),
    "registrations.retitle": N_("Told everybody of the new title"),
    "registrations.reschedule": N_("Told everybody of the new time"),
    "registrations.cancel_sitting": N_("Told everybody of the cancelled sitting"),
    "registrations.cancel_webinar": N_("Told everybody of the cancellation"),
    "attendance.record_holding": N_("Recorded when it really began and ended"),
    "attendance.import": N_("Brought in an attendance file"),
    "attendance.sign_off": N_("Signed an attendance file"),
    "recordings.open": N_("Began the archive of a sitting"),
    "recordings.add": N_("Added a file to the recording"),
    "recordings.verify": N_("Checked a file of the recording"),
    "recordings.remove": N_("Took a file off the recording"),
    "recordings.publish": N_("Published the recording"),
    "recordings.withdraw": N_("Withdrew the recording"),
    "feedback.invite": N_("Asked for opinions"),
}
"""By the journal's kind. One that is missing is shown as it is."""

FIELDS: Mapping[str, str] = {
    "abstract": N_("Abstract"),
    "activities": N_("Types of activity"),
    "amount": N_("Amount"),
    "change": N_("What was taken back"),
    "announced_start": N_("Time"),
    "cancel_reason": N_("Reason"),
    "capacity": N_("Connections"),
    "cycle_theme": N_("Stage of the cycle"),
    "language": N_("Language"),
    "label": N_("What for"),
    "lead_state_code": N_("Lead delegation"),
    "letters": N_("Letters"),
    "minutes": N_("Minutes"),
    "name": N_("Name"),
    "openness": N_("For whom"),
    "owner": N_("Who looks after it"),
    "part": N_("Part"),
    "asks_approval": N_("Each registration needs approval"),
    "planned_month": N_("Month"),
    "questions": N_("Questions for discussion"),
    "reason": N_("Reason"),
    "registration_closes_at": N_("Registration closes"),
    "reserve": N_("In reserve"),
    "slot_reason": N_("Why this hour"),
    "slug": N_("Address"),
    "state": N_("State"),
    "title": N_("Title"),
    "venue": N_("Venue"),
    "zone": N_("Time zone"),
}
"""Of an entry's detail: the fields that are worth a reader's time."""

TAKEN_BACK: Mapping[str, str] = {
    "move": N_("The new time or venue"),
    "cancel-sitting": N_("The cancellation of a sitting"),
    "cancel-webinar": N_("The cancellation of the webinar"),
    "retitle": N_("The new title"),
}
"""By the kind of a held change."""

STATES: Mapping[str, str] = {
    "draft": N_("Draft"),
    "ready": N_("Ready"),
    "announced": N_("Announced"),
    "open": N_("Registration open"),
    "cancelled": N_("Cancelled"),
}
"""Of a webinar, and of a text."""
