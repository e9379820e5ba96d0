"""The programme as its readers see it: the next webinar, and a series month by month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webinars.desk.queries.programme import Read, ReadSeries
from webinars.desk.sights.recordings import RecordingSight, recording_sight
from webinars.desk.sights.sittings import SeatsById, SittingSight, sitting_sights
from webinars.desk.sights.texts import NOTHING, Said
from webinars.desk.sights.webinars import WebinarSight, title_of, webinar_sight
from webinars.programme.models import SeriesText
from webinars.programme.rules import (
    THEMES,
    Document,
    Phase,
    changes_after,
    documents_of,
    phase_of,
    standing,
    was_announced,
)
from webinars.recordings.models import Recording

Recorded = Mapping[int, Sequence[RecordingSight]]
"""Published recordings by the webinar's id, the latest first."""

PAST = frozenset({Phase.HELD, Phase.CANCELLED})


@dataclass(frozen=True)
class MonthSight:
    """A month of a series. What was never announced shows its month alone."""

    month: date
    slug: str
    title: Said
    theme: str
    """An English id."""
    phase: Phase
    time: str
    """`past`, `now` for the next webinar, or nothing."""
    sittings: tuple[SittingSight, ...]
    """Those that are not cancelled, by time."""
    recording: RecordingSight | None
    cancel_reason: str

    @property
    def untold(self) -> bool:
        """Whether it was never announced: a draft, or one that was given up."""
        return not self.slug


@dataclass(frozen=True)
class SeriesSight:
    slug: str
    title: Said
    summary: Said
    starts_on: date
    ends_on: date
    evaluation_due_on: date | None
    decision: Said
    """The mandate in its own words."""
    documents: tuple[Document, ...]
    demonstration: bool
    closed_at: datetime | None
    moved_to: str
    """Where the pages of a closed series lead; empty: it is not closed."""
    months: tuple[MonthSight, ...]


@dataclass(frozen=True)
class NewRecording:
    title: Said
    abstract: Said
    recording: RecordingSight


@dataclass(frozen=True)
class Home:
    series: SeriesSight | None
    next: WebinarSight | None
    recording: NewRecording | None
    """The newest, of whichever series."""


def home_sight(
    programme: Sequence[ReadSeries],
    recordings: Sequence[Recording],
    *,
    coming: Read | None,
    seats: SeatsById,
    zone: str | None,
    now: datetime,
) -> Home:
    """Return what the first page shows; `coming` is the webinar that comes next."""
    recorded = by_webinar(recordings)
    series = _of(programme, coming) or present(programme, now)
    return Home(
        series=series_sight(series, recorded, coming=coming, zone=zone, now=now)
        if series
        else None,
        next=webinar_sight(coming, zone=zone, seats=seats, now=now) if coming else None,
        recording=_newest(programme, recordings),
    )


def series_sight(
    read: ReadSeries, recorded: Recorded, *, coming: Read | None, zone: str | None, now: datetime
) -> SeriesSight:
    """Return what a page shows of a series; `coming` is the webinar that comes next."""
    series, text = read.series, read.text
    language = series.decision_language
    months = tuple(
        _month(one, recorded, coming=one is coming, zone=zone, now=now) for one in read.webinars
    )
    return SeriesSight(
        slug=series.slug,
        title=series_title(text),
        summary=Said(text.summary, text.language) if text else NOTHING,
        starts_on=series.starts_on,
        ends_on=series.ends_on,
        evaluation_due_on=series.evaluation_due_on,
        decision=Said(series.decision_text, language) if language else NOTHING,
        documents=tuple(documents_of(series)),
        demonstration=series.demonstration,
        closed_at=series.closed_at,
        moved_to=series.moved_to,
        months=months,
    )


def series_title(text: SeriesText | None) -> Said:
    return Said(text.title, text.language) if text else NOTHING


def next_read(programme: Sequence[ReadSeries], now: datetime) -> Read | None:
    """Return the webinar whose sitting ends next; without any, the next whose hours are open."""
    public = [read for series in programme for read in series.webinars if _is_ahead(read, now)]
    return min(public, key=lambda read: _turn(read, now), default=None)


def present(programme: Sequence[ReadSeries], now: datetime) -> ReadSeries | None:
    """Return the series whose period is now, else the next one, else the last."""
    today = now.date()
    running = [one for one in programme if one.series.starts_on <= today <= one.series.ends_on]
    ahead = [one for one in programme if one.series.starts_on > today]
    return next(iter(running or ahead[::-1] or programme), None)


def by_webinar(recordings: Iterable[Recording]) -> dict[int, list[RecordingSight]]:
    found: dict[int, list[RecordingSight]] = defaultdict(list)
    for recording in recordings:
        found[recording.sitting.webinar_id].append(recording_sight(recording))
    return found


def next_change(programme: Iterable[ReadSeries], now: datetime) -> datetime | None:
    """Return the next instant at which the clock alone changes what is said of the programme."""
    moments = (changes_after(read.webinar, now) for one in programme for read in one.webinars)
    return min((moment for moment in moments if moment is not None), default=None)


def _of(programme: Iterable[ReadSeries], read: Read | None) -> ReadSeries | None:
    return next((one for one in programme if read in one.webinars), None) if read else None


def _is_ahead(read: Read, now: datetime) -> bool:
    phase = phase_of(read.webinar, now)
    return was_announced(read.webinar) and phase not in PAST | {Phase.DRAFT}


def _turn(read: Read, now: datetime) -> tuple[bool, datetime | date]:
    """Return by what the next webinar is found: its next end, else its month."""
    ends = [one.ends_at for one in standing(read.webinar) if one.ends_at > now]
    return (False, min(ends)) if ends else (True, read.webinar.planned_month)


def _month(
    read: Read, recorded: Recorded, *, coming: bool, zone: str | None, now: datetime
) -> MonthSight:
    webinar, phase = read.webinar, phase_of(read.webinar, now)
    public = was_announced(webinar)
    sights = sitting_sights(webinar, zone=zone, seats={}, now=now) if public else ()
    kept = {row.public_id for row in standing(webinar)}
    return MonthSight(
        month=webinar.planned_month,
        slug=webinar.slug if public else "",
        title=title_of(read.text) if public else NOTHING,
        theme=THEMES[webinar.cycle_theme] if webinar.cycle_theme and public else "",
        phase=phase,
        time="now" if coming else _time(phase),
        sittings=tuple(sorted((s for s in sights if s.public_id in kept), key=_begins)),
        recording=next(iter(recorded.get(webinar.id, ())), None),
        cancel_reason=webinar.cancel_reason if public else "",
    )


def _begins(sight: SittingSight) -> datetime:
    return sight.starts_at


def _time(phase: Phase) -> str:
    return "past" if phase in PAST else ""


def _newest(
    programme: Iterable[ReadSeries], recordings: Sequence[Recording]
) -> NewRecording | None:
    """Return the recording of the latest sitting that has one, with its webinar's words."""
    reads = {read.webinar.id: read for one in programme for read in one.webinars}
    for recording in recordings:
        read = reads.get(recording.sitting.webinar_id)
        if read is not None and read.text is not None:
            abstract = Said(read.text.abstract, read.text.language)
            return NewRecording(title_of(read.text), abstract, recording_sight(recording))
    return None
