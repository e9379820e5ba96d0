"""Publishing a recording, and taking it back with a reason that stays."""

from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_line
from webinars.programme.operations import raise_revision
from webinars.programme.rules import was_announced
from webinars.recordings.models import Recording
from webinars.recordings.operations.indexing import ask_index
from webinars.recordings.operations.locking import lock
from webinars.recordings.operations.refusals import (
    NotAnnounced,
    NothingToPlay,
    NotPublic,
    UncheckedCaptions,
    WhyWithdrawn,
    WithoutConsent,
)
from webinars.recordings.queries import silent_questioners
from webinars.recordings.rules import (
    Standing,
    media_of,
    standing_of,
    unchecked_floor,
    without_consent,
)


def publish(
    db: Db, *, recording: Recording, reason: str, by: str, now: datetime, consent: str = ""
) -> None:
    """Show the recording to everyone.

    Args:
        reason: why no person has checked the captions of the floor's language. The page shows
            it; it is dropped where they are checked.
        consent: how those agreed who are heard and whose consent is not noted, or what was cut
            out. Kept with the recording; dropped where everybody's consent is noted.

    Raises:
        NotAnnounced: nobody has been told of the webinar.
        NothingToPlay: there is no film and no sound.
        WithoutConsent: a speaker, or somebody who is heard asking, has not agreed, as noted.
        UncheckedCaptions: and no reason is given (`reference/recordings.md`, section 3).
    """
    lock(db, Recording.id, recording.id)
    db.refresh(recording)
    webinar = recording.sitting.webinar
    if not was_announced(webinar):
        raise NotAnnounced
    if not media_of(recording.assets):
        raise NothingToPlay
    silent = [*without_consent(webinar), *silent_questioners(db, webinar=webinar)]
    agreed = clean_line(consent) if silent else ""
    if silent and not agreed:
        raise WithoutConsent(names=", ".join(silent))
    unchecked = unchecked_floor(webinar, recording.assets)
    why = clean_line(reason) if unchecked else ""
    if unchecked and not why:
        raise UncheckedCaptions(languages=", ".join(unchecked))
    recording.published_at, recording.without_captions, recording.consent_note = now, why, agreed
    recording.withdrawn_at, recording.withdraw_reason = None, ""
    recording.withdraw_authority = ""
    _tell(db, "recordings.publish", recording, why, by=by, now=now)


def withdraw(
    db: Db, *, recording: Recording, reason: str, by: str, now: datetime, authority: str = ""
) -> None:
    """Take a public recording back. Its page then says what it was, why it is gone, by whom.

    Raises:
        NotPublic: it is not published, or withdrawn already.
        WhyWithdrawn: no reason is given.
    """
    lock(db, Recording.id, recording.id)
    db.refresh(recording)
    if standing_of(recording) is not Standing.PUBLISHED:
        raise NotPublic
    why = clean_line(reason)
    if not why:
        raise WhyWithdrawn
    recording.withdrawn_at, recording.withdraw_reason = now, why
    recording.withdraw_authority = clean_line(authority)
    _tell(db, "recordings.withdraw", recording, why, by=by, now=now)


def _tell(db: Db, kind: str, recording: Recording, why: str, *, by: str, now: datetime) -> None:
    detail = {
        "slug": recording.slug,
        "reason": why,
        "consent": recording.consent_note,
        "authority": recording.withdraw_authority,
    }
    ask_index(db, now=now)
    record(db, kind=kind, actor=by, subject=recording.public_id, now=now, detail=detail)
    raise_revision(db)
