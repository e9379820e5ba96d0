"""Planning several months of a series at once, each with a webinar and its sittings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webinars.database import Db
from webinars.kernel.refusals import Refusal
from webinars.programme.models import Series, Webinar
from webinars.programme.operations.facts import SittingFacts, Slot, WebinarFacts, WebinarWords
from webinars.programme.operations.sittings import add_sitting
from webinars.programme.operations.webinars import plan_webinar


@dataclass(frozen=True, kw_only=True)
class MonthDraft:
    """What is planned for one month."""

    month: date
    """First day of it."""
    words: WebinarWords
    slots: tuple[Slot, ...]
    """When it is held: twin sittings are several."""


class MonthRefused(Refusal):
    """What stands in the way of one of the months; nothing is planned."""

    def __init__(self, month: date, cause: Refusal) -> None:
        super().__init__(cause.message, **cause.values)
        self.month = month


def plan_months(
    db: Db, *, series: Series, months: Sequence[MonthDraft], by: str, now: datetime
) -> list[Webinar]:
    """Plan a webinar with its sittings for each of `months`, all as drafts.

    Raises:
        MonthRefused: of one of them, whatever `plan_webinar` or `add_sitting` refuse.
    """
    return [_plan(db, series, month, by=by, now=now) for month in months]


def _plan(db: Db, series: Series, month: MonthDraft, *, by: str, now: datetime) -> Webinar:
    try:
        facts = WebinarFacts(planned_month=month.month)
        webinar = plan_webinar(db, series=series, facts=facts, words=month.words, by=by, now=now)
        for slot in month.slots:
            add_sitting(db, webinar=webinar, slot=slot, facts=SittingFacts(), by=by, now=now)
    except Refusal as refusal:
        raise MonthRefused(month.month, refusal) from refusal
    return webinar
