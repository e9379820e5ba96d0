"""Those who were invited: how many stand how, and one page of their lines."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webinars.kernel.text import N_
from webinars.registrations.queries.invitees import Invited
from webinars.registrations.rules.inviting import Answer
from webinars.web.paging import Pages

SIZE = 100

ANSWERS: Mapping[Answer, str] = {
    Answer.REGISTERED: N_("registered"),
    Answer.CANCELLED: N_("registered, then cancelled"),
    Answer.DECLINED: N_("wants no invitations"),
    Answer.RETURNED: N_("the letter came back"),
    Answer.HANDED: N_("letter handed over, no answer yet"),
    Answer.UNSENT: N_("the letter was not sent: it would have been of no use"),
    Answer.WAITING: N_("the letter waits"),
}
"""English ids."""


@dataclass(frozen=True)
class InvitedSight:
    counts: Sequence[tuple[Answer, int]]
    """How many stand so, in the order of `ANSWERS`."""
    lines: Sequence[Invited]
    pages: Pages


def invited_sight(rows: Sequence[Invited], *, page: int) -> InvitedSight:
    counted = Counter(row.answer for row in rows)
    counts = [(answer, counted[answer]) for answer in ANSWERS if counted[answer]]
    pages = Pages(min(page, max(1, -(-len(rows) // SIZE))), len(rows), SIZE)
    begin = (pages.page - 1) * SIZE
    return InvitedSight(counts, rows[begin : begin + SIZE], pages)
