"""Wall times and instants: what a clock shows, and when that is.

The rules of the zones come from the pinned tzdata package, never from the
files of the machine, so that the version recorded beside a time is the one
that was used.
"""

import functools
import importlib.metadata
import zoneinfo
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_

zoneinfo.reset_tzpath(())
TZDATA_VERSION = importlib.metadata.version("tzdata")


class NoSuchTime(BadInput):
    message = N_(
        "Clocks in %(zone)s skip %(wall)s or show it twice on that day. Choose another hour."
    )


class UnknownZone(BadInput):
    message = N_("“%(zone)s” is not a time zone. Write it as in Africa/Nairobi.")


@functools.cache
def zone_names() -> frozenset[str]:
    """Return the IANA names of all zones that the pinned tz data know."""
    return frozenset(zoneinfo.available_timezones()) - {"localtime", "posixrules", "Factory"}


def zone_of(name: str) -> ZoneInfo:
    """Return the zone called `name`.

    Raises:
        UnknownZone: the tz data do not know it.
    """
    if name not in zone_names():
        raise UnknownZone(zone=name[:60])
    return ZoneInfo(name)


def instant_of(wall: datetime, zone: str) -> datetime:
    """Return the UTC instant at which clocks in `zone` show `wall`.

    Args:
        wall: the announced time, naive, as on a clock in the room.
        zone: an IANA name, such as `Europe/Zurich`.

    Raises:
        NoSuchTime: the clocks skip that time, or show it twice (IANA tz database).
        UnknownZone: the tz data do not know the zone.
    """
    here = zone_of(zone)
    first = wall.replace(tzinfo=here, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=here, fold=1).astimezone(UTC)
    if first != second:
        raise NoSuchTime(zone=zone, wall=f"{wall:%Y-%m-%d %H:%M}")
    return first


def wall_of(instant: datetime, zone: str) -> datetime:
    """Return, without a zone, what clocks in `zone` show at `instant`."""
    return instant.astimezone(zone_of(zone)).replace(tzinfo=None)
