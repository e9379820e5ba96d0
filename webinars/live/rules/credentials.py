"""An account as an adapter is given it: opened, and with the addresses that it may call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from webinars.live.models import Provider
from webinars.live.rules.hosts import Allowed


@dataclass(frozen=True)
class Credentials:
    """Never printed: neither secrets nor the older ones show in its representation."""

    key: str
    """Public id of the account."""
    provider: Provider
    address: str
    facts: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False)
    allowed: Allowed
    older: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The secrets before, while reports signed with them are still believed."""

    def both(self, name: str) -> list[str]:
        """Return the secret called `name`, and the one before it, where there are."""
        found = (self.secrets.get(name, ""), self.older.get(name, ""))
        return [one for one in found if one]


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting to be made, in words for the provider."""

    meeting_id: str
    title: str
    minutes: int
    """From now until the sitting is over, and some more."""
    hook: str
    """Address to which the room reports about this meeting alone."""
    home: str
    """Page to which people come back."""
    room: str
    """Public id of our row, by which its recordings are found."""


Role = Literal["viewer", "moderator"]


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody who is let in."""

    key: str
    """Public id of the registration or appearance: all that the room learns besides the name."""
    name: str
    role: Role
    sound_only: bool = False


class Health(NamedTuple):
    """What a check of an account found."""

    skew: timedelta | None
    """How far the provider's clock is ahead of ours; None: it does not tell."""
    note: str
    """The provider's version, if it says one."""


class Status(NamedTuple):
    """How a meeting stands with the provider."""

    running: bool
    present: int | None
    began_at: datetime | None
    ended_at: datetime | None


class Recorded(NamedTuple):
    """One file of a recording."""

    record_id: str
    kind: str
    link: str
    size: int | None
    is_file: bool
