"""How good the evidence is: sitting by sitting, and who could be asked. Live, of this moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select

from webinars.attendance.queries import Quality, Window, data_quality, windows_of
from webinars.database import Db
from webinars.feedback.models import Invitation, InvitedBy, Questionnaire, QuestionnaireKind
from webinars.feedback.operations import LETTERS
from webinars.outbox.models import Letter
from webinars.programme.models import Sitting, Webinar
from webinars.programme.queries import announced_webinars
from webinars.states.queries import classify_all


@dataclass(frozen=True)
class SittingQuality:
    sitting: Sitting
    window: Window
    imports: tuple[Quality, ...]
    """Files, fetched reports and presences by hand that count."""

    @property
    def open_intervals(self) -> int:
        return sum(one.open_intervals for one in self.imports)

    @property
    def unmatched(self) -> int:
        return sum(one.unmatched for one in self.imports)

    @property
    def connections(self) -> int:
        return sum(one.connections for one in self.imports)

    @property
    def is_sound(self) -> bool:
        """Whether nothing of it needs a hand."""
        counted = bool(self.imports) and self.window.recorded
        return counted and not self.open_intervals and not self.unmatched


@dataclass(frozen=True)
class Asked:
    """Who was asked for an answer after a webinar."""

    invited: int
    late: int
    """Of those, after an import's sign-off only."""
    unreached: int
    """Of those, without a letter: no address is known."""


NOBODY = Asked(0, 0, 0)


@dataclass(frozen=True)
class WebinarQuality:
    webinar: Webinar
    sittings: tuple[SittingQuality, ...]
    asked: Asked


@dataclass(frozen=True)
class EvidenceQuality:
    webinars: tuple[WebinarQuality, ...]
    """Those of which a sitting has begun, the latest first."""
    unverified: int
    members: int
    """Members, and those of them whose group no authority has confirmed as known today."""


def evidence_quality(db: Db, *, now: datetime) -> EvidenceQuality:
    """Return the quality of everything that has begun by `now`, in a fixed number of queries."""
    begun = {one: _begun(one, now) for one in announced_webinars(db)}
    held = {webinar: sittings for webinar, sittings in begun.items() if sittings}
    sittings = [one for ones in held.values() for one in ones]
    windows = windows_of(db, sittings=sittings)
    imports = data_quality(db, sitting_ids=[one.id for one in sittings])
    asked = _asked(db, [webinar.id for webinar in held])
    told = tuple(
        WebinarQuality(
            webinar,
            tuple(_sitting(one, windows, imports) for one in ones),
            asked.get(webinar.id, NOBODY),
        )
        for webinar, ones in held.items()
    )
    members = [one for one in classify_all(db, on=now.date(), known_at=None).values() if one.member]
    unverified = sum("group" in one.unverified for one in members)
    return EvidenceQuality(told, unverified, len(members))


def _begun(webinar: Webinar, now: datetime) -> list[Sitting]:
    return [one for one in webinar.sittings if one.cancelled_at is None and one.starts_at <= now]


def _sitting(
    sitting: Sitting, windows: Mapping[int, Window], imports: Sequence[Quality]
) -> SittingQuality:
    own = tuple(one for one in imports if one.sitting_id == sitting.id)
    return SittingQuality(sitting, windows[sitting.id], own)


def _asked(db: Db, webinar_ids: Sequence[int]) -> dict[int, Asked]:
    """Return by webinar who was asked after it, in one query."""
    letter = and_(Letter.about == Invitation.public_id, Letter.kind.in_(LETTERS.values()))
    late = func.sum(case((Invitation.invited_by == InvitedBy.SIGN_OFF, 1), else_=0))
    unreached = func.sum(case((Letter.id.is_(None), 1), else_=0))
    rows = db.execute(
        select(Invitation.webinar_id, func.count(), late, unreached)
        .join(Questionnaire, Questionnaire.id == Invitation.questionnaire_id)
        .outerjoin(Letter, letter)
        .where(
            Invitation.webinar_id.in_(webinar_ids),
            Questionnaire.kind == QuestionnaireKind.AFTER,
        )
        .group_by(Invitation.webinar_id)
    )
    return {webinar: Asked(*counts) for webinar, *counts in rows}
