"""From which States people have registered."""

from sqlalchemy import select

from webinars.database import Db
from webinars.programme.models import Series, Webinar
from webinars.registrations.models import Approval, Registration
from webinars.registrations.rules import OF_STATES


def states_registered(db: Db, *, series: Series) -> frozenset[str]:
    """Return the codes of the States for which anybody is registered in `series`.

    Cancelled and rejected registrations do not count.
    """
    found = (
        select(Registration.state_code)
        .join(Webinar, Webinar.id == Registration.webinar_id)
        .where(
            Webinar.series_id == series.id,
            Registration.category.in_(OF_STATES),
            Registration.cancelled_at.is_(None),
            Registration.approval != Approval.REJECTED,
            Registration.state_code.is_not(None),
        )
        .distinct()
    )
    return frozenset(code for code in db.scalars(found) if code)
