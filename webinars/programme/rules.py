"""What follows from a webinar's rows alone: its phase, its texts, its names. Pure."""

import enum
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.models import (
    ActivityType,
    CostKind,
    CycleTheme,
    LiveRoom,
    Openness,
    Part,
    PromisedPart,
    Sitting,
    TextState,
    Webinar,
    WebinarState,
)

SOON = timedelta(minutes=15)
"""Before a sitting: the join gate opens."""

FALLBACK = (Language.ENGLISH, Language.FRENCH)
"""Tried in this order where the reader's language has no text."""

SCHEDULED = frozenset({WebinarState.ANNOUNCED, WebinarState.OPEN})


class Phase(enum.StrEnum):
    """Where a webinar stands at a moment: its state, and what its sittings' instants add."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    SOON = "soon"
    LIVE = "live"
    HELD = "held"
    CANCELLED = "cancelled"


PHASES: Mapping[Phase, str] = {
    Phase.DRAFT: N_("Draft"),
    Phase.ANNOUNCED: N_("Announced"),
    Phase.OPEN: N_("Registration open"),
    Phase.SOON: N_("Begins soon"),
    Phase.LIVE: N_("Live now"),
    Phase.HELD: N_("Held"),
    Phase.CANCELLED: N_("Cancelled"),
}

THEMES: Mapping[CycleTheme, str] = {
    CycleTheme.NEEDS: N_("Needs assessment"),
    CycleTheme.PLAN: N_("Planning and design"),
    CycleTheme.IMPLEMENT: N_("Implementation"),
    CycleTheme.EVALUATE: N_("Monitoring and evaluation"),
}
"""Of the technical-assistance cycle; wording to be aligned with CDIP/21/4."""

ACTIVITIES: Mapping[ActivityType, str] = {
    ActivityType.STRATEGY: N_("National intellectual property strategies and development plans"),
    ActivityType.INFRASTRUCTURE: N_("Technical and administrative infrastructure"),
    ActivityType.CAPACITY: N_("Capacity building"),
    ActivityType.LEGISLATION: N_("Legislative assistance"),
    ActivityType.DEVELOPMENT_AGENDA: N_("Development Agenda projects"),
    ActivityType.PARTNERSHIP: N_("Public-private partnerships"),
}
"""Of technical assistance; wording to be aligned with CDIP/21/4."""

PARTS: Mapping[Part, str] = {
    Part.SPEAKER: N_("Speaker"),
    Part.MODERATOR: N_("Moderator"),
    Part.INTERPRETER: N_("Interpreter"),
    Part.OPENING: N_("Opening remarks"),
}

OPENNESS: Mapping[Openness, str] = {
    Openness.MEMBERS: N_("Member States only"),
    Openness.OBSERVERS: N_("Member States and observers"),
    Openness.PUBLIC: N_("Open to everybody"),
}

PROMISED_PARTS: Mapping[PromisedPart, str] = {
    PromisedPart.FLOOR: N_("Languages of the floor"),
    PromisedPart.INTERPRETATION: N_("Interpretation"),
    PromisedPart.LIVE_CAPTIONS: N_("Live captions"),
    PromisedPart.PAGE: N_("This page"),
    PromisedPart.LETTERS: N_("Letters"),
    PromisedPart.SLIDES: N_("Slides"),
    PromisedPart.CAPTIONS: N_("Captions of the recording"),
    PromisedPart.TRANSCRIPT: N_("Transcript"),
    PromisedPart.QUESTIONNAIRE: N_("Questionnaire"),
}

COST_KINDS: Mapping[CostKind, str] = {
    CostKind.PLANNED: N_("Planned"),
    CostKind.ACTUAL: N_("Actual"),
}


class Missing(enum.StrEnum):
    """What a webinar lacks before, or while, it is announced."""

    TEXT = "text"
    SITTING = "sitting"
    THEME = "theme"
    ACTIVITY = "activity"
    SPEAKER = "speaker"
    FLOOR = "floor"
    ROOM = "room"


NEEDED = frozenset({Missing.TEXT, Missing.SITTING})
"""Without these a webinar is not announced; the others may come later."""


class Text(Protocol):
    """A row of a translation table."""

    language: Language


T = TypeVar("T", bound=Text)


def text_in(texts: Sequence[T], language: Language) -> tuple[T, Language]:
    """Return the text for a reader of `language`, and the language in which it is.

    Her own language, else English, else French, else any. A text that is still
    a draft is taken only where no other is ready.

    Raises:
        LookupError: there is no text at all.
    """
    ready = [text for text in texts if not _is_draft(text)] or list(texts)
    by_language = {text.language: text for text in ready}
    for wanted in (language, *FALLBACK, *by_language):
        if wanted in by_language:
            return by_language[wanted], wanted
    raise LookupError("a webinar or series without a text")


def was_announced(webinar: Webinar) -> bool:
    """Say whether people have been told of it, even if it was cancelled since."""
    return webinar.announced_at is not None


def title_in(webinar: Webinar, language: Language) -> str:
    return text_in(webinar.texts, language)[0].title


def standing(webinar: Webinar) -> list[Sitting]:
    """Return the sittings that are not cancelled, the earliest first."""
    held = (sitting for sitting in webinar.sittings if sitting.cancelled_at is None)
    return sorted(held, key=lambda sitting: sitting.starts_at)


def first_instant(webinar: Webinar) -> datetime | None:
    """Return when its first sitting begins: the day by which states are classified.

    Cancelled sittings count only where no other is left. None: it has none.
    """
    starts = [sitting.starts_at for sitting in standing(webinar) or webinar.sittings]
    return min(starts, default=None)


def phase_of(webinar: Webinar, now: datetime) -> Phase:
    if webinar.state is WebinarState.CANCELLED:
        return Phase.CANCELLED
    if webinar.state is WebinarState.DRAFT:
        return Phase.DRAFT
    sittings = standing(webinar)
    if not sittings:
        return Phase.CANCELLED if webinar.sittings else Phase.ANNOUNCED
    return _phase_by_clock(sittings, now) or _phase_by_door(webinar, now)


def registration_is_open(webinar: Webinar, sitting: Sitting, now: datetime) -> bool:
    """Say whether one can register with `sitting` as preference.

    Until it begins, or until the moment that the webinar names; never past its end.
    """
    if webinar.state is not WebinarState.OPEN or sitting.cancelled_at is not None:
        return False
    return now < min(webinar.registration_closes_at or sitting.starts_at, sitting.ends_at)


def changes_after(webinar: Webinar, now: datetime) -> datetime | None:
    """Return the next instant at which the clock alone changes what pages say of it, or None."""
    moments = [webinar.registration_closes_at] if webinar.registration_closes_at else []
    for sitting in standing(webinar):
        moments += [sitting.starts_at - SOON, sitting.starts_at, sitting.ends_at]
    return min((moment for moment in moments if moment > now), default=None)


def missing_for(webinar: Webinar, now: datetime) -> list[Missing]:
    """Return what is missing for announcing `webinar`, what is `NEEDED` first."""
    ahead = [sitting for sitting in standing(webinar) if sitting.starts_at > now]
    written = [text for text in webinar.texts if text.abstract and not _is_draft(text)]
    speaking = [row for row in webinar.appearances if row.declined_at is None]
    there = {
        Missing.TEXT: bool(written),
        Missing.SITTING: bool(ahead),
        Missing.THEME: webinar.cycle_theme is not None,
        Missing.ACTIVITY: bool(webinar.activities),
        Missing.SPEAKER: any(row.part is Part.SPEAKER for row in speaking),
        Missing.FLOOR: bool(promised(webinar, PromisedPart.FLOOR)),
        Missing.ROOM: all(room_of(sitting) for sitting in ahead),
    }
    return [what for what, present in there.items() if not present]


def room_of(sitting: Sitting) -> LiveRoom | None:
    """Return the live room in use: the newest that is open."""
    open_rooms = [room for room in sitting.rooms if room.closed_at is None]
    return open_rooms[-1] if open_rooms else None


def promised(webinar: Webinar, part: PromisedPart) -> list[str]:
    """Return the languages (BCP 47) in which `part` is promised and not withdrawn, by code."""
    kept = (row for row in webinar.promises if row.part is part and row.withdrawn_at is None)
    return sorted(row.language for row in kept)


def questions_of(text: object) -> list[str]:
    """Return the questions for discussion of a webinar's text, one an item."""
    lines = str(getattr(text, "questions", "")).splitlines()
    return [line.strip() for line in lines if line.strip()]


def _phase_by_clock(sittings: Sequence[Sitting], now: datetime) -> Phase | None:
    if any(sitting.starts_at <= now < sitting.ends_at for sitting in sittings):
        return Phase.LIVE
    if all(sitting.ends_at <= now for sitting in sittings):
        return Phase.HELD
    if any(sitting.starts_at - SOON <= now < sitting.starts_at for sitting in sittings):
        return Phase.SOON
    return None


def _phase_by_door(webinar: Webinar, now: datetime) -> Phase:
    open_door = any(registration_is_open(webinar, sitting, now) for sitting in webinar.sittings)
    return Phase.OPEN if open_door else Phase.ANNOUNCED


def _is_draft(text: Text) -> bool:
    return getattr(text, "state", TextState.READY) is TextState.DRAFT
