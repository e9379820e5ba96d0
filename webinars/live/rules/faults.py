"""What can go wrong between us and a live room. No text of the provider is ever in one."""

from datetime import timedelta

from webinars.kernel.text import N_


class RoomFault(Exception):
    """A call that a live room did not do. `sentence` is for the Secretariat."""

    sentence: str = N_("The room did not do what was asked.")
    passing: bool = False
    """Whether the same call may succeed a little later."""

    def __init__(self, *, after: timedelta | None = None) -> None:
        self.after = after
        """How long the room asked us to wait."""
        super().__init__(type(self).__name__)


class NotAllowed(RoomFault):
    sentence = N_("We may not call the room's address. An administrator has to look at it.")


class AuthRefused(RoomFault):
    sentence = N_("The room does not accept our secret. An administrator has to enter it anew.")


class OverQuota(RoomFault):
    sentence = N_("The room asks us to call less often. We try again by ourselves.")
    passing = True


class NotThere(RoomFault):
    sentence = N_("The room knows no such meeting.")


class Conflicting(RoomFault):
    sentence = N_("The room already has another meeting of this name.")


class Invalid(RoomFault):
    sentence = N_("The room did not understand us, or its answer cannot be understood.")


class Changed(Invalid):
    """The file is another one than that of which a part was read."""


class Away(RoomFault):
    sentence = N_("The room does not answer, or answers with an error. We try again by ourselves.")
    passing = True


FAULTS: dict[str, type[RoomFault]] = {
    fault.__name__: fault
    for fault in (
        NotAllowed,
        AuthRefused,
        OverQuota,
        NotThere,
        Conflicting,
        Invalid,
        Away,
        RoomFault,
    )
}
"""By the name under which a job keeps them."""
