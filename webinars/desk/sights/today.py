"""What needs the Secretariat today, what is missing, and how far each webinar of the series is."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webinars.desk.rules.evidence import Evidence
from webinars.desk.rules.gaps import (
    Gap,
    Lack,
    gaps_of,
    missing_captions,
    missing_languages,
)
from webinars.desk.sights.texts import Said
from webinars.kernel.languages import Language
from webinars.kernel.zones import wall_of
from webinars.programme.models import PromisedPart, Series, Webinar
from webinars.programme.rules import (
    Month,
    Phase,
    days_until,
    months_of,
    phase_of,
    promised,
    text_in,
)

SOON = timedelta(days=2)
"""What is due by then needs somebody today; what is due later is listed as missing."""

AT_MOST = 7
"""Tasks of a day; the others are listed as missing."""

SECRETARIAT = "/secretariat"


class Tone(enum.StrEnum):
    """How a state is shown beside the word that tells it."""

    PLAIN = ""
    SOFT = "soft"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Task:
    """Something to do, where, and by when."""

    gap: Gap
    title: Said
    """Of the webinar."""
    address: str
    days: int
    """Until it is due; below zero: so many days late."""
    tone: Tone


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: int
    total: int
    tone: Tone


class Attendance(enum.StrEnum):
    LATER = "later"
    MISSING = "missing"
    WAITING = "waiting"
    SIGNED = "signed"


@dataclass(frozen=True)
class Line:
    """A webinar's line in the table of the series."""

    slug: str
    month: date
    title: Said
    phase: Phase
    announced_at: datetime | None
    pages: Share
    consents: Share
    captions: Share | None
    """None: there is no recording yet, nor need be."""
    attendance: Attendance
    files: int
    """That wait for a signature."""
    registered: int
    invited: int
    responded: int


@dataclass(frozen=True)
class Today:
    day: date
    """On the calendar of the series' zone."""
    tasks: tuple[Task, ...]
    missing: tuple[Task, ...]
    lines: tuple[Line, ...]
    title: Said
    """Of the series."""
    evaluation_due_on: date | None
    days_left: int | None
    """Until then, on the same calendar."""
    months: tuple[Month, ...]
    slug: str


def today_sight(
    series: Series, evidence: Sequence[Evidence], *, language: Language, now: datetime
) -> Today:
    day = wall_of(now, series.zone).date()
    tasks = sorted(
        (task for found in evidence for task in tasks_of(found, language=language, now=now)),
        key=lambda task: task.days,
    )
    soon = [task for task in tasks if task.days <= SOON.days][:AT_MOST]
    text, spoken = text_in(series.texts, language)
    return Today(
        day=day,
        tasks=tuple(soon),
        missing=tuple(task for task in tasks if task not in soon),
        lines=tuple(line_of(found, language=language, now=now) for found in evidence),
        title=Said(text.title, spoken),
        evaluation_due_on=series.evaluation_due_on,
        days_left=days_until(series.evaluation_due_on, series.zone, now),
        months=tuple(months_of(series, [found.webinar for found in evidence], now)),
        slug=series.slug,
    )


def tasks_of(found: Evidence, *, language: Language, now: datetime) -> list[Task]:
    """Return what the webinar lacks, as things to do."""
    day = wall_of(now, found.webinar.series.zone).date()
    title = title_of(found.webinar, language)
    return [_task(gap, title, day) for gap in gaps_of(found, now)]


def title_of(webinar: Webinar, language: Language) -> Said:
    text, spoken = text_in(webinar.texts, language)
    return Said(text.title, spoken)


def line_of(found: Evidence, *, language: Language, now: datetime) -> Line:
    webinar = found.webinar
    attendance, files = _attendance(found, now)
    return Line(
        slug=webinar.slug,
        month=webinar.planned_month,
        title=title_of(webinar, language),
        phase=phase_of(webinar, now),
        announced_at=webinar.announced_at,
        pages=_pages(webinar),
        consents=_consents(found),
        captions=_captions(found),
        attendance=attendance,
        files=files,
        registered=found.registered,
        invited=found.invited,
        responded=found.responded,
    )


def _task(gap: Gap, title: Said, day: date) -> Task:
    days = (gap.due_on - day).days
    tone = Tone.BAD if days <= 0 else Tone.WARN if days <= SOON.days else Tone.SOFT
    return Task(gap, title, address_of(gap), days, tone)


def address_of(gap: Gap) -> str:
    """Return the page on which the gap is closed."""
    webinar = f"{SECRETARIAT}/webinars/{gap.webinar.slug}"
    sitting = f"{SECRETARIAT}/sittings/{gap.sitting.public_id}" if gap.sitting else webinar
    pages = {
        Lack.SITTING: f"{webinar}/sittings/new",
        Lack.TEXTS: f"{webinar}/texts/{next(iter(gap.languages), 'en')}",
        Lack.SPEAKER: f"{webinar}/appearances",
        Lack.INVITATION: f"{webinar}/appearances",
        Lack.AGENDA: f"{webinar}/agenda",
        Lack.REHEARSAL: f"{webinar}/agenda",
        Lack.WISHES: f"{webinar}/wishes",
        Lack.CONFIRMATION: f"{webinar}/appearances",
        Lack.CONSENT: f"{webinar}/appearances",
        Lack.ANNOUNCEMENT: f"{webinar}/announce",
        Lack.OPENING: f"{webinar}/open",
        Lack.ROOM: f"{sitting}/room",
        Lack.FEW_PLACES: f"{sitting}/edit",
        Lack.FULL: f"{sitting}/edit",
        Lack.HOLDING: f"{sitting}/attendance",
        Lack.FILE: f"{sitting}/attendance",
        Lack.SIGNATURE: f"{SECRETARIAT}/imports/{gap.reference}",
        Lack.RECORDING: f"{sitting}/recording",
        Lack.PUBLICATION: f"{sitting}/recording",
        Lack.CAPTIONS: f"{sitting}/recording",
    }
    return pages[gap.lack]


def _pages(webinar: Webinar) -> Share:
    total = len(promised(webinar, PromisedPart.PAGE) or list(Language))
    return _share(total - len(missing_languages(webinar)), total)


def _consents(found: Evidence) -> Share:
    given = [one for one in found.appearances if one.consented_recording_at is not None]
    return _share(len(given), len(found.appearances))


def _captions(found: Evidence) -> Share | None:
    kept = [found.recordings[one.id] for one in found.sittings if one.id in found.recordings]
    if not kept:
        return None
    wanted = promised(found.webinar, PromisedPart.CAPTIONS)
    total = len(wanted or promised(found.webinar, PromisedPart.FLOOR))
    worst = max(len(missing_captions(found.webinar, recording)) for recording in kept)
    return _share(total - worst, total)


def _share(count: int, total: int) -> Share:
    return Share(count, total, Tone.PLAIN if count == total else Tone.WARN)


def _attendance(found: Evidence, now: datetime) -> tuple[Attendance, int]:
    """Return how far the attendance is, and how many files wait."""
    over = [sitting for sitting in found.sittings if sitting.ends_at <= now]
    if not over:
        return Attendance.LATER, 0
    files = sum(len(found.unsigned(sitting)) for sitting in over)
    if files:
        return Attendance.WAITING, files
    signed = all(found.signed(sitting) for sitting in over)
    return (Attendance.SIGNED if signed else Attendance.MISSING), 0
