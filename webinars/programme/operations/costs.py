"""What a webinar, or the series as a whole, costs."""

from datetime import datetime
from decimal import Decimal

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.text import clean_line
from webinars.programme.models import CostLine, Series, Webinar
from webinars.programme.operations.facts import Cost
from webinars.programme.operations.refusals import NoAmount, NoLabel

CENT = Decimal("0.01")
MOST = Decimal(1_000_000_000)


def record_cost(
    db: Db, *, series: Series, webinar: Webinar | None, cost: Cost, by: str, now: datetime
) -> CostLine:
    """Add a line in Swiss francs; without `webinar`, of the series. A correction is a new line.

    Raises:
        NoLabel, NoAmount: nothing to say, or no amount of whole centimes.
    """
    label = clean_line(cost.label)
    if not label:
        raise NoLabel
    line = CostLine(
        series_id=series.id,
        webinar_id=webinar.id if webinar else None,
        kind=cost.kind,
        label=label,
        amount=_amount(cost.amount),
        recorded_at=now,
        recorded_by=by,
    )
    db.add(line)
    db.flush()
    detail = {"label": label, "amount": str(line.amount), "kind": str(cost.kind)}
    subject = (webinar or series).public_id
    record(db, kind="programme.record_cost", actor=by, subject=subject, now=now, detail=detail)
    return line


def _amount(amount: Decimal) -> Decimal:
    known = amount.is_finite() and abs(amount) < MOST and amount != 0
    if not known or amount != amount.quantize(CENT):
        raise NoAmount
    return amount.quantize(CENT)
