"""What every adapter offers. One that cannot do something says so by its declared capabilities.

Links are minted or read here without any call; everything else calls the
provider, and is only called by jobs.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from webinars.live.rules.credentials import Credentials, Guest, Health, Meeting, Recorded, Status
from webinars.live.rules.happenings import Challenge, Happening, Move, Rejected

Reference = Mapping[str, Any]


class Adapter(Protocol):
    """The one way to a provider."""

    def check(self, creds: Credentials, *, now: datetime) -> Health:
        """Call the provider to see whether address, secret and clock are right."""

    def ensure(self, creds: Credentials, *, meeting: Meeting) -> dict[str, Any]:
        """Make the meeting, or find it made; return what to remember of this run."""

    def end(self, creds: Credentials, *, meeting_id: str, reference: Reference) -> None:
        """End the meeting for everybody."""

    def status(self, creds: Credentials, *, meeting_id: str) -> Status:
        """Say whether it runs, and how many are there."""

    def recorded(self, creds: Credentials, *, meeting_id: str, room: str) -> Iterable[Recorded]:
        """List the files that the provider keeps of it, captions included."""

    def attendance(self, creds: Credentials, *, meeting_id: str) -> Iterable[Move]:
        """Return who was there by the provider's own report, of all runs."""

    def link(
        self,
        creds: Credentials,
        *,
        meeting_id: str,
        reference: Reference,
        guest: Guest,
        now: datetime,
    ) -> str:
        """Mint a short-lived link for one person. No call."""

    def fetch_headers(self, creds: Credentials, *, now: datetime) -> Mapping[str, str]:
        """Return what a download of a recording must send along."""

    def heard(
        self, creds: Credentials, *, headers: Mapping[str, str], raw: bytes, now: datetime
    ) -> Happening | Challenge:
        """Check what came to our hook, over its raw bytes, before anything is read from it.

        Raises:
            Rejected: it is not believed.
        """

    def moves(self, happening_kind: str, body: Mapping[str, Any], run: str) -> list[Move]:
        """Return who came and left according to a message that was believed."""


class Missing:
    """Answers for what a provider does not offer: nothing is made, nothing is told."""

    def check(self, creds: Credentials, *, now: datetime) -> Health:
        return Health(None, "")

    def ensure(self, creds: Credentials, *, meeting: Meeting) -> dict[str, Any]:
        """Make nothing: the officer wrote the meeting's number and link, or nobody need make it."""
        return {}

    def end(self, creds: Credentials, *, meeting_id: str, reference: Reference) -> None:
        """Do nothing: the meeting ends when everybody has left."""

    def status(self, creds: Credentials, *, meeting_id: str) -> Status:
        return Status(running=True, present=None, began_at=None, ended_at=None)

    def recorded(self, creds: Credentials, *, meeting_id: str, room: str) -> Iterable[Recorded]:
        return ()

    def attendance(self, creds: Credentials, *, meeting_id: str) -> Iterable[Move]:
        return ()

    def link(
        self,
        creds: Credentials,
        *,
        meeting_id: str,
        reference: Reference,
        guest: Guest,
        now: datetime,
    ) -> str:
        """Return the one link that the officer wrote: a personal one cannot be minted."""
        return str(reference.get("link", ""))

    def fetch_headers(self, creds: Credentials, *, now: datetime) -> Mapping[str, str]:
        return {}

    def heard(
        self, creds: Credentials, *, headers: Mapping[str, str], raw: bytes, now: datetime
    ) -> Happening | Challenge:
        raise Rejected("unexpected")

    def moves(self, happening_kind: str, body: Mapping[str, Any], run: str) -> list[Move]:
        return []
