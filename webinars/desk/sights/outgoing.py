"""Letters and jobs in the administrator's lists: never their words, addresses only in part."""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from webinars.jobs.models import Job
from webinars.kernel.languages import Language
from webinars.outbox.models import Bounce, Letter


class Fate(enum.StrEnum):
    """How a letter or a job stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class LetterSight:
    public_id: str
    kind: str
    address: str
    """In part: enough to recognise, not to copy."""
    language: Language
    posted_at: datetime
    due_at: datetime
    ended_at: datetime | None
    fate: Fate
    attempts: int
    error: str


@dataclass(frozen=True)
class DeliverySight:
    """A letter about a registration, in the list of its webinar."""

    public_id: str
    about: str
    name: str
    letter: str
    """What the Secretariat calls its kind: an English id."""
    address: str
    """In part."""
    language: Language
    posted_at: datetime
    ended_at: datetime | None
    fate: Fate
    error: str
    bounces: tuple[Bounce, ...]


@dataclass(frozen=True)
class JobSight:
    public_id: str
    name: str
    asked_at: datetime
    due_at: datetime
    fate: Fate
    progress: int
    attempts: int
    error: str
    outcome: str


def letter_sights(letters: Iterable[Letter]) -> list[LetterSight]:
    return [_letter(letter) for letter in letters]


def delivery_sights(
    letters: Iterable[Letter], *, name_of: Callable[[str], str]
) -> list[DeliverySight]:
    """Return the lines of a webinar's list; `name_of` a kind is an English id."""
    return [
        DeliverySight(
            public_id=letter.public_id,
            about=letter.about,
            name=letter.name,
            letter=name_of(letter.kind),
            address=veiled(letter.address),
            language=letter.language,
            posted_at=letter.posted_at,
            ended_at=letter.sent_at or letter.failed_at or letter.withdrawn_at,
            fate=_fate(letter),
            error=letter.last_error or "",
            bounces=tuple(letter.bounces),
        )
        for letter in letters
    ]


def job_sights(jobs: Iterable[Job]) -> list[JobSight]:
    return [
        JobSight(
            public_id=job.public_id,
            name=job.name,
            asked_at=job.asked_at,
            due_at=job.due_at,
            fate=Fate.DONE if job.done_at else Fate.FAILED if job.failed_at else Fate.WAITING,
            progress=job.progress,
            attempts=job.attempts,
            error=job.last_error or "",
            outcome=job.outcome or "",
        )
        for job in jobs
    ]


def veiled(address: str) -> str:
    """Return `am…@office.example` for an address; nothing where it has been emptied."""
    name, sign, domain = address.rpartition("@")
    return f"{name[:2]}…{sign}{domain}" if sign else ""


def _letter(letter: Letter) -> LetterSight:
    return LetterSight(
        public_id=letter.public_id,
        kind=letter.kind,
        address=veiled(letter.address),
        language=letter.language,
        posted_at=letter.posted_at,
        due_at=letter.due_at,
        ended_at=letter.sent_at or letter.failed_at or letter.withdrawn_at,
        fate=_fate(letter),
        attempts=letter.attempts,
        error=(letter.last_error or "").replace(letter.address, veiled(letter.address))
        if letter.address
        else letter.last_error or "",
    )


def _fate(letter: Letter) -> Fate:
    if letter.failed_at is not None:
        return Fate.FAILED
    if letter.withdrawn_at is not None:
        return Fate.WITHDRAWN
    return Fate.WAITING if letter.sent_at is None else Fate.DONE
