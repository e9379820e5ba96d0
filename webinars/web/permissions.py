"""What a signed-in person may do. Which role holds which is said in `accounts.permissions`."""

import enum


class Permission(enum.StrEnum):
    SCHEDULE = "schedule"
    """Plan, announce, reschedule and cancel webinars; work with their registrations and files."""
    EVALUATE = "evaluate"
    """Read figures and evidence, and take them away."""
    REPRESENT = "represent"
    """Handle the delegation of one's own State."""
    COORDINATE = "coordinate"
    """See the coverage of one's own regional group."""
    ADMINISTER = "administer"
    """Accounts, roles, reference data, letters and jobs that failed."""
    SIGN_IN = "sign-in"
    """Have an account that is open."""
