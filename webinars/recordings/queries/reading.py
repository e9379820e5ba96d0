"""Reading the archive. The number of queries never grows with its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload, undefer

from webinars.database import Db
from webinars.jobs.models import Job
from webinars.kernel.ids import LENGTH
from webinars.live.models import FloorQuestion, QuestionState
from webinars.people.models import Person
from webinars.programme.models import Sitting, Webinar
from webinars.recordings.models import Asset, Recording, View
from webinars.recordings.rules.recipes import Recipe, key_of
from webinars.registrations.models import Consent, ConsentKind, Registration
from webinars.storage.models import StoredFile


def newest_recordings(db: Db, *, limit: int | None = None) -> Sequence[Recording]:
    """Return the published recordings, the latest sitting first, with all that a list says.

    Sitting, webinar, texts and the files in use; in two queries, three with `limit`.
    """
    newest = published().order_by(Sitting.starts_at.desc(), Recording.id, Asset.id)
    if limit is not None:
        newest = newest.where(Recording.id.in_(_newest_ids(db, limit)))
    return db.scalars(newest).unique().all()


def published_for(db: Db, *, webinar: Webinar) -> Sequence[Recording]:
    """Return the published recordings of `webinar`, the earliest sitting first; in two queries."""
    own = published().where(Sitting.webinar_id == webinar.id)
    return db.scalars(own.order_by(Sitting.starts_at, Asset.id)).unique().all()


def recording_of(db: Db, *, sitting: Sitting) -> Recording | None:
    """Return what is kept of `sitting`, published or not, with every file that ever came."""
    files = selectinload(Recording.assets).joinedload(Asset.file)
    found = select(Recording).where(Recording.sitting_id == sitting.id).options(files)
    found = found.options(undefer(Recording.chapters))
    return db.scalars(found).unique().one_or_none()


def find_recording(db: Db, *, slug: str) -> Recording | None:
    """Return the recording at the address `slug`, published or not, with all that its page says.

    Two queries: the files in use and the promises are short lists, and stand in one.
    """
    webinar = contains_eager(Recording.sitting).contains_eager(Sitting.webinar)
    found = (
        _with_files_in_use(select(Recording))
        .where(Recording.slug == slug)
        .options(webinar.joinedload(Webinar.series), webinar.joinedload(Webinar.promises))
        .options(undefer(Recording.chapters))
        .order_by(Asset.id)
    )
    return db.scalars(found).unique().one_or_none()


def find_asset(db: Db, *, public_id: str) -> Asset | None:
    """Return a file with its recording, in use or not; who may see it is the caller's question."""
    if len(public_id) != LENGTH or not public_id.isalnum():
        return None  # PostgreSQL refuses some characters
    found = (
        select(Asset)
        .where(Asset.public_id == public_id)
        .options(joinedload(Asset.file), joinedload(Asset.recording))
    )
    return db.scalars(found).one_or_none()


def versions_of(db: Db, *, captions: Asset) -> Sequence[Asset]:
    """Return every version of the captions in that language, the newest first, in use or not."""
    versions = select(Asset).where(
        Asset.recording_id == captions.recording_id,
        Asset.kind == captions.kind,
        Asset.language == captions.language,
    )
    newest = versions.options(joinedload(Asset.file)).order_by(Asset.id.desc())
    return db.scalars(newest).all()


def slug_is_taken(db: Db, *, slug: str) -> bool:
    return db.scalar(select(Recording.id).where(Recording.slug == slug)) is not None


def silent_questioners(db: Db, *, webinar: Webinar) -> Sequence[str]:
    """Return who asked a question that was answered aloud, and has no consent that stands."""
    agreed = (
        exists()
        .where(Consent.registration_id == Registration.id, Consent.withdrawn_at.is_(None))
        .where(Consent.kind == ConsentKind.RECORDING)
    )
    asked = (
        select(Person.name)
        .join(Registration, Registration.person_id == Person.id)
        .join(FloorQuestion, FloorQuestion.registration_id == Registration.id)
        .where(FloorQuestion.webinar_id == webinar.id, FloorQuestion.state == QuestionState.ALOUD)
        .where(FloorQuestion.text != "", ~agreed)
    )
    return db.scalars(asked.distinct().order_by(Person.name)).all()


def every_file(db: Db) -> Sequence[StoredFile]:
    """Return every file that is still stored, recordings' and others'; longest unverified first."""
    there = select(StoredFile).where(StoredFile.purged_at.is_(None))
    oldest = there.order_by(StoredFile.verified_at.is_not(None))
    return db.scalars(oldest.order_by(StoredFile.verified_at, StoredFile.digest)).all()


def every_recording(db: Db) -> Sequence[Recording]:
    """Return all recordings, published or not, the latest sitting first, with their webinars."""
    webinar = contains_eager(Recording.sitting).joinedload(Sitting.webinar)
    found = (
        select(Recording)
        .join(Recording.sitting)
        .options(webinar.selectinload(Webinar.texts))
        .order_by(Sitting.starts_at.desc(), Recording.id)
    )
    return db.scalars(found).unique().all()


@dataclass(frozen=True)
class ArchiveState:
    """How the stored files are, recordings' and others'."""

    files: int
    octets: int
    unverified: int
    """Never read back since they came."""
    oldest: datetime | None
    """When the longest unverified of the others was last read back."""
    copied: int
    """That have a second copy."""
    harmed: tuple[tuple[str, str, datetime], ...]
    """Digest, names and since when, of those that are not what they were."""


def archive_state(db: Db) -> ArchiveState:
    """Count the stored files and name those that are harmed; in two queries and one a harmed."""
    files, octets, verified, oldest, copied = db.execute(
        select(
            func.count(),
            func.coalesce(func.sum(StoredFile.size), 0),
            func.count(StoredFile.verified_at),
            func.min(StoredFile.verified_at),
            func.count(StoredFile.copied_at),
        ).where(StoredFile.purged_at.is_(None))
    ).one()
    ill = db.scalars(select(StoredFile).where(StoredFile.harmed_at.is_not(None)))
    harmed = tuple(
        (file.digest, ", ".join(names_of(db, digest=file.digest)), file.harmed_at)
        for file in ill
        if file.harmed_at is not None
    )
    return ArchiveState(files, int(octets), files - verified, oldest, copied, harmed)


def names_of(db: Db, *, digest: str) -> Sequence[str]:
    """Return under which names the archive keeps the bytes with this digest."""
    names = select(Asset.name).where(Asset.digest == digest).distinct().order_by(Asset.name)
    return db.scalars(names).all()


def copying(db: Db, *, originals: Sequence[Asset]) -> dict[str, Job]:
    """Return the jobs that look at `originals` and make copies of them, by their keys."""
    keys = [key_of(one.public_id, recipe) for one in originals for recipe in (None, *Recipe)]
    if not keys:
        return {}
    return {job.key or "": job for job in db.scalars(select(Job).where(Job.key.in_(keys)))}


LONG_ENOUGH = 60
"""Seconds of a film or sound that make a view; of one shorter than five minutes, a fifth does."""


def is_view() -> ColumnElement[bool]:
    """Say whether a row of `View`, joined to its file, is a view (recordings.md, section 9).

    Octets stand for seconds: a minute of an hour is a sixtieth of the file.
    """
    fifth = View.octets * 5 >= StoredFile.size
    return or_(fifth, View.octets * Asset.seconds >= LONG_ENOUGH * StoredFile.size)


def is_download() -> ColumnElement[bool]:
    """Say whether a row of `View` is a download: the whole file was sent to be kept."""
    return and_(View.saved > 0, View.saved >= StoredFile.size)


def seconds_played() -> ColumnElement[int]:
    """Return how many seconds of it were sent to be played; 0 where its length is unknown."""
    return View.octets * func.coalesce(Asset.seconds, 0) // StoredFile.size


@dataclass(frozen=True)
class Seen:
    """How often the media of one recording were seen. None of this says who attended."""

    views: int
    """A visitor, a file and a day that came to a minute, or a fifth of a short file."""
    begun: int
    """The same, however little was played."""
    downloads: int
    minutes: int
    """Played, those who began and left among them."""


def views_of(db: Db, *, recording: Recording) -> Seen:
    """Count the views of all media files of `recording`, replaced ones too.

    Who comes again on another day counts again: nobody is followed across days.
    """
    counted = (
        select(
            func.coalesce(func.sum(case((is_view(), 1), else_=0)), 0),
            func.coalesce(func.sum(case((View.octets > 0, 1), else_=0)), 0),
            func.coalesce(func.sum(case((is_download(), 1), else_=0)), 0),
            func.coalesce(func.sum(seconds_played()), 0),
        )
        .join(Asset, Asset.id == View.asset_id)
        .join(StoredFile, StoredFile.digest == Asset.digest)
        .where(Asset.recording_id == recording.id)
    )
    views, begun, downloads, seconds = db.execute(counted).one()
    return Seen(int(views), int(begun), int(downloads), int(seconds) // 60)


def published() -> Select[Recording]:
    """Select the public recordings with sitting, webinar, its texts, and the files in use."""
    public = (Recording.published_at.is_not(None), Recording.withdrawn_at.is_(None))
    return _with_files_in_use(select(Recording)).where(*public)


def _with_files_in_use(wanted: Select[Recording]) -> Select[Recording]:
    used = and_(Asset.recording_id == Recording.id, Asset.withdrawn_at.is_(None))
    webinar = contains_eager(Recording.sitting).contains_eager(Sitting.webinar)
    return (
        wanted.join(Recording.sitting)
        .join(Sitting.webinar)
        .outerjoin(Asset, used)
        .options(webinar.selectinload(Webinar.texts))
        .options(contains_eager(Recording.assets).joinedload(Asset.file))
    )


def _newest_ids(db: Db, limit: int) -> Sequence[int]:
    newest = (
        select(Recording.id)
        .join(Recording.sitting)
        .where(Recording.published_at.is_not(None), Recording.withdrawn_at.is_(None))
        .order_by(Sitting.starts_at.desc(), Recording.id)
        .limit(limit)
    )
    return db.scalars(newest).all()
