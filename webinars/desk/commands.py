"""`flask programme slots`: which hours of a day serve whom; of the desk, as it asks two rooms."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import click
from flask.cli import with_appcontext

from webinars.database import Db
from webinars.database.unit import reading
from webinars.desk.queries.slots import Planned, plan_hours
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.zones import wall_of
from webinars.programme.models import Series
from webinars.programme.queries import find_series, present_series
from webinars.programme.rules.slots import (
    GENEVA,
    WORKING_DAY,
    Hours,
    Members,
    Plan,
    Weight,
    Wish,
    start_of,
)
from webinars.states.queries import capitals
from webinars.web.requests import house

SPAN = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


class HoursType(click.ParamType[Hours]):
    """Two clock times, as in 08:00-18:00."""

    name = "HH:MM-HH:MM"

    def convert(
        self, value: str | Hours, param: click.Parameter | None, ctx: click.Context | None
    ) -> Hours:
        if isinstance(value, Hours):
            return value
        found = SPAN.fullmatch(value)
        if found is None:
            self.fail(f"“{value}” is not a span of hours, such as 08:00-18:00.", param, ctx)
        first, second, third, fourth = map(int, found.groups())
        return Hours(first * 60 + second, third * 60 + fourth)


@click.command("slots")
@click.option("--date", "day", required=True, type=click.DateTime(formats=["%Y-%m-%d"]))
@click.option("--minutes", type=int, default=90, show_default=True, help="Length of a sitting.")
@click.option("--sittings", type=int, default=1, show_default=True, help="One to three.")
@click.option(
    "--working-day", type=HoursType(), default=WORKING_DAY, help="08:00-18:00 if left out."
)
@click.option("--host", type=HoursType(), help="Each sitting lies between these hours in Geneva.")
@click.option(
    "--weight",
    type=click.Choice([weight.value for weight in Weight]),
    default=Weight.ALL.value,
    show_default=True,
)
@click.option("--series", "slug", help="Whose registrations the weight counts; the present one.")
@click.option("--best", type=click.IntRange(min=1), default=10, show_default=True)
@click.option("--all", "every", is_flag=True, help="Print every plan.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def slots(
    *,
    day: datetime,
    minutes: int,
    sittings: int,
    working_day: Hours,
    host: Hours | None,
    weight: str,
    slug: str | None,
    best: int,
    every: bool,
    as_json: bool,
) -> None:
    """Print the hours of a UTC date that serve most members, the best first."""
    wish = Wish(day.date(), minutes, sittings, working_day, host)
    try:
        planned = _planned(wish, Weight(weight), slug)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    members = planned.members
    shown = planned.plans if every else planned.plans[:best]
    if as_json:
        click.echo(json.dumps(_told(members, wish, shown), indent=1))
        return
    for plan in shown:
        for line in _lines(members, wish.day, plan):
            click.echo(line)


def _planned(wish: Wish, weight: Weight, slug: str | None) -> Planned:
    with reading(house().engine) as db:
        series = _series(db, slug) if weight is not Weight.ALL else None
        here = capitals(db, language=Language.ENGLISH, on=wish.day)
        return plan_hours(db, wish=wish, weight=weight, series=series, capitals=here)


def _series(db: Db, slug: str | None) -> Series | None:
    if slug is None:
        return present_series(db, now=house().clock(), unpublished=True)
    found = find_series(db, slug=slug)
    if found is None:
        raise click.ClickException(f"There is no series at the address “{slug}”.")
    return found


def _told(members: Members, wish: Wish, plans: Iterable[Plan]) -> dict[str, object]:
    return {
        "date": f"{wish.day}",
        "minutes": wish.minutes,
        "plans": [
            {
                "starts": [_instant(wish.day, place) for place in plan.places],
                "served": members.named(plan.served),
                "unserved": members.named(plan.unserved),
                "by_group": {
                    group.value: [(plan.served & bits).bit_count(), bits.bit_count()]
                    for group, bits in members.groups.items()
                },
            }
            for plan in plans
        ],
    }


def _lines(members: Members, day: date, plan: Plan) -> Iterator[str]:
    starts = " ".join(_instant(day, place) for place in plan.places)
    here = " ".join(f"{wall_of(start_of(day, place), GENEVA):%H:%M}" for place in plan.places)
    yield f"{starts}  {here} in Geneva  {plan.served.bit_count()} of {len(members)}"
    counted = (
        f"{name.value} {(plan.served & bits).bit_count()}/{bits.bit_count()}"
        for name, bits in (*members.groups.items(), *members.categories.items())
    )
    yield f"  {'  '.join(counted)}"
    if plan.unserved:
        yield f"  not served: {' '.join(members.named(plan.unserved))}"


def _instant(day: date, place: int) -> str:
    return f"{start_of(day, place):%Y-%m-%dT%H:%M:%SZ}"
