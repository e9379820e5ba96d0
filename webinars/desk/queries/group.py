"""Reading one regional group's coverage, for its coordinator alone: members, and no persons."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select

from webinars.accounts.queries import coordinations_of
from webinars.attendance.queries import participation
from webinars.attendance.queries.connections import check_ins, is_signed
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Forbidden
from webinars.kernel.text import N_
from webinars.people.models import Coordinator
from webinars.programme.models import Webinar
from webinars.programme.rules import standing
from webinars.registrations.models import Approval, Registration
from webinars.registrations.rules import OF_STATES
from webinars.states.models import Group
from webinars.states.queries import Named, list_by_group


class NotYourGroup(Forbidden):
    message = N_("You are not the coordinator of this group today, so its coverage is not shown.")


def coordination_for(db: Db, *, person_id: int | None, group: Group, on: date) -> Coordinator:
    """Return the running term of a person for one group.

    Raises:
        NotYourGroup: there is none today, or the term has ended.
    """
    for term in coordinations_of(db, person_id=person_id, on=on):
        if term.group == group:
            return term
    raise NotYourGroup


def members_of(db: Db, *, group: Group, language: Language, on: date) -> Sequence[Named]:
    """Return the members of a group on a day, in the order of `language`."""
    return list_by_group(db, language=language, on=on).groups[group]


def registered_by_state(db: Db, *, webinar_ids: Collection[int]) -> dict[int, Counter[str]]:
    """Return how many are registered for each member, by webinar id; one query.

    Cancelled and rejected registrations do not count; those in the queue do.
    """
    found = (
        select(Registration.webinar_id, Registration.state_code, func.count())
        .where(
            Registration.webinar_id.in_(webinar_ids),
            Registration.category.in_(OF_STATES),
            Registration.cancelled_at.is_(None),
            Registration.approval != Approval.REJECTED,
        )
        .group_by(Registration.webinar_id, Registration.state_code)
    )
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for webinar_id, code, count in db.execute(found):
        counted[webinar_id][str(code)] = count
    return counted


def attended_by_state(db: Db, *, webinar: Webinar) -> Counter[str] | None:
    """Return how many attended for each member; None while no attendance is signed off."""
    sitting_ids = [sitting.id for sitting in standing(webinar)]
    present = any(True for _row in check_ins(db, sitting_ids=sitting_ids))
    if not present and not is_signed(db, sitting_ids=sitting_ids):
        return None
    came = participation(db, webinar=webinar)
    rows = [one.registration_id for one in came if one.attended and one.registration_id]
    spoke_for = select(Registration.id, Registration.state_code).where(
        Registration.webinar_id == webinar.id, Registration.category.in_(OF_STATES)
    )
    state_of = {row: str(code) for row, code in db.execute(spoke_for)}
    return Counter(state_of[row] for row in rows if row in state_of)
