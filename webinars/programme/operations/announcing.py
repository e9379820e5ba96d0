"""Announcing a webinar, opening its registration, and cancelling."""

from datetime import datetime

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_paragraphs
from webinars.programme.letters import hours_of
from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.programme.operations.changes import change
from webinars.programme.operations.entries import revise_entry
from webinars.programme.operations.plans import hold_plan
from webinars.programme.operations.refusals import (
    ClosesTooLate,
    HasBeenHeld,
    NoReadyText,
    NoReason,
    NoSittingAhead,
    NotAnnounced,
    OnlySitting,
)
from webinars.programme.operations.revision import raise_revision
from webinars.programme.operations.sittings import refuse_closed
from webinars.programme.operations.telling import tell_hours
from webinars.programme.operations.webinars import refuse_cancelled, tell
from webinars.programme.rules import Missing, missing_for, standing, was_announced


def announce(db: Db, *, webinar: Webinar, by: str, now: datetime, opening: bool = False) -> None:
    """Put a webinar on the public programme, and its series with it. Twice is once.

    With `opening`, registration opens in the same moment. The links of the live
    rooms may come later.

    Raises:
        NoReadyText, NoSittingAhead: it is not ready.
        IsCancelled: it was.
    """
    hold_plan(db, webinar=webinar)
    refuse_cancelled(webinar)
    if webinar.state is WebinarState.DRAFT:
        _refuse_unready(webinar, now)
        change(webinar, state=WebinarState.ANNOUNCED, announced_at=now)
        if webinar.series.published_at is None:
            webinar.series.published_at = now
        tell(db, webinar, "programme.announce", {"state": [None, "announced"]}, by=by, now=now)
    if opening:
        _open(db, webinar, by, now)


def open_registration(db: Db, *, webinar: Webinar, by: str, now: datetime) -> None:
    """Let people register for a webinar that has been announced. Twice is once.

    Raises:
        NotAnnounced: it is a draft.
        NoSittingAhead: no sitting is still to come.
        IsCancelled: it was.
    """
    hold_plan(db, webinar=webinar)
    _open(db, webinar, by, now)


def _open(db: Db, webinar: Webinar, by: str, now: datetime) -> None:
    refuse_cancelled(webinar)
    if webinar.state is WebinarState.DRAFT:
        raise NotAnnounced
    if webinar.state is WebinarState.OPEN:
        return
    if Missing.SITTING in missing_for(webinar, now):
        raise NoSittingAhead
    change(webinar, state=WebinarState.OPEN, opened_at=webinar.opened_at or now)
    tell(db, webinar, "programme.open_registration", {"state": [None, "open"]}, by=by, now=now)


def close_registration_at(
    db: Db, *, webinar: Webinar, closes_at: datetime | None, by: str, now: datetime
) -> None:
    """Say when registration closes; None: for each sitting when it begins.

    Raises:
        ClosesTooLate: after the end of the last sitting.
        IsCancelled: the webinar was.
    """
    refuse_cancelled(webinar)
    last = max((sitting.ends_at for sitting in standing(webinar)), default=None)
    if closes_at is not None and (last is None or closes_at > last):
        raise ClosesTooLate
    detail = change(webinar, registration_closes_at=closes_at)
    tell(db, webinar, "programme.close_registration_at", detail, by=by, now=now)


def cancel_webinar(
    db: Db, *, webinar: Webinar, reason: str, by: str, now: datetime
) -> list[Sitting]:
    """Cancel a webinar for good; return the sittings that are cancelled with it.

    A draft's month then counts as planned and not held. Who registered is told
    by `registrations`.

    Raises:
        NoReason: none is given.
        HasBeenHeld: a sitting has begun.
        IsCancelled: it was cancelled before.
    """
    hold_plan(db, webinar=webinar)
    refuse_cancelled(webinar)
    why, with_it, before = _reason(reason), standing(webinar), hours_of(webinar)
    if any(sitting.starts_at <= now for sitting in with_it):
        raise HasBeenHeld
    for sitting in with_it:
        _cancel(sitting, why, now=now)
    detail = change(webinar, state=WebinarState.CANCELLED, cancelled_at=now, cancel_reason=why)
    tell(db, webinar, "programme.cancel_webinar", detail, by=by, now=now)
    tell_hours(db, webinar=webinar, before=before, now=now)
    return with_it


def cancel_sitting(db: Db, *, sitting: Sitting, reason: str, by: str, now: datetime) -> None:
    """Cancel one of the sittings of a webinar that was announced.

    Raises:
        NoReason: none is given.
        HasBegun, IsCancelled: it is no longer to come.
        NotAnnounced: nobody has been told of it: remove it instead.
        OnlySitting: no other sitting is left.
    """
    refuse_closed(sitting, now=now)
    webinar, why = sitting.webinar, _reason(reason)
    if not was_announced(webinar):
        raise NotAnnounced
    if standing(webinar) == [sitting]:
        raise OnlySitting
    before = hours_of(webinar)
    _cancel(sitting, why, now=now)
    tell_hours(db, webinar=webinar, before=before, now=now)
    webinar.revised_at = now
    db.flush()
    detail = {"cancel_reason": [None, why], "webinar": webinar.public_id}
    subject = sitting.public_id
    record(db, kind="programme.cancel_sitting", actor=by, subject=subject, now=now, detail=detail)
    raise_revision(db)


def _refuse_unready(webinar: Webinar, now: datetime) -> None:
    missing = missing_for(webinar, now)
    if Missing.TEXT in missing:
        raise NoReadyText
    if Missing.SITTING in missing:
        raise NoSittingAhead


def _cancel(sitting: Sitting, why: str, *, now: datetime) -> None:
    sitting.cancelled_at, sitting.cancel_reason = now, why
    revise_entry(sitting, now=now)


def _reason(text: str) -> str:
    reason = clean_paragraphs(text)
    if not reason:
        raise NoReason
    return reason
