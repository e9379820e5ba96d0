"""What each webinar has so far, gathered from all rooms in a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from webinars.attendance.models import AttendanceImport, Holding, ImportState
from webinars.database import Db
from webinars.desk.queries.owners import owners_of
from webinars.desk.queries.wishes import open_wishes
from webinars.desk.rules.evidence import WAITING, Evidence
from webinars.feedback.models import Invitation, QuestionnaireKind
from webinars.feedback.queries import counts_of, of_kind
from webinars.programme.models import AgendaItem, Appearance, Rehearsal, Sitting, Webinar
from webinars.programme.rules import room_of, standing
from webinars.recordings.models import Recording
from webinars.registrations.models import Registration
from webinars.registrations.queries import seats_of


def evidence_of(db: Db, *, webinars: Sequence[Webinar], now: datetime) -> list[Evidence]:
    """Return what is known of each webinar, loaded as for a list, in their order."""
    ids = [webinar.id for webinar in webinars]
    sittings = _with_rooms(db, ids)
    of_sittings: dict[str, Any] = {
        "with_room": frozenset(one.id for one in sittings if room_of(one)),
        "held": _held(db, sittings),
        "imports": _imports(db, sittings),
        "recordings": _recordings(db, sittings),
        "seats": seats_of(db, sittings=[one for one in sittings if one.ends_at > now]),
    }
    of_webinars = _appearances(db, ids), _registered(db, ids), counts_of(db, webinar_ids=ids)
    running = _running(db, ids)
    return [
        _evidence(webinar, of_sittings | running[webinar.id], *of_webinars) for webinar in webinars
    ]


def _evidence(
    webinar: Webinar,
    of_sittings: Mapping[str, Any],
    appearances: Mapping[int, Sequence[Appearance]],
    registered: Counter[int],
    feedback: Mapping[int, tuple[int, int]],
) -> Evidence:
    invited, responded = feedback[webinar.id]
    return Evidence(
        webinar=webinar,
        sittings=tuple(standing(webinar)),
        appearances=tuple(appearances.get(webinar.id, ())),
        registered=registered[webinar.id],
        invited=invited,
        responded=responded,
        **of_sittings,
    )


def _running(db: Db, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return of each webinar what of its run is prepared, and who prepares it."""
    after = of_kind(QuestionnaireKind.AFTER)
    until = _by_webinar(db, ids, Invitation.webinar_id, func.max(Invitation.closes_at), after)
    agenda = _by_webinar(db, ids, AgendaItem.webinar_id, func.sum(AgendaItem.minutes))
    rehearsals = _by_webinar(
        db, ids, Rehearsal.webinar_id, func.count(), Rehearsal.cancelled_at.is_(None)
    )
    wishes, owners = open_wishes(db, webinar_ids=ids), owners_of(db, webinar_ids=ids)
    return {
        one: {
            "asked_until": until.get(one),
            "agenda_minutes": agenda.get(one, 0),
            "rehearsed": bool(rehearsals.get(one)),
            "wishes": wishes[one],
            "owners": {gap: account.name for gap, account in owners.get(one, {}).items()},
        }
        for one in ids
    }


def _by_webinar(
    db: Db,
    ids: Sequence[int],
    key: InstrumentedAttribute[int],
    value: ColumnElement[Any],
    *which: ColumnElement[bool],
) -> dict[int, Any]:
    rows = select(key, value).where(key.in_(ids), *which).group_by(key)
    return dict(db.execute(rows).all())


def _with_rooms(db: Db, webinar_ids: Sequence[int]) -> Sequence[Sitting]:
    """Return the sittings with their rooms; the webinars know them from then on."""
    theirs = select(Sitting).where(Sitting.webinar_id.in_(webinar_ids))
    return db.scalars(
        theirs.options(selectinload(Sitting.rooms)).execution_options(populate_existing=True)
    ).all()


def _imports(db: Db, sittings: Sequence[Sitting]) -> dict[int, list[AttendanceImport]]:
    counting = [*WAITING, ImportState.SIGNED]
    rows = (
        select(AttendanceImport)
        .where(AttendanceImport.sitting_id.in_([one.id for one in sittings]))
        .where(AttendanceImport.state.in_(counting))
        .order_by(AttendanceImport.id.desc())
    )
    found: dict[int, list[AttendanceImport]] = defaultdict(list)
    for row in db.scalars(rows):
        found[row.sitting_id].append(row)
    return found


def _held(db: Db, sittings: Sequence[Sitting]) -> frozenset[int]:
    ids = [one.id for one in sittings]
    rows = select(Holding.sitting_id).where(Holding.sitting_id.in_(ids)).distinct()
    return frozenset(db.scalars(rows))


def _recordings(db: Db, sittings: Sequence[Sitting]) -> dict[int, Recording]:
    rows = (
        select(Recording)
        .where(Recording.sitting_id.in_([one.id for one in sittings]))
        .options(selectinload(Recording.assets))
    )
    return {row.sitting_id: row for row in db.scalars(rows)}


def _appearances(db: Db, webinar_ids: Sequence[int]) -> dict[int, list[Appearance]]:
    rows = (
        select(Appearance)
        .where(Appearance.webinar_id.in_(webinar_ids), Appearance.declined_at.is_(None))
        .order_by(Appearance.position, Appearance.id)
    )
    found: dict[int, list[Appearance]] = defaultdict(list)
    for row in db.scalars(rows):
        found[row.webinar_id].append(row)
    return found


def _registered(db: Db, webinar_ids: Sequence[int]) -> Counter[int]:
    rows = db.execute(
        select(Registration.webinar_id, func.count())
        .where(Registration.webinar_id.in_(webinar_ids), Registration.cancelled_at.is_(None))
        .group_by(Registration.webinar_id)
    )
    return Counter(dict(rows.all()))
