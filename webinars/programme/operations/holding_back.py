"""Keeping what stood before a change of what was announced, and setting it again.

The entry's SEQUENCE is never lowered: pages and feeds tell a change at once, and
whoever read the feed meanwhile holds the raised number. So it is raised again,
and calendars that took the change over follow back.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from webinars.database import Db
from webinars.journal.operations import record
from webinars.programme.models import HeldChange, HeldKind, Sitting, Webinar, WebinarState
from webinars.programme.operations.changes import Changes, change, plain
from webinars.programme.operations.entries import revise_entries, revise_entry
from webinars.programme.operations.refusals import SameTime, TooLate
from webinars.programme.operations.revision import raise_revision

HOLD = timedelta(minutes=2)
"""How long the letters about a change wait."""

PLACED = (
    "announced_start",
    "zone",
    "tzdata",
    "minutes",
    "starts_at",
    "ends_at",
    "moved_from",
    "venue",
)
"""The columns that say when and where a sitting is."""


def placed(sitting: Sitting) -> dict[str, Any]:
    """Return when and where `sitting` is, as JSON keeps it."""
    return {name: plain(getattr(sitting, name)) for name in PLACED}


def hold_back(
    db: Db,
    *,
    kind: HeldKind,
    webinar: Webinar,
    sitting: Sitting | None = None,
    before: dict[str, Any],
    by: str,
    now: datetime,
) -> HeldChange:
    """Keep what stood `before` a change, for as long as its letters wait."""
    held = HeldChange(
        kind=kind,
        webinar=webinar,
        sitting=sitting,
        before=before,
        made_at=now,
        made_by=by,
        leaves_at=now + HOLD,
        letters=0,
    )
    db.add(held)
    db.flush()
    return held


def restore(db: Db, *, held: HeldChange, by: str, now: datetime) -> list[Sitting]:
    """Set again what stood before; return the sittings whose calendar entries changed.

    Raises:
        TooLate: its letters leave already, or it was taken back before.
        SameTime: another sitting has the time by now.
    """
    db.refresh(held, ["taken_back_at"], with_for_update=True)
    if held.taken_back_at is not None or now >= held.leaves_at:
        raise TooLate
    held.taken_back_at, held.taken_back_by = now, by
    sittings = _restored(db, held, now)
    held.webinar.revised_at = now
    db.flush()
    subject = (held.sitting or held.webinar).public_id
    detail = {"change": str(held.kind), "made_at": plain(held.made_at)} | _told(held)
    record(db, kind="programme.take_back", actor=by, subject=subject, now=now, detail=detail)
    raise_revision(db)
    return sittings


def _restored(db: Db, held: HeldChange, now: datetime) -> list[Sitting]:
    if held.kind is HeldKind.RETITLE:
        return _old_title(held, now)
    if held.kind is HeldKind.CANCEL_WEBINAR:
        return _uncancelled(held, now)
    sitting = held.sitting
    assert sitting is not None  # noqa: S101  (a move or a cancelled sitting names it)
    if held.kind is HeldKind.MOVE:
        _put_back(db, sitting, held.before)
    else:
        sitting.cancelled_at, sitting.cancel_reason = None, ""
    revise_entry(sitting, now=now)
    return [sitting]


def _put_back(db: Db, sitting: Sitting, before: dict[str, Any]) -> None:
    values: dict[str, Any] = dict(before)
    for name in ("announced_start", "starts_at", "ends_at", "moved_from"):
        values[name] = datetime.fromisoformat(before[name]) if before[name] else None
    same = (Sitting.webinar_id == sitting.webinar_id, Sitting.starts_at == values["starts_at"])
    if db.scalar(select(Sitting.id).where(*same, Sitting.id != sitting.id)) is not None:
        raise SameTime
    change(sitting, **values)


def _uncancelled(held: HeldChange, now: datetime) -> list[Sitting]:
    webinar, with_it = held.webinar, set(held.before["sittings"])
    state = WebinarState(held.before["state"])
    change(webinar, state=state, cancelled_at=None, cancel_reason="")
    sittings = [sitting for sitting in webinar.sittings if sitting.public_id in with_it]
    for sitting in sittings:
        sitting.cancelled_at, sitting.cancel_reason = None, ""
        revise_entry(sitting, now=now)
    return sittings


def _old_title(held: HeldChange, now: datetime) -> list[Sitting]:
    webinar, language = held.webinar, held.before["language"]
    text = next(text for text in webinar.texts if text.language == language)
    change(text, title=held.before["title"])
    text.revised_at = now
    revise_entries(webinar, now=now)
    return []


def _told(held: HeldChange) -> Changes:
    """Return what the journal says stands again."""
    said = {
        name: held.before[name]
        for name in ("announced_start", "zone", "minutes", "venue", "title", "language", "state")
        if name in held.before
    }
    return {name: [None, value] for name, value in said.items()}
