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
from webinars.programme.operations.appearances import (
    add_appearance,
    change_appearance,
    end_appearance,
)
from webinars.programme.operations.costs import record_cost
from webinars.programme.operations.facts import (
    AppearanceFacts,
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
    promise_languages,
    retitle,
    told_text,
    write_but_title,
    write_text,
)

__all__ = [
    "AppearanceFacts",
    "Cost",
    "RoomFacts",
    "SeriesFacts",
    "SeriesWords",
    "SittingFacts",
    "Slot",
    "WebinarFacts",
    "WebinarWords",
    "add_appearance",
    "add_sitting",
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
    "close_registration_at",
    "create_series",
    "end_appearance",
    "explain_slot",
    "hold_back",
    "move_sitting",
    "open_registration",
    "placed",
    "plan_webinar",
    "promise_languages",
    "raise_revision",
    "record_cost",
    "remove_sitting",
    "restore",
    "retitle",
    "take_hours",
    "told_text",
    "write_but_title",
    "write_series_text",
    "write_text",
]
