"""Changing the programme: series, webinars and their texts, sittings, announcements, costs.

Each takes `by`, the public id of the account (or a word such as `worker`),
writes the journal and, where a public page reads differently, raises the
revision. What is said again as it stands changes nothing and leaves no trace.
"""

from webinars.programme.operations.announcing import (
    announce,
    cancel_sitting,
    cancel_webinar,
    close_registration_at,
    open_registration,
)
from webinars.programme.operations.answering import (
    agree_to_recording,
    confirm_appearance,
    decline_appearance,
    take_consent_back,
)
from webinars.programme.operations.appearances import (
    add_appearance,
    change_appearance,
    describe_appearance,
    end_appearance,
    move_appearance,
    replace_appearance,
)
from webinars.programme.operations.busy import (
    enter_days,
    remove_calendar,
    replace_calendar,
    take_calendar,
)
from webinars.programme.operations.cloning import clone_series, clone_webinar
from webinars.programme.operations.costs import record_cost
from webinars.programme.operations.drafting import MonthDraft, MonthRefused, plan_months
from webinars.programme.operations.facts import (
    AppearanceFacts,
    AppearanceWords,
    Cost,
    RoomFacts,
    SeriesFacts,
    SeriesWords,
    SittingFacts,
    Slot,
    WebinarFacts,
    WebinarWords,
)
from webinars.programme.operations.holding_back import hold_back, placed, restore
from webinars.programme.operations.hours import take_hours
from webinars.programme.operations.inviting import (
    invite_all,
    invite_appearance,
    remind_silent,
)
from webinars.programme.operations.plans import hold_plan
from webinars.programme.operations.promising import promise_languages
from webinars.programme.operations.revision import raise_revision
from webinars.programme.operations.rooms import change_room
from webinars.programme.operations.series import change_series, create_series, write_series_text
from webinars.programme.operations.sittings import (
    add_sitting,
    change_capacity,
    change_sitting,
    change_venue,
    explain_slot,
    move_sitting,
    remove_sitting,
)
from webinars.programme.operations.webinars import (
    change_webinar,
    plan_webinar,
    retitle,
    told_text,
    write_but_title,
    write_text,
)

__all__ = [
    "AppearanceFacts",
    "AppearanceWords",
    "Cost",
    "MonthDraft",
    "MonthRefused",
    "RoomFacts",
    "SeriesFacts",
    "SeriesWords",
    "SittingFacts",
    "Slot",
    "WebinarFacts",
    "WebinarWords",
    "add_appearance",
    "add_sitting",
    "agree_to_recording",
    "announce",
    "cancel_sitting",
    "cancel_webinar",
    "change_appearance",
    "change_capacity",
    "change_room",
    "change_series",
    "change_sitting",
    "change_venue",
    "change_webinar",
    "clone_series",
    "clone_webinar",
    "close_registration_at",
    "confirm_appearance",
    "create_series",
    "decline_appearance",
    "describe_appearance",
    "end_appearance",
    "enter_days",
    "explain_slot",
    "hold_back",
    "hold_plan",
    "invite_all",
    "invite_appearance",
    "move_appearance",
    "move_sitting",
    "open_registration",
    "placed",
    "plan_months",
    "plan_webinar",
    "promise_languages",
    "raise_revision",
    "record_cost",
    "remind_silent",
    "remove_calendar",
    "remove_sitting",
    "replace_appearance",
    "replace_calendar",
    "restore",
    "retitle",
    "take_calendar",
    "take_consent_back",
    "take_hours",
    "told_text",
    "write_but_title",
    "write_series_text",
    "write_text",
]
