"""What an officer writes of a sitting's room at a provider."""

from typing import ClassVar

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.live.models import ProviderRoom, RoomAccount
from webinars.live.operations.using import NumberNeeded, RoomSaid
from webinars.live.rules.capabilities import CAPABILITIES
from webinars.programme.operations.refusals import BadLink
from webinars.web.forms import Form, Paragraph, TextLine

LTR = {"dir": "ltr"}
ORDER = ("link", "meeting_id", "passcode", "dial_in", "notes")


class RoomSaidForm(Form):
    """Of a room that is made for us: only what we add to it."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {}

    dial_in = Paragraph(
        N_("By telephone"),
        hint=N_("Numbers and codes, one a line. Pages say that one can telephone."),
        needed=False,
        attributes=LTR,
    )
    notes = Paragraph(
        N_("Notes for those who join"), hint=N_("The join page shows them."), needed=False
    )

    @property
    def shown(self) -> list[str]:
        """Return the names of the fields in the order in which the page asks them."""
        return [name for name in ORDER if name in self]

    def said(self) -> RoomSaid:
        def told(name: str) -> str:
            return str(self[name].data or "") if name in self else ""

        return RoomSaid(**{name: told(name) for name in ORDER})


class _LinkForm(RoomSaidForm):
    """Of a meeting that was made with the provider by hand."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {
        BadLink: "link",
        NumberNeeded: "meeting_id",
    }

    link = TextLine(
        N_("Link of the live room"),
        longest=1000,
        attributes={"dir": "ltr", "type": "url"},
        missing=N_("Write the whole link of the live room, beginning with https://."),
    )
    meeting_id = TextLine(
        N_("Number of the meeting"),
        hint=N_("As the provider shows it. What it reports names this number."),
        longest=100,
        attributes=LTR,
        needed=False,
    )
    passcode = TextLine(N_("Passcode"), longest=64, needed=False, attributes=LTR)


def room_form(account: RoomAccount) -> type[RoomSaidForm]:
    return RoomSaidForm if CAPABILITIES[account.provider].create else _LinkForm


def known_of(room: ProviderRoom | None) -> dict[str, object]:
    """Return what stands in the form of a sitting that has a room with this account."""
    if room is None or room.live_room is None:
        return {}
    live_room = room.live_room
    said = {name: getattr(live_room, name) for name in ("link", "passcode", "dial_in", "notes")}
    return said | {"meeting_id": room.meeting_id}
