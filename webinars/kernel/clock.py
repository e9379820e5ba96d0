"""The clock: the only place that reads the time.

Models, rules, queries and operations never ask what time it is. They are told
`now`, so a test chooses the moment instead of patching the system.
"""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present instant in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251  (the one place that reads it)
