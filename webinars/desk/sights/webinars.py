"""A webinar as its readers see it: what it is about, when, in which languages, who speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webinars.desk.queries.parts import Appearing, Item, Parts, Sheet
from webinars.desk.queries.programme import Read
from webinars.desk.rules.sittings import Standing
from webinars.desk.sights.recordings import RecordingSight
from webinars.desk.sights.sittings import SeatsById, SittingSight, days_differ, sitting_sights
from webinars.desk.sights.texts import NOTHING, Said
from webinars.kernel.languages import Language
from webinars.programme.models import Openness, Part, PromisedPart, WebinarText
from webinars.programme.rules import ACTIVITIES, OPENNESS, PARTS, THEMES, Phase, phase_of

NO_PARTS = Parts()

SOUND = 32_000 // 8
"""Bytes a second that sound alone needs."""


class Codes(tuple[str, ...]):
    """Languages by code."""

    __slots__ = ()

    @property
    def are_all_six(self) -> bool:
        return set(self) == set(Language)


@dataclass(frozen=True)
class Tongues:
    """In which languages what is promised."""

    floor: Codes
    interpretation: Codes
    live_captions: Codes
    captions: Codes
    slides: Codes

    def __bool__(self) -> bool:
        return any((self.floor, self.interpretation, self.live_captions, self.captions))


@dataclass(frozen=True)
class Speaker:
    name: str
    part: str
    """An English id; empty for a speaker, as the list is headed."""
    function: str
    biography: str
    language: Language
    """Of function and biography."""


@dataclass(frozen=True)
class WebinarSight:
    slug: str
    phase: Phase
    month: date
    title: Said
    abstract: Said
    questions: Said
    theme: str
    activities: tuple[str, ...]
    openness: str
    """English ids."""
    cancel_reason: str
    sittings: tuple[SittingSight, ...]
    tongues: Tongues
    telephone: bool
    sound_bytes: int
    """What sound alone amounts to over a whole sitting; 0 while there is none."""
    lead: str
    """Name of the lead State."""
    speakers: tuple[Speaker, ...]
    agenda: tuple[Item, ...]
    materials: tuple[Sheet, ...]
    recordings: tuple[RecordingSight, ...]

    @property
    def cancelled(self) -> bool:
        return self.phase is Phase.CANCELLED

    @property
    def lead_sitting(self) -> SittingSight | None:
        """The sitting that comes first on the page, if there is any."""
        return next(iter(self.sittings), None)

    @property
    def in_time(self) -> tuple[SittingSight, ...]:
        return tuple(sorted(self.sittings, key=lambda sitting: sitting.starts_at))

    @property
    def on_several_days(self) -> bool:
        return days_differ(self.sittings)

    @property
    def welcomes(self) -> bool:
        return any(sitting.welcomes for sitting in self.sittings)

    @property
    def limited(self) -> bool:
        """Whether a sitting has fewer places than may come."""
        return any(sitting.limited for sitting in self.sittings)

    @property
    def agenda_seconds(self) -> int:
        """How long the agenda takes."""
        return 60 * sum(item.minutes for item in self.agenda)

    @property
    def ahead(self) -> bool:
        """Whether a sitting is still to come, so that its way in is worth telling."""
        over = {Standing.HELD, Standing.CANCELLED}
        return any(sitting.standing not in over for sitting in self.sittings)


def webinar_sight(
    read: Read,
    *,
    zone: str | None,
    now: datetime,
    seats: SeatsById,
    parts: Parts = NO_PARTS,
    recordings: Sequence[RecordingSight] = (),
) -> WebinarSight:
    """Return what a page shows of the webinar; with its `parts` where they were read too."""
    webinar = read.webinar
    text = read.text
    minutes = max((sitting.minutes for sitting in webinar.sittings), default=0)
    return WebinarSight(
        slug=webinar.slug,
        phase=phase_of(webinar, now),
        month=webinar.planned_month,
        title=title_of(text),
        abstract=Said(text.abstract, text.language) if text else NOTHING,
        questions=Said(text.questions, text.language) if text else NOTHING,
        theme=THEMES[webinar.cycle_theme] if webinar.cycle_theme else "",
        activities=tuple(_activity_names(read)),
        openness="" if webinar.openness is Openness.PUBLIC else OPENNESS[webinar.openness],
        cancel_reason=webinar.cancel_reason,
        sittings=sitting_sights(webinar, zone=zone, seats=seats, now=now),
        tongues=_tongues(read),
        telephone=read.telephone,
        sound_bytes=minutes * 60 * SOUND,
        lead=read.lead,
        speakers=tuple(map(_speaker, parts.people)),
        agenda=tuple(parts.agenda),
        materials=tuple(parts.materials),
        recordings=tuple(recordings),
    )


def title_of(text: WebinarText | None) -> Said:
    return Said(text.title, text.language) if text else NOTHING


def _tongues(read: Read) -> Tongues:
    return Tongues(
        floor=Codes(read.languages(PromisedPart.FLOOR)),
        interpretation=Codes(read.languages(PromisedPart.INTERPRETATION)),
        live_captions=Codes(read.languages(PromisedPart.LIVE_CAPTIONS)),
        captions=Codes(read.languages(PromisedPart.CAPTIONS)),
        slides=Codes(read.languages(PromisedPart.SLIDES)),
    )


def _activity_names(read: Read) -> list[str]:
    return [name for activity, name in ACTIVITIES.items() if activity in read.activities.split()]


def _speaker(one: Appearing) -> Speaker:
    part = "" if one.part is Part.SPEAKER else PARTS[one.part]
    function = "" if one.function == part else one.function
    return Speaker(one.name, part, function, one.biography, one.language)
