"""What waits for the Secretariat, since no focal point may decide it."""

from datetime import date

from sqlalchemy import func, select

from webinars.accounts.queries import states_with_focal_point
from webinars.database import Db
from webinars.registrations.models import Approval, Registration


def pending_without_focal_point(db: Db, *, on: date) -> dict[str, int]:
    """Return how many await approval in each State that has no focal point on the day `on`.

    A term that ends hands its requests over by itself: nothing is moved.
    """
    rows = db.execute(
        select(Registration.state_code, func.count())
        .where(Registration.approval == Approval.PENDING, Registration.cancelled_at.is_(None))
        .where(Registration.state_code.is_not(None))
        .group_by(Registration.state_code)
        .order_by(Registration.state_code)
    ).all()
    looked_after = states_with_focal_point(db, on=on)
    return {str(code): count for code, count in rows if code not in looked_after}
