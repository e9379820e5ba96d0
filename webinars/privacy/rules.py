"""What the steps of a closing are called."""

from webinars.kernel.text import N_
from webinars.privacy.models import ClosureKind, Step

KINDS: dict[str, str] = {
    ClosureKind.PURGE: N_("Purge of names"),
    ClosureKind.CLOSE: N_("Closing for good"),
}

STEPS: dict[str, str] = {
    Step.ASKED: N_("asked for"),
    Step.SEALING: N_("being sealed"),
    Step.EXPORTING: N_("being exported"),
    Step.REDIRECTING: N_("being redirected"),
    Step.PURGING: N_("being purged"),
    Step.DONE: N_("done"),
    Step.REFUSED: N_("refused"),
}
