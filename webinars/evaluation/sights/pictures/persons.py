"""Persons: from registered to responded, how long they stayed, and when they registered."""

from collections.abc import Iterator
from itertools import accumulate

from webinars.evaluation.charts import Axis, Bar, bars, curve
from webinars.evaluation.sights.overview import DROP_OFF, STEPS, Stay
from webinars.evaluation.sights.pictures.sight import Seen, Sight
from webinars.kernel.text import N_

CONVERSION, LEAD_TIME = 1, 25


def populations(seen: Seen) -> Iterator[Sight]:
    """Yield bars a webinar: registered, expected, joined, attended, responded."""
    speech = seen.speech
    for number, one in enumerate(seen.overview.webinars, 1):
        counts = [(speech.say(words), getattr(one, name)) for name, words in STEPS.items()]
        yield Sight(
            f"steps-{number}",
            speech.say(N_("From registered to responded")),
            one.title,
            speech.say(
                N_(
                    "%(attended)s persons attended;"
                    " %(walkins)s of those who came were not expected."
                ),
                attended=speech.number(one.attended),
                walkins=speech.number(one.walk_in),
            ),
            bars([Bar(label, count, speech.number(count)) for label, count in counts]),
            (speech.say(N_("Population")), speech.say(N_("Persons"))),
            tuple((label, speech.number(count)) for label, count in counts),
            CONVERSION,
        )


def stays(seen: Seen) -> Iterator[Sight]:
    """Yield a curve a sitting: persons present by minute."""
    for number, stay in enumerate(seen.overview.stays, 1):
        yield from _stay(seen, number, stay)


def _stay(seen: Seen, number: int, stay: Stay) -> Iterator[Sight]:
    speech = seen.speech
    last = speech.say(N_("%(minutes)s min"), minutes=speech.number(stay.points[-1][0]))
    axis = Axis(speech.number(max(stay.peak, 1)), speech.number(0), last)
    drawn = curve(stay.points, axis)
    if drawn is None:
        return
    yield Sight(
        f"stay-{number}",
        speech.say(N_("How long people stayed")),
        stay.title,
        speech.say(
            N_("%(end)s of %(peak)s persons were still there in the last minute."),
            end=speech.number(stay.at_end),
            peak=speech.number(stay.peak),
        ),
        drawn,
        (speech.say(N_("Minute")), speech.say(N_("Present"))),
        tuple((speech.number(minute), speech.number(n)) for minute, n in stay.table),
        DROP_OFF,
    )


def build_up(seen: Seen) -> Iterator[Sight]:
    """Yield how registrations added up, day by day before the start, all webinars together."""
    speech = seen.speech
    of = {
        int(one["key"]): int(one["n"]) for one in seen.figures(LEAD_TIME, by="day", measure="day")
    }
    if not of:
        return
    days = range(max(*of, 1), -1, -1)
    so_far = list(accumulate(of.get(day, 0) for day in days))
    last_week = sum(n for day, n in of.items() if day < 7)
    axis = Axis(
        speech.number(so_far[-1]),
        speech.say(N_("%(days)s days before"), days=speech.number(days[0])),
        speech.say(N_("start")),
    )
    drawn = curve([(-day, n) for day, n in zip(days, so_far, strict=True)], axis)
    if drawn is None:
        return
    yield Sight(
        "build-up",
        speech.say(N_("When people registered")),
        speech.say(N_("All webinars together")),
        speech.say(
            N_(
                "%(n)s of %(d)s registrations, those cancelled later too, were made in the last"
                " week before the start."
            ),
            n=speech.number(last_week),
            d=speech.number(so_far[-1]),
        ),
        drawn,
        tuple(map(speech.say, (N_("Days before"), N_("On that day"), N_("So far")))),
        tuple(
            (speech.number(day), speech.number(of[day]), speech.number(n))
            for day, n in zip(days, so_far, strict=True)
            if day in of
        ),
        LEAD_TIME,
    )
