"""Taking back a change of what was announced, while its letters wait."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.outbox.operations import withdraw_caused
from webinars.programme.models import HeldChange, HeldKind, Sitting, Webinar
from webinars.programme.operations import hold_plan, restore
from webinars.programme.operations.refusals import TooLate
from webinars.programme.queries import held_changes
from webinars.registrations.letters import AMENDED, RESCHEDULED
from webinars.registrations.operations.places import hold
from webinars.registrations.operations.telling import tell
from webinars.registrations.queries import heard_since, holders_of, readers_of


def was_placed(sitting: Sitting) -> dict[str, Any]:
    """Return what a letter about a move says of the time before it."""
    return {
        "was_starts_at": sitting.starts_at.isoformat(),
        "was_ends_at": sitting.ends_at.isoformat(),
        "was_zone": sitting.zone,
        "was_venue": sitting.venue,
    }


def take_back(db: Db, *, held: HeldChange, by: str, now: datetime) -> int:
    """Set again what stood before a change, and withdraw its letters; return how many.

    Whoever was written to meanwhile, on registering say, was told what stands no
    more, and hears of it.

    Raises:
        TooLate: a letter has begun to leave, or the change was taken back before.
        SameTime: another sitting has the time by now.
    """
    hold_plan(db, webinar=held.webinar)
    hold(db, sittings=held.webinar.sittings)
    was = _undone(held)
    sittings = restore(db, held=held, by=by, now=now)
    letters = withdraw_caused(db, cause=held.public_id, now=now)
    if letters is None:
        raise TooLate
    _correct(db, held, sittings, was, now)
    subject = (held.sitting or held.webinar).public_id
    detail = {"letters": letters}
    kind = "registrations.take_back"
    record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail)
    return letters


def take_back_present(
    db: Db,
    *,
    webinar: Webinar,
    by: str,
    now: datetime,
    sitting: Sitting | None = None,
    language: Language | None = None,
) -> None:
    """Take back what waits, before the same is changed again.

    Of one `sitting`, of the title in one `language`, or of everything but titles.
    """
    for held in held_changes(db, webinars=[webinar], now=now):
        same_title = held.kind is HeldKind.RETITLE and held.before["language"] == language
        same_sitting = held.kind is not HeldKind.RETITLE and sitting in (None, held.sitting)
        if same_title if language else same_sitting:
            take_back(db, held=held, by=by, now=now)


def _undone(held: HeldChange) -> dict[str, Any]:
    """Return what letters have said since the change, and will not say after it."""
    if held.kind is HeldKind.MOVE and held.sitting is not None:
        return was_placed(held.sitting)
    if held.kind is HeldKind.RETITLE:
        texts = {text.language: text for text in held.webinar.texts}
        return {"was_title": texts[Language(held.before["language"])].title}
    return {}


def _correct(
    db: Db, held: HeldChange, sittings: Collection[Sitting], was: dict[str, Any], now: datetime
) -> None:
    if held.kind is HeldKind.MOVE:
        for sitting in sittings:
            _correct_time(db, held, sitting, was, now)
    elif held.kind is HeldKind.RETITLE:
        language = Language(held.before["language"])
        readers = readers_of(db, webinar=held.webinar, language=language, now=now)
        content = was | {"title": held.before["title"], "taken_back": True}
        for registration in heard_since(db, among=readers, since=held.made_at):
            tell(db, registration=registration, kind=AMENDED, now=now, urgent=True, **content)


def _correct_time(
    db: Db, held: HeldChange, sitting: Sitting, was: dict[str, Any], now: datetime
) -> None:
    content = was | {
        "sitting": sitting.public_id,
        "starts_at": sitting.starts_at.isoformat(),
        "reason": "",
        "taken_back": True,
    }
    holders = holders_of(db, sitting=sitting)
    for registration in heard_since(db, among=holders, since=held.made_at):
        tell(
            db,
            registration=registration,
            kind=RESCHEDULED,
            now=now,
            valid_until=sitting.ends_at,
            urgent=True,
            **content,
        )
