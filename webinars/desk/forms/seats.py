"""How a sitting gives its places, in plain words; and what is done to its queue by hand."""

from typing import ClassVar

from webinars.desk.forms.changing import MendedForm
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.operations.refusals import NoReason
from webinars.registrations.models import SeatRules, Way
from webinars.registrations.operations import SeatFacts
from webinars.registrations.operations.declaring import (
    DrawPassed,
    FlowsBackBeforeDraw,
    TooMuchKept,
)
from webinars.web.forms import Choice, Form, Paragraph, Pick, WholeNumber

MOST_HOURS = 24 * 60
HOURS = N_("Hours before the start.")


class SeatsForm(MendedForm):
    """Every figure of a sitting's settings."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {
        NoReason: "reason",
        TooMuchKept: "guarantee",
        DrawPassed: "draw_hours",
        FlowsBackBeforeDraw: "draw_hours",
    }

    way = Pick(
        N_("How places are given"),
        choices=[
            Choice(
                Way.AT_ONCE,
                N_("At once"),
                hint=N_("A place is confirmed while any is free beyond what is kept."),
            ),
            Choice(
                Way.DRAW,
                N_("By draw"),
                hint=N_("All wait until the moment below; then one draw decides."),
            ),
        ],
    )
    draw_hours = WholeNumber(N_("The draw is held"), hint=HOURS, most=MOST_HOURS)
    guarantee = WholeNumber(N_("Places guaranteed to each member State"), most=100)
    guarantee_hours = WholeNumber(N_("Guarantees are kept until"), hint=HOURS, most=MOST_HOURS)
    reserve_ldc = WholeNumber(N_("Places reserved for least developed countries"))
    reserve_lldc = WholeNumber(N_("Places reserved for landlocked developing countries"))
    reserve_sids = WholeNumber(N_("Places reserved for small island developing States"))
    reserve_together = WholeNumber(N_("Places reserved for these three together"))
    reserve_hours = WholeNumber(N_("Reserves are kept until"), hint=HOURS, most=MOST_HOURS)
    observers_share = WholeNumber(N_("Places for observers"))
    observers_hours = WholeNumber(
        N_("The observers’ share is kept until"), hint=HOURS, most=MOST_HOURS
    )
    cutoff_hours = WholeNumber(N_("Nothing is offered any more from"), hint=HOURS, most=MOST_HOURS)
    reason = Paragraph(
        N_("Why"),
        hint=N_("Needed once registration is open. Everybody can read it."),
        needed=False,
        rows=2,
    )

    def facts(self) -> SeatFacts:
        names = [name for name in SeatFacts.__dataclass_fields__ if name != "way"]
        return SeatFacts(way=Way(self.way.value), **{name: self[name].data for name in names})


class QueueForm(Form):
    """Why something is done to the queue by hand."""

    reason = Paragraph(
        N_("Why"),
        hint=N_("It stands in the log, and the evaluator reads it."),
        rows=2,
        missing=N_("Write the reason."),
    )


def said_of_seats(rules: SeatRules | None) -> dict[str, object]:
    """Return what stands in the form before it is changed."""
    if rules is None:
        return vars(SeatFacts(Way.AT_ONCE)) | {"way": Way.AT_ONCE}
    return {name: getattr(rules, name) for name in SeatFacts.__dataclass_fields__}
