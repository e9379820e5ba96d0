"""What came of each person of a file, one a line: for whoever checks a reading in a spreadsheet."""

from collections.abc import Iterator
from typing import NamedTuple

from webinars.attendance.queries.reconciliation import Reconciliation, Seen


class PersonOutcome(NamedTuple):
    """All connections of one address and name, and as whom they count."""

    row: int
    name: str
    address: str
    connections: int
    first_joined_at: str
    minutes: str
    """Inside the live window, to the hundredth."""
    open_end: str
    """`yes`: the room saw no leave, and the end of the window stands in."""
    outcome: str
    """`matched`, `walk-in`, `set-apart` or `staff`."""
    how: str
    """`email`, `token`, `alias` or `hand`, where matched."""
    registered_name: str
    registered_address: str


def outcomes_of(compared: Reconciliation) -> Iterator[PersonOutcome]:
    """Yield everybody in the file: the matched, then walk-ins, those set apart, and staff."""
    lists = {
        "matched": compared.matched,
        "walk-in": compared.queue,
        "set-apart": compared.apart,
        "staff": compared.staff,
    }
    for outcome, people in lists.items():
        for one in people.plainly():
            yield _told(one, outcome)


def _told(one: Seen, outcome: str) -> PersonOutcome:
    known = one.person
    return PersonOutcome(
        row=one.row,
        name=one.name,
        address=one.email,
        connections=one.connections,
        first_joined_at=f"{one.joined_at:%Y-%m-%dT%H:%M:%SZ}",
        minutes=f"{float(one.minutes):.2f}",
        open_end="yes" if one.was_open else "no",
        outcome=outcome,
        how=one.match.how.value if known and one.match else "",
        registered_name=known.name if known else "",
        registered_address=known.address if known else "",
    )
