"""Everything about one webinar, for those who prepare it."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webinars.attendance.models import BY_HAND, AttendanceImport
from webinars.desk.rules.evidence import Evidence
from webinars.desk.sights.texts import Said
from webinars.desk.sights.today import Task, tasks_of, title_of
from webinars.kernel.languages import Language
from webinars.programme.models import Appearance, PromisedPart, Sitting, Webinar, WebinarState
from webinars.programme.rules import PARTS, Phase, is_draft, phase_of, promised, was_announced
from webinars.recordings.models import Recording
from webinars.registrations.rules import Seats


class TextStanding(enum.StrEnum):
    READY = "ready"
    DRAFT = "draft"
    MISSING = "missing"
    UNPROMISED = "unpromised"
    """Neither there, nor promised."""


class RecordingStanding(enum.StrEnum):
    NONE = "none"
    WAITING = "waiting"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class TextLine:
    language: Language
    standing: TextStanding
    owner: str


@dataclass(frozen=True)
class SittingLine:
    public_id: str
    place: int
    """Among the sittings of the webinar, by time, from 1; 0 where it is the only one."""
    starts_at: datetime
    ends_at: datetime
    zone: str
    announced: datetime
    venue: str
    room: bool
    """Whether the link of its live room is known."""
    seats: Seats | None
    """None: it is over."""
    cancelled: bool
    cancel_reason: str
    begun: bool
    held: bool
    """Whether its actual start and end are recorded."""
    over: bool
    imports: tuple[AttendanceImport, ...]
    """Of files; what was recorded by hand is none of them."""
    by_hand: bool
    """Whether something was recorded by hand."""
    recording: RecordingStanding
    recording_slug: str


@dataclass(frozen=True)
class AppearanceLine:
    public_id: str
    name: str
    part: str
    """An English id."""
    confirmed: bool
    consented: bool


@dataclass(frozen=True)
class WebinarDesk:
    slug: str
    series: str
    """Its slug."""
    title: Said
    month: date
    phase: Phase
    draft: bool
    announced: bool
    """Whether anyone has been told of it."""
    opened: bool
    cancelled: bool
    cancel_reason: str
    changeable: bool
    """Whether a sitting is still to come, so that it can be cancelled as a whole."""
    closes_at: datetime | None
    zone: str
    """Of the series."""
    tasks: tuple[Task, ...]
    texts: tuple[TextLine, ...]
    sittings: tuple[SittingLine, ...]
    appearances: tuple[AppearanceLine, ...]
    invited: int
    responded: int
    demonstration: bool


def webinar_desk(found: Evidence, *, language: Language, now: datetime) -> WebinarDesk:
    webinar = found.webinar
    return WebinarDesk(
        slug=webinar.slug,
        series=webinar.series.slug,
        title=title_of(webinar, language),
        month=webinar.planned_month,
        phase=phase_of(webinar, now),
        draft=webinar.state is WebinarState.DRAFT,
        announced=was_announced(webinar),
        opened=webinar.state is WebinarState.OPEN,
        cancelled=webinar.state is WebinarState.CANCELLED,
        cancel_reason=webinar.cancel_reason,
        changeable=all(sitting.starts_at > now for sitting in found.sittings),
        closes_at=webinar.registration_closes_at,
        zone=webinar.series.zone,
        tasks=tuple(tasks_of(found, language=language, now=now)),
        texts=text_lines(webinar),
        sittings=_sittings(found, now),
        appearances=tuple(_appearance(one) for one in found.appearances),
        invited=found.invited,
        responded=found.responded,
        demonstration=webinar.series.demonstration,
    )


def text_lines(webinar: Webinar) -> tuple[TextLine, ...]:
    """Return how far the text is in each of the six languages, in their order."""
    there = {text.language: text for text in webinar.texts}
    wanted = promised(webinar, PromisedPart.PAGE) or list(Language)
    lines = []
    for language in Language:
        text = there.get(language)
        if text is not None:
            standing = TextStanding.DRAFT if is_draft(text) else TextStanding.READY
        else:
            standing = TextStanding.MISSING if language in wanted else TextStanding.UNPROMISED
        lines.append(TextLine(language, standing, text.owner if text else ""))
    return tuple(lines)


def _sittings(found: Evidence, now: datetime) -> tuple[SittingLine, ...]:
    rows = sorted(found.webinar.sittings, key=lambda one: (one.starts_at, one.id))
    first = 1 if len(rows) > 1 else 0
    return tuple(_sitting(found, row, place, now) for place, row in enumerate(rows, start=first))


def _sitting(found: Evidence, row: Sitting, place: int, now: datetime) -> SittingLine:
    recording = found.recordings.get(row.id)
    imports = found.imports.get(row.id, ())
    files = tuple(one for one in imports if one.provider != BY_HAND)
    return SittingLine(
        public_id=row.public_id,
        place=place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        announced=row.announced_start,
        venue=row.venue,
        room=row.id in found.with_room,
        seats=found.seats.get(row.id),
        cancelled=row.cancelled_at is not None,
        cancel_reason=row.cancel_reason,
        begun=row.starts_at <= now,
        held=row.id in found.held,
        over=row.ends_at <= now,
        imports=files,
        by_hand=len(files) < len(imports),
        recording=_recording(recording),
        recording_slug=recording.slug if recording else "",
    )


def _recording(recording: Recording | None) -> RecordingStanding:
    if recording is None:
        return RecordingStanding.NONE
    if recording.withdrawn_at is not None:
        return RecordingStanding.WITHDRAWN
    published = recording.published_at is not None
    return RecordingStanding.PUBLISHED if published else RecordingStanding.WAITING


def _appearance(row: Appearance) -> AppearanceLine:
    return AppearanceLine(
        public_id=row.public_id,
        name=row.name,
        part=PARTS[row.part],
        confirmed=row.confirmed_at is not None,
        consented=row.consented_recording_at is not None,
    )


def subjects_of(webinar: Webinar, recordings: Sequence[Recording]) -> list[str]:
    """Return the public ids under which the journal speaks of the webinar."""
    sittings = [sitting.public_id for sitting in webinar.sittings]
    people = [row.public_id for row in webinar.appearances]
    return [webinar.public_id, *sittings, *people, *(one.public_id for one in recordings)]
