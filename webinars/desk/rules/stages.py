"""How far a webinar has come, from draft to closed questionnaire: computed from its rows."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.desk.rules.evidence import Evidence
from webinars.programme.models import Appearance, Part


class Stage(enum.StrEnum):
    """In the order in which they are usually reached."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    """Everyone who is to be heard has said yes, and somebody speaks."""
    ANNOUNCED = "announced"
    OPEN = "open"
    LIVE = "live"
    """The first sitting has begun."""
    PUBLISHED = "published"
    """A recording is public."""
    CLOSED = "closed"
    """Nobody can answer the questionnaire any more."""


@dataclass(frozen=True)
class Step:
    stage: Stage
    at: datetime | None
    """When it was reached. None: not yet."""


def steps_of(found: Evidence, now: datetime) -> tuple[Step, ...]:
    """Return every stage with the moment at which it was reached, if it was."""
    webinar = found.webinar
    moments = {
        Stage.DRAFT: webinar.created_at,
        Stage.CONFIRMED: _confirmed(found.appearances),
        Stage.ANNOUNCED: webinar.announced_at,
        Stage.OPEN: webinar.opened_at,
        Stage.LIVE: _passed([one.starts_at for one in found.sittings[:1]], now),
        Stage.PUBLISHED: _published(found),
        Stage.CLOSED: _passed([found.asked_until] if found.asked_until else [], now),
    }
    return tuple(Step(stage, at) for stage, at in moments.items())


def stage_of(found: Evidence, now: datetime) -> Stage:
    """Return the last stage that was reached, whether or not one before it was."""
    return [step.stage for step in steps_of(found, now) if step.at is not None][-1]


def _confirmed(appearances: Sequence[Appearance]) -> datetime | None:
    heard = [one for one in appearances if one.part is not Part.INTERPRETER]
    speaks = any(one.part is Part.SPEAKER for one in heard)
    moments = [one.confirmed_at for one in heard if one.confirmed_at is not None]
    return max(moments) if speaks and len(moments) == len(heard) else None


def _published(found: Evidence) -> datetime | None:
    kept = [found.recordings[one.id] for one in found.sittings if one.id in found.recordings]
    public = [one.published_at for one in kept if one.withdrawn_at is None]
    return min((moment for moment in public if moment is not None), default=None)


def _passed(moments: Sequence[datetime], now: datetime) -> datetime | None:
    return next((moment for moment in moments if moment <= now), None)
