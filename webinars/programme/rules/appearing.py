"""How somebody who was asked to appear has answered, and when she is asked again. Pure."""

import enum
from collections.abc import Sequence
from datetime import datetime, timedelta

from webinars.kernel.languages import Language
from webinars.programme.models import Appearance, AppearanceText, Part, Rehearsal, Webinar
from webinars.programme.rules.phases import standing
from webinars.programme.rules.texts import text_in

AGAIN_AFTER = timedelta(days=5)
"""Without an answer: after the invitation, and after each reminder."""

REMINDERS = 3
"""So many reminders follow an invitation; then somebody telephones."""


class Answer(enum.StrEnum):
    """Where an appearance stands between the Secretariat and the person."""

    UNASKED = "unasked"
    SILENT = "silent"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ENDED = "ended"
    """The Secretariat took her off the list."""


def answer_of(appearance: Appearance) -> Answer:
    if appearance.declined_at is not None:
        return Answer.ENDED if appearance.ended_by else Answer.DECLINED
    if appearance.confirmed_at is not None:
        return Answer.CONFIRMED
    return Answer.SILENT if appearance.invited_at is not None else Answer.UNASKED


def takes_part(appearance: Appearance) -> bool:
    """Say whether she is counted on: not declined, not taken off, not erased."""
    return appearance.declined_at is None and bool(appearance.name)


def shown(appearances: Sequence[Appearance]) -> list[Appearance]:
    """Return whom pages name, in their order: interpreters work unseen."""
    return [row for row in appearances if takes_part(row) and row.part is not Part.INTERPRETER]


def can_answer(appearance: Appearance, now: datetime) -> bool:
    """Say whether her answer still matters: she was not taken off, and a sitting is to come."""
    webinar = appearance.webinar
    ahead = not webinar.sittings or any(one.starts_at > now for one in standing(webinar))
    return ahead and webinar.cancelled_at is None and not appearance.ended_by


def is_due_again(appearance: Appearance, now: datetime) -> bool:
    """Say whether she is to be reminded: asked, silent, and long enough ago."""
    last = appearance.reminded_at or appearance.invited_at
    waits = answer_of(appearance) is Answer.SILENT and bool(appearance.address)
    patient = last is not None and now - last >= AGAIN_AFTER
    return waits and patient and appearance.reminders < REMINDERS and can_answer(appearance, now)


def own_text(appearance: Appearance, language: Language) -> AppearanceText | None:
    """Return what is said of her to a reader of `language`, in the nearest language there is."""
    return text_in(appearance.texts, language)[0] if appearance.texts else None


def rehearsals_ahead(webinar: Webinar, now: datetime) -> list[Rehearsal]:
    """Return the rehearsals that are not over and not cancelled, the next first."""
    return [one for one in webinar.rehearsals if one.cancelled_at is None and one.ends_at > now]
