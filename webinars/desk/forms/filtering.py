"""What the Secretariat's list is narrowed by. Asked by GET: a filter is an address."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from webinars.kernel.languages import OWN_NAMES
from webinars.kernel.text import N_
from webinars.registrations.models import Approval, PlaceState, Source
from webinars.registrations.rules import CATEGORIES
from webinars.states.rules import GROUP_NAMES
from webinars.web.forms import Choice, Form, Pick, TextLine, choices

ALL = N_("All")
LATE = "late"

PLACES = {
    PlaceState.CONFIRMED: N_("place confirmed"),
    PlaceState.WAITING: N_("in the queue"),
    PlaceState.OFFERED: N_("place offered"),
    PlaceState.RELEASED: N_("no place"),
}
APPROVALS = {
    Approval.PENDING: N_("awaiting approval"),
    Approval.APPROVED: N_("approved"),
    Approval.REJECTED: N_("rejected"),
    Approval.NOT_ASKED: N_("not asked"),
}
SOURCES = {
    Source.SELF: N_("registered by the person"),
    Source.FOCAL_POINT: N_("registered by the focal point"),
    Source.SECRETARIAT: N_("registered by the Secretariat"),
    Source.ENROLMENT: N_("registered for the whole series"),
    LATE: N_("after the start"),
}


def listed(label: str, pairs: Iterable[tuple[str, str]] = ()) -> Pick:
    known = choices(pairs)
    return Pick(label, choices=known, as_list=True, blank=ALL, needed=False)


class FilterForm(Form):
    """Each left open is every one."""

    webinar = listed(N_("Webinar"))
    sitting = listed(N_("Sitting"))
    state = listed(N_("State"))
    group = listed(N_("Regional group"), GROUP_NAMES.items())
    category = listed(N_("Comes for"), CATEGORIES.items())
    approval = listed(N_("Approval"), APPROVALS.items())
    place = listed(N_("Place"), PLACES.items())
    language = listed(N_("Language"))
    source = listed(N_("Registered by"), SOURCES.items())
    needs = listed(N_("Needs"), [("yes", N_("said what would help"))])
    further = listed(N_("Further questions"), [("open", N_("still to complete"))])
    text = TextLine(N_("Name, address or organisation"), needed=False, longest=100)

    def prepare(
        self,
        *,
        webinars: Sequence[tuple[str, str]],
        sittings: Sequence[tuple[str, str]],
        states: Sequence[tuple[str, str]],
    ) -> None:
        """Offer these, each a value and its words; what was asked and is none counts as open."""
        self.webinar.choices = choices(webinars)
        self.sitting.choices = choices(sittings)
        self.state.choices = choices(states)
        self.language.choices = [Choice(code, name, lang=code) for code, name in OWN_NAMES.items()]
        for asked in self:
            if isinstance(asked, Pick) and asked.data not in {one.value for one in asked.choices}:
                asked.data, asked.raw_data = None, None

    @property
    def is_narrowed(self) -> bool:
        return any(asked.data for asked in self)

    def address(self) -> str:
        """Return the query of the address that asks the same."""
        return urlencode({asked.name: asked.data for asked in self if asked.data})
