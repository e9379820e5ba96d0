"""What the rooms know of a webinar, as the Secretariat's pages judge it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from webinars.attendance.models import BY_HAND, AttendanceImport, ImportState
from webinars.programme.models import Appearance, Sitting, Webinar
from webinars.recordings.models import Recording
from webinars.registrations.rules import Seats

WAITING = frozenset({ImportState.ASKING, ImportState.READ})
"""States of a file that somebody has to deal with."""


@dataclass(frozen=True)
class Evidence:
    """A webinar, and what the rooms know of it. By sitting: keyed by the sitting's id."""

    webinar: Webinar
    sittings: tuple[Sitting, ...]
    """Those that are not cancelled, by time."""
    with_room: frozenset[int]
    held: frozenset[int]
    """Sittings whose actual start and end are recorded."""
    imports: Mapping[int, Sequence[AttendanceImport]]
    """Readings of attendance files that count or wait, and records by hand, the newest first."""
    recordings: Mapping[int, Recording]
    seats: Mapping[int, Seats]
    appearances: tuple[Appearance, ...]
    """Those who have not declined."""
    registered: int
    invited: int
    responded: int
    asked_until: datetime | None = None
    """Until when the last questionnaire can be answered. None: nobody was asked."""
    agenda_minutes: int = 0
    rehearsed: bool = False
    """Whether a rehearsal is set, or was held."""
    wishes: int = 0
    """Languages and needs about which nobody has decided."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Names of accounts by the gap that they close; under the empty name, all the others."""

    def signed(self, sitting: Sitting) -> bool:
        """Say whether it is known who came: one record by hand says it of one person.

        Where there was no live room there is no file, and what is recorded by hand is all.
        """
        found = self.imports.get(sitting.id, ())
        files = (one for one in found if one.provider != BY_HAND)
        if any(one.state is ImportState.SIGNED for one in files):
            return True
        return sitting.id not in self.with_room and self.by_hand(sitting) > 0

    def by_hand(self, sitting: Sitting) -> int:
        """Return how many records by hand there are."""
        return sum(one.provider == BY_HAND for one in self.imports.get(sitting.id, ()))

    def unsigned(self, sitting: Sitting) -> list[AttendanceImport]:
        return [one for one in self.imports.get(sitting.id, ()) if one.state in WAITING]
