"""What each provider can do for us. Declared, not guessed: pages show only what stands here."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from webinars.kernel.text import N_
from webinars.live.models import Provider


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """As in the table of docs/reference/live-rooms.md, which a test compares with this."""

    name: str
    """The provider's own, in no language."""
    create: bool = False
    """We make its meetings, so that an officer copies no link."""
    cancel: bool = False
    personal_links: Literal["minted", "none"] = "none"
    attendance: Literal["callback", "webhook+api", "file", "none"] = "file"
    identity: Literal["external-id", "e-mail", "name"] = "e-mail"
    recordings: bool = False
    captions: bool = False
    counts_present: bool = False
    """It says how many are in the room, when asked."""
    asks_secret: bool = False
    retention_days: int | None = None
    """How long it keeps its own report, where that is known for every account."""

    @property
    def reports(self) -> bool:
        """Whether it tells by itself who was there."""
        return self.attendance in {"callback", "webhook+api"}


CAPABILITIES: dict[Provider, Capabilities] = {
    Provider.BIGBLUEBUTTON: Capabilities(
        name="BigBlueButton",
        create=True,
        cancel=True,
        personal_links="minted",
        attendance="callback",
        identity="external-id",
        recordings=True,
        captions=True,
        counts_present=True,
        asks_secret=True,
    ),
    Provider.JITSI: Capabilities(
        name="Jitsi",
        create=True,
        personal_links="minted",
        attendance="none",
        identity="external-id",
        asks_secret=True,
    ),
    Provider.ZOOM: Capabilities(
        name="Zoom", attendance="webhook+api", recordings=True, asks_secret=True
    ),
    Provider.TEAMS: Capabilities(name="Microsoft Teams", retention_days=365),
    Provider.WEBEX: Capabilities(name="Webex"),
    Provider.GOTO: Capabilities(name="GoTo Webinar"),
    Provider.MEET: Capabilities(name="Google Meet", identity="name"),
}

FETCH_BEFORE = timedelta(days=14)
"""So long before the provider deletes its report it is fetched, or somebody is told to."""

NOTED = {
    "external-id": N_("by our own mark, which the room gives back"),
    "e-mail": N_("by e-mail address"),
    "name": N_("by name only: somebody has to match each"),
}
"""How the room's report says who somebody is."""
