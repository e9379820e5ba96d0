"""Changing the archive: files, their review, publication, and the count of views.

Bytes are stored before (`imports.take`); what is written here are rows. Each
writes the journal and, where a public page reads differently, raises the
revision. `by` is the public id of the account, or a word such as `operator`.
"""

from webinars.recordings.operations.adding import add_asset, open_recording, remove_asset
from webinars.recordings.operations.checking import (
    note_harmed,
    note_repaired,
    note_verified,
    verify_captions,
)
from webinars.recordings.operations.consent import withdraw_consent
from webinars.recordings.operations.copying import add_copy, ask_copies, ask_each
from webinars.recordings.operations.counting import forget_visitors, note_views
from webinars.recordings.operations.publishing import publish, withdraw
from webinars.recordings.operations.refusals import (
    AlreadyThere,
    CheckedStays,
    NoLanguage,
    NoReviewer,
    NotCaptions,
    NothingToPlay,
    NotPublic,
    UncheckedCaptions,
    WhyWithdrawn,
    WithoutConsent,
)
from webinars.recordings.operations.uploading import add_sent

__all__ = [
    "AlreadyThere",
    "CheckedStays",
    "NoLanguage",
    "NoReviewer",
    "NotCaptions",
    "NotPublic",
    "NothingToPlay",
    "UncheckedCaptions",
    "WhyWithdrawn",
    "WithoutConsent",
    "add_asset",
    "add_copy",
    "add_sent",
    "ask_copies",
    "ask_each",
    "forget_visitors",
    "note_harmed",
    "note_repaired",
    "note_verified",
    "note_views",
    "open_recording",
    "publish",
    "remove_asset",
    "verify_captions",
    "withdraw",
    "withdraw_consent",
]
