"""The desk of interpretation and accommodation: what is asked, since when, and what is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webinars.desk.queries.wishes import Wishes
from webinars.kernel.zones import wall_of
from webinars.programme.models import PromisedPart, Webinar
from webinars.programme.rules import promised
from webinars.registrations.models import Arrangement, ArrangementState, Registration

WEEKS = 8
"""Columns of the trend: the last of them is this week."""


@dataclass(frozen=True)
class Done:
    """What is done about a wish."""

    state: ArrangementState
    owner_id: int | None
    owner: str
    answer: str
    decided_at: datetime | None


@dataclass(frozen=True)
class LanguageWish:
    language: str
    count: int
    promised: bool
    """Whether interpretation into it is promised."""
    weeks: tuple[int, ...]
    """How many had asked by the end of each week of the trend."""
    done: Done


@dataclass(frozen=True)
class NeedWish:
    public_id: str
    name: str
    organisation: str
    needs: str
    asked_at: datetime
    done: Done


@dataclass(frozen=True)
class WishesSight:
    weeks: tuple[date, ...]
    """Last days of the weeks of the trend, Sundays in the series' zone."""
    languages: tuple[LanguageWish, ...]
    """The most wanted first; promised ones that nobody wants too."""
    needs: tuple[NeedWish, ...]
    need_weeks: tuple[int, ...]
    """How many had asked for help by the end of each week."""


def wishes_sight(webinar: Webinar, wishes: Wishes, *, now: datetime) -> WishesSight:
    weeks = weeks_until(wall_of(now, webinar.series.zone).date())
    heard = promised(webinar, PromisedPart.INTERPRETATION)
    codes = [*wishes.asked, *(code for code in heard if code not in wishes.asked)]
    rows = [_language(code, wishes, weeks, is_promised=code in heard) for code in codes]
    asked = [wall_of(one.registered_at, webinar.series.zone).date() for one in wishes.needs]
    return WishesSight(
        weeks=weeks,
        languages=tuple(sorted(rows, key=lambda row: (-row.count, row.language))),
        needs=tuple(_need(one, wishes) for one in wishes.needs),
        need_weeks=trend(asked, weeks),
    )


def weeks_until(today: date) -> tuple[date, ...]:
    """Return the last days of the weeks of the trend: Sundays, this week's last."""
    sunday = today + timedelta(days=6 - today.weekday())
    return tuple(sunday - timedelta(weeks=back) for back in reversed(range(WEEKS)))


def trend(days: Sequence[date], weeks: Sequence[date]) -> tuple[int, ...]:
    """Return how many of `days` lie at or before the end of each week."""
    return tuple(sum(day <= week for day in days) for week in weeks)


def _language(
    code: str, wishes: Wishes, weeks: Sequence[date], *, is_promised: bool
) -> LanguageWish:
    days = wishes.asked.get(code, ())
    done = _done(wishes.by_language.get(code), wishes)
    return LanguageWish(code, len(days), is_promised, trend(days, weeks), done)


def _need(row: Registration, wishes: Wishes) -> NeedWish:
    return NeedWish(
        public_id=row.public_id,
        name=row.person.name,
        organisation=row.organisation,
        needs=row.needs,
        asked_at=row.registered_at,
        done=_done(wishes.by_registration.get(row.id), wishes),
    )


def _done(row: Arrangement | None, wishes: Wishes) -> Done:
    if row is None:
        return Done(ArrangementState.OPEN, None, "", "", None)
    owner = wishes.owners.get(row.owner_id or 0, "")
    return Done(row.state, row.owner_id, owner, row.answer, row.decided_at)
