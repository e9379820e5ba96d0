"""From a provider's texts to connections in UTC and an outcome: one path for all providers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from webinars.attendance.imports import sentences
from webinars.attendance.imports.dates import (
    Decision,
    Instants,
    Readings,
    Window,
    decide,
    instant_said,
    is_near,
)
from webinars.attendance.imports.people import People
from webinars.attendance.imports.records import DateOrder, Extract, Outcome, Reading, Sentence
from webinars.kernel.zones import wall_of, zone_names


@dataclass(frozen=True)
class Options:
    """What the user has said about a file, and what is known of its session."""

    zone: str | None = None
    """IANA name of the zone of the provider's account."""
    planned: Window | None = None
    """When the session was to be, as instants."""
    date_order: DateOrder | None = None
    day_of: Window | None = None
    """Whose day hours without a day have; None: that of the plan."""

    @property
    def around(self) -> Window | None:
        return self.day_of or self.planned


def resolve(extract: Extract, options: Options) -> Reading:
    """Return the reading of what a provider's reader took out of a file."""
    people = People(extract)
    around = None
    if people.has_hours_only():
        around = None if extract.day else options.around
        if not (day := extract.day or _planned_day(options)):
            return Reading(outcome=Outcome.AMBIGUOUS_DATE, sentence=Sentence(sentences.WHICH_DAY))
        people.give_day(day)
    readings = Readings()
    decision = decide(
        readings,
        people.session_texts(),
        others=people.other_texts,
        answer=options.date_order,
        planned=options.planned,
    )
    known = Reading(
        outcome=Outcome.AMBIGUOUS_DATE,
        sentence=decision.question or Sentence(sentences.WHICH_ZONE),
        registrants=people.registrants(),
        reported=extract.totals,
        skipped=tuple(people.skipped),
        noted=tuple(people.noted),
        date_order=decision.order,
        needs_zone=options.zone not in zone_names() and not _all_say_their_zone(people),
        needs_date_order=decision.question is not None,
    )
    if known.needs_zone or known.needs_date_order:
        return _asking(known, people, readings, decision, options)
    people.place(
        Instants(readings, order=decision.order, zone=options.zone or "UTC"), around=around
    )
    return _concluded(known, people, options.planned)


def _planned_day(options: Options) -> str:
    """Return the day of the plan by the clock of the account, or nothing if there is no plan."""
    if options.around is None:
        return ""
    zone = options.zone if options.zone in zone_names() else "UTC"
    return f"{wall_of(options.around[0], zone):%Y-%m-%d}"


def _all_say_their_zone(people: People) -> bool:
    texts = people.session_texts()
    return bool(texts) and all(instant_said(text) for text in texts)


def _asking(
    known: Reading, people: People, readings: Readings, decision: Decision, options: Options
) -> Reading:
    """Return the reading with its question, unless the file is of another day either way."""
    planned = options.planned
    dates = {text: readings[text] for text in people.session_texts() if any(readings[text])}
    orders = [decision.order] if decision.order else list(DateOrder)
    walls = [walls.under(order) for walls in dates.values() for order in orders]
    if planned and dates and not any(is_near(wall, planned) for wall in walls):
        values = {"example": min(dates), **_planned(planned)}
        other_day = Sentence(sentences.OTHER_DAY_EITHER_WAY, values)
        return replace(known, outcome=Outcome.WRONG_SESSION, sentence=other_day)
    if options.zone and not known.needs_date_order:
        return replace(
            known, sentence=Sentence(sentences.UNKNOWN_ZONE, {"zone": options.zone[:60]})
        )
    return known


def _concluded(known: Reading, people: People, planned: Window | None) -> Reading:
    """Return the reading with its connections and what they amount to."""
    minutes = sum(connection.reported_minutes or 0 for connection in people.connections)
    reading = replace(
        known,
        connections=tuple(people.connections),
        hosts=tuple(people.hosts),
        skipped=tuple(sorted(people.skipped, key=lambda skipped: skipped.row)),
        noted=tuple(sorted(people.noted, key=lambda noted: noted.row)),
        reported=replace(known.reported, minutes=minutes, started_at=people.started_at),
    )
    outcome, sentence = _outcome(reading, planned)
    return replace(reading, outcome=outcome, sentence=sentence)


def _outcome(reading: Reading, planned: Window | None) -> tuple[Outcome, Sentence]:
    if planned and not any(_meets(span, planned) for span in _spans(reading)):
        spans = list(_spans(reading))
        if spans:
            times = {"first": _shown(min(spans)[0]), "last": _shown(max(end for _, end in spans))}
            sentence = Sentence(sentences.OTHER_DAY, times | _planned(planned))
            return Outcome.WRONG_SESSION, sentence
    skipped = len(reading.skipped)
    if reading.connections:
        counts = {"connections": len(reading.connections), "skipped": skipped}
        return Outcome.OK, Sentence(sentences.OK, counts)
    if reading.skipped:
        return Outcome.WRONG_SHAPE, Sentence(sentences.NO_ROW_READ, {"skipped": skipped})
    registered = {"registered": len(reading.registrants)}
    return Outcome.EMPTY_BUT_VALID, Sentence(sentences.NOBODY_CAME, registered)


def _spans(reading: Reading) -> Iterator[Window]:
    """Yield when the session was: its connections, or else its start as the file states it.

    An open connection stands for its first moment only: it would meet any later plan.
    """
    for one in chain(reading.connections, reading.hosts):
        yield one.joined_at, one.left_at or one.joined_at
    start, minutes = reading.reported.started_at, reading.reported.duration or 0
    if start is not None and not (reading.connections or reading.hosts):
        yield start, start + timedelta(minutes=min(minutes, 24 * 60))


def _meets(span: Window, planned: Window) -> bool:
    start, end = span
    return start < planned[1] and (end > planned[0] or start == planned[0])


def _planned(planned: Window) -> dict[str, str]:
    return {"starts": _shown(planned[0]), "ends": _shown(planned[1])}


def _shown(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"
