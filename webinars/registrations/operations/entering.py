"""Writing a new registration with all that belongs to it: rows, not objects.

Person and address where they are new, registration, place, preference, consents,
answers, the letter, the journal's entry: known before the first of them is
written, so that they are written in a moment. The form, an officer, a list of
ten thousand and a wish for a series all write the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.database import Db
from webinars.database.inserting import Row, write_if_able
from webinars.journal.operations import entry_rows
from webinars.kernel.ids import new_public_id
from webinars.outbox.operations import letter_row
from webinars.programme.models import Sitting
from webinars.registrations.models import Place, PlaceState, Preference, Registration
from webinars.registrations.operations.first_letters import first_letter
from webinars.registrations.operations.keeping import rows_of_said, rows_of_wish
from webinars.registrations.operations.newcomers import Newcomer
from webinars.registrations.operations.taking import Outlook, note_seat, outlooks, rows_of_rule
from webinars.registrations.rules import NOTICE_VERSION, first_approval


@dataclass(frozen=True)
class Entry:
    """The rows of one registration, in the order in which they are written."""

    registration: Row
    rows: Sequence[Row]


def enter(db: Db, *, wanted: Sequence[Sitting], new: Newcomer, now: datetime) -> int | None:
    """Write the registration with all that belongs to it; return its id.

    The caller holds the sittings that are wanted, in this order, all of one webinar.
    None: nothing was written, since somebody made the same person, registration or
    wish meanwhile, or the State is none. The caller looks again.
    """
    taken = outlooks(db, sittings=wanted, who=new.declared, now=now)
    entry = entry_of(wanted, new, taken, now)
    wish = rows_of_wish(db, entry.registration, new.declared, wanted[0].webinar.series_id, now)
    if not write_if_able(db, *entry.rows, *wish):
        return None
    for _sitting, (state, _why, found) in taken:
        note_seat(db, state=state, before=found)
    return entry.registration.key


def entry_of(
    wanted: Sequence[Sitting],
    new: Newcomer,
    taken: Sequence[tuple[Sitting, Outlook]],
    now: datetime,
) -> Entry:
    mine = _registration(wanted[0], new, now)
    places = [_place(mine, sitting, given, now) for sitting, given in taken]
    preferences = [
        Row(Preference, registration_id=mine, rank=rank, sitting_id=sitting.id)
        for rank, sitting in enumerate(wanted, start=1)
    ]
    ruled = [
        row
        for place, (_sitting, (_state, why, found)) in zip(places, taken, strict=True)
        for row in rows_of_rule(place, found, why=why, now=now)
    ]
    said = rows_of_said(mine, new.declared, now)
    own = [*new.who.fresh, mine, *places, *preferences, *ruled, *said]
    return Entry(mine, [*own, *_told(wanted, new, mine, taken[0][1][0], now)])


def _place(mine: Row, sitting: Sitting, given: Outlook, now: datetime) -> Row:
    state, why, _found = given
    return Row(
        Place, registration_id=mine, sitting_id=sitting.id, state=state, since=now, reason=why
    )


def _registration(sitting: Sitting, new: Newcomer, now: datetime) -> Row:
    declared = new.declared
    return Row(
        Registration,
        public_id=new_public_id(),
        webinar_id=sitting.webinar_id,
        person_id=new.who.person,
        address_id=new.who.address,
        category=declared.category,
        state_code=declared.state_code,
        organisation=declared.organisation,
        function=declared.function,
        sector=declared.sector,
        gender=declared.gender,
        language=declared.language,
        listens_in=declared.listens_in,
        zone=declared.zone,
        needs=declared.needs,
        viewers=declared.viewers,
        referral=declared.referral,
        source=new.by.source,
        registered_by=new.by.account,
        registered_at=now,
        notice_version=NOTICE_VERSION,
        approval=first_approval(sitting.webinar, new.by.source),
        revision=1,
        sequence=new.sequence,
    )


def _told(
    wanted: Sequence[Sitting], new: Newcomer, mine: Row, state: PlaceState, now: datetime
) -> list[Row]:
    """Return the letter and the journal's entry."""
    subject = mine.said["public_id"]
    letter = letter_row(
        kind=first_letter(new.by.source, mine.said["approval"], state),
        address=new.who.written,
        name=new.who.name,
        language=new.declared.language,
        zone=new.declared.zone,
        about=subject,
        revision=mine.said["revision"],
        now=now,
        valid_until=max(sitting.ends_at for sitting in wanted),
    )
    actor = new.by.account or subject
    kind = "registrations.register"
    return [letter, *entry_rows(kind=kind, actor=actor, subject=subject, now=now)]
