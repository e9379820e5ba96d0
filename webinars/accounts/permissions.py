"""Which role may do what, and when a grant holds. Pure."""

from collections.abc import Iterable
from datetime import date

from webinars.accounts.models import Grant, Role
from webinars.web.permissions import Permission

MAY: dict[Role, frozenset[Permission]] = {
    Role.SECRETARIAT: frozenset({Permission.SCHEDULE}),
    Role.EVALUATOR: frozenset({Permission.EVALUATE}),
    Role.FOCAL_POINT: frozenset({Permission.REPRESENT}),
    Role.COORDINATOR: frozenset({Permission.COORDINATE}),
    Role.ADMINISTRATOR: frozenset({Permission.ADMINISTER}),
}


def holds(grant: Grant, on: date) -> bool:
    """Say whether `grant` is in force on the day `on` (UTC), its last day included."""
    begun = grant.starts_on <= on
    over = grant.ends_on is not None and grant.ends_on < on
    return begun and not over and grant.ended_at is None


def roles_of(grants: Iterable[Grant], on: date) -> frozenset[Role]:
    return frozenset(grant.role for grant in grants if holds(grant, on))


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return all that `roles` allow together, and that an open account may sign in."""
    return frozenset({Permission.SIGN_IN}).union(*(MAY[role] for role in roles))
