"""A form that notices that somebody else changed meanwhile what it was filled from."""

import hashlib
from collections.abc import Mapping

from webinars.kernel.refusals import ChangedMeanwhile
from webinars.kernel.text import N_
from webinars.web.forms.fields import TextLine
from webinars.web.forms.form import Form


class WatchedForm(Form):
    """A form of something that is there already; `watched(said)` fills it.

    Two people who open the same page do not undo each other's work unseen: the
    page sends along by what it was filled, and who saves second is asked to compare.
    """

    seen = TextLine(N_("Last change"), needed=False)
    """Sent hidden. Left out, nothing is compared."""

    def refuse_changed(self, said: Mapping[str, object]) -> None:
        """Compare what the page was filled with and what stands there now.

        Who then sends it once more has looked, and is not refused again.

        Raises:
            ChangedMeanwhile: they differ.
        """
        before, now = self.seen.written, _print_of(said)
        self.seen.raw_data = [now]
        if before and before != now:
            raise ChangedMeanwhile


def watched(said: Mapping[str, object]) -> dict[str, object]:
    """Return what fills a `WatchedForm`, and a print of it."""
    return {**said, "seen": _print_of(said)}


def _print_of(said: Mapping[str, object]) -> str:
    told = sorted((name, _plain(value)) for name, value in said.items())
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """Return a list in one order, whichever the database gave it in, and all else in words."""
    return sorted(map(str, value)) if isinstance(value, list) else str(value)
