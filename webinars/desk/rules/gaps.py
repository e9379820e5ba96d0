"""What a webinar lacks, and by which day: computed from its rows, nothing is ticked by hand."""

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from webinars.desk.rules.evidence import Evidence
from webinars.kernel.languages import Language
from webinars.kernel.zones import wall_of
from webinars.programme.models import Part, PromisedPart, Sitting, Webinar, WebinarState
from webinars.programme.rules import is_draft, promised
from webinars.recordings.models import AssetKind, Recording, Review
from webinars.registrations.rules import Band


class Lack(enum.StrEnum):
    """What is missing, or waits for somebody."""

    SITTING = "sitting"
    TEXTS = "texts"
    SPEAKER = "speaker"
    INVITATION = "invitation"
    CONFIRMATION = "confirmation"
    CONSENT = "consent"
    AGENDA = "agenda"
    REHEARSAL = "rehearsal"
    WISHES = "wishes"
    ANNOUNCEMENT = "announcement"
    OPENING = "opening"
    ROOM = "room"
    FEW_PLACES = "few-places"
    FULL = "full"
    HOLDING = "holding"
    FILE = "file"
    SIGNATURE = "signature"
    RECORDING = "recording"
    PUBLICATION = "publication"
    CAPTIONS = "captions"


BEFORE = {
    Lack.SITTING: 42,
    Lack.TEXTS: 21,
    Lack.SPEAKER: 35,
    Lack.INVITATION: 28,
    Lack.CONFIRMATION: 14,
    Lack.CONSENT: 7,
    Lack.AGENDA: 14,
    Lack.REHEARSAL: 7,
    Lack.WISHES: 7,
    Lack.ANNOUNCEMENT: 35,
    Lack.OPENING: 28,
    Lack.ROOM: 2,
}
"""Days before the first sitting, or before the planned month while there is none."""

AFTER = {
    Lack.HOLDING: 0,
    Lack.FILE: 3,
    Lack.SIGNATURE: 7,
    Lack.RECORDING: 7,
    Lack.PUBLICATION: 14,
    Lack.CAPTIONS: 14,
}
"""Days after the sitting."""

HORIZON = timedelta(days=35)
"""What is due later than this is not shown yet."""


@dataclass(frozen=True)
class Gap:
    lack: Lack
    webinar: Webinar
    due_on: date
    """On the calendar of the series' zone."""
    sitting: Sitting | None = None
    languages: tuple[str, ...] = ()
    """Those that are missing."""
    number: int = 0
    """How many wait, or are there already, of `total`."""
    total: int = 0
    names: tuple[str, ...] = ()
    reference: str = ""
    """Public id or slug of what is to be mended, if it has a page of its own."""
    owner: str = ""
    """Name of the account that closes it; empty: nobody was named."""


Finder = Callable[[Evidence, datetime], Iterator[Gap]]


def gaps_of(found: Evidence, now: datetime) -> list[Gap]:
    """Return what the webinar lacks and is due within `HORIZON`, what is due first, first."""
    last = today(found.webinar, now) + HORIZON
    return [gap for gap in all_gaps(found, now) if gap.due_on <= last]


def all_gaps(found: Evidence, now: datetime) -> list[Gap]:
    """Return all that the webinar lacks, whenever it is due, each with its owner."""
    if found.webinar.state is WebinarState.CANCELLED:
        return []
    owners, everything = found.owners, found.owners.get("", "")
    gaps = [
        replace(gap, owner=owners.get(gap.lack, everything))
        for finder in FINDERS
        for gap in finder(found, now)
    ]
    return sorted(gaps, key=lambda gap: gap.due_on)


def today(webinar: Webinar, now: datetime) -> date:
    return wall_of(now, webinar.series.zone).date()


def missing_languages(webinar: Webinar) -> tuple[str, ...]:
    """Return the languages in which its page is promised, else of the six, and is not ready."""
    ready = {text.language for text in webinar.texts if not is_draft(text)}
    wanted = promised(webinar, PromisedPart.PAGE) or list(Language)
    return tuple(language for language in wanted if language not in ready)


def missing_captions(webinar: Webinar, recording: Recording) -> tuple[str, ...]:
    """Return the languages in which captions are promised, else of the floor, and are unchecked."""
    floor = promised(webinar, PromisedPart.FLOOR)
    wanted = promised(webinar, PromisedPart.CAPTIONS) or floor
    verified = {
        asset.language
        for asset in recording.assets
        if asset.kind is AssetKind.CAPTIONS
        and asset.review is Review.VERIFIED
        and asset.withdrawn_at is None
    }
    return tuple(language for language in wanted if language not in verified)


def _planning(found: Evidence, now: datetime) -> Iterator[Gap]:
    """Hours, texts and the announcement: before the first sitting has begun."""
    webinar = found.webinar
    if not _is_ahead(found, now):
        return
    if not found.sittings:
        yield Gap(Lack.SITTING, webinar, _before(Lack.SITTING, found))
    if missing := missing_languages(webinar):
        yield Gap(Lack.TEXTS, webinar, _before(Lack.TEXTS, found), languages=missing)
    if webinar.state is WebinarState.DRAFT and found.sittings:
        yield Gap(Lack.ANNOUNCEMENT, webinar, _before(Lack.ANNOUNCEMENT, found))
    if webinar.state is WebinarState.ANNOUNCED and found.sittings:
        yield Gap(Lack.OPENING, webinar, _before(Lack.OPENING, found))


def _people(found: Evidence, now: datetime) -> Iterator[Gap]:
    """Speakers, whether they come, and whether they may be recorded."""
    if not _is_ahead(found, now):
        return
    webinar, all_of_them = found.webinar, found.appearances
    if not any(one.part is Part.SPEAKER for one in all_of_them):
        yield Gap(Lack.SPEAKER, webinar, _before(Lack.SPEAKER, found))
    unasked = [one.name for one in all_of_them if not (one.confirmed_at or one.invited_at)]
    unsure = [one.name for one in all_of_them if one.confirmed_at is None and one.invited_at]
    silent = [
        one.name for one in all_of_them if one.confirmed_at and one.consented_recording_at is None
    ]
    for lack, names in (
        (Lack.INVITATION, unasked),
        (Lack.CONFIRMATION, unsure),
        (Lack.CONSENT, silent),
    ):
        if names:
            yield Gap(
                lack,
                webinar,
                _before(lack, found),
                number=len(names),
                total=len(all_of_them),
                names=tuple(names),
            )


def _running(found: Evidence, now: datetime) -> Iterator[Gap]:
    """Agenda, rehearsal, and what those who registered asked for."""
    if not _is_ahead(found, now):
        return
    webinar = found.webinar
    if not found.agenda_minutes:
        yield Gap(Lack.AGENDA, webinar, _before(Lack.AGENDA, found))
    if found.sittings and found.appearances and not found.rehearsed:
        yield Gap(Lack.REHEARSAL, webinar, _before(Lack.REHEARSAL, found))
    if found.wishes:
        yield Gap(Lack.WISHES, webinar, _before(Lack.WISHES, found), number=found.wishes)


def _rooms(found: Evidence, now: datetime) -> Iterator[Gap]:
    """The link of the live room, and places that run out."""
    for sitting in found.sittings:
        if sitting.starts_at <= now:
            continue
        if sitting.id not in found.with_room:
            due_on = _day(sitting.starts_at, found) - timedelta(days=BEFORE[Lack.ROOM])
            yield Gap(Lack.ROOM, found.webinar, due_on, sitting)
        yield from _places(found, sitting, now)


def _places(found: Evidence, sitting: Sitting, now: datetime) -> Iterator[Gap]:
    seats = found.seats.get(sitting.id)
    lacks = {Band.FEW: Lack.FEW_PLACES, Band.FULL: Lack.FULL}
    if seats is None or seats.places is None or seats.band not in lacks:
        return
    number = seats.waiting if seats.band is Band.FULL else seats.free or 0
    due_on = today(found.webinar, now)
    yield Gap(lacks[seats.band], found.webinar, due_on, sitting, number=number, total=seats.places)


def _attendance(found: Evidence, now: datetime) -> Iterator[Gap]:
    """Actual hours, the room's file, and a signature below it."""
    for sitting in _over(found, now):
        signed, waiting = found.signed(sitting), found.unsigned(sitting)
        if sitting.id not in found.held and not signed:
            yield Gap(Lack.HOLDING, found.webinar, _after(Lack.HOLDING, found, sitting), sitting)
        if waiting:
            yield Gap(
                Lack.SIGNATURE,
                found.webinar,
                _after(Lack.SIGNATURE, found, sitting),
                sitting,
                number=len(waiting),
                reference=waiting[0].public_id,
            )
        elif not signed:
            due_on, by_hand = _after(Lack.FILE, found, sitting), found.by_hand(sitting)
            yield Gap(Lack.FILE, found.webinar, due_on, sitting, number=by_hand)


def _archive(found: Evidence, now: datetime) -> Iterator[Gap]:
    """The recording, its publication, and captions that somebody has checked."""
    kept = [one for one in _over(found, now) if one.id in found.recordings]
    if not kept and (over := _over(found, now)):
        yield Gap(Lack.RECORDING, found.webinar, _after(Lack.RECORDING, found, over[0]), over[0])
    for sitting in kept:
        recording = found.recordings[sitting.id]
        if recording.withdrawn_at is not None:
            continue
        if recording.published_at is None:
            due_on = _after(Lack.PUBLICATION, found, sitting)
            yield Gap(Lack.PUBLICATION, found.webinar, due_on, sitting, reference=recording.slug)
        if missing := missing_captions(found.webinar, recording):
            due_on = _after(Lack.CAPTIONS, found, sitting)
            yield Gap(
                Lack.CAPTIONS,
                found.webinar,
                due_on,
                sitting,
                languages=missing,
                reference=recording.slug,
            )


FINDERS: Sequence[Finder] = (_planning, _people, _running, _rooms, _attendance, _archive)


def _is_ahead(found: Evidence, now: datetime) -> bool:
    return not found.sittings or found.sittings[0].starts_at > now


def _over(found: Evidence, now: datetime) -> list[Sitting]:
    if found.webinar.state is WebinarState.DRAFT:
        return []
    return [sitting for sitting in found.sittings if sitting.ends_at <= now]


def _before(lack: Lack, found: Evidence) -> date:
    first = _day(found.sittings[0].starts_at, found) if found.sittings else None
    return (first or found.webinar.planned_month) - timedelta(days=BEFORE[lack])


def _after(lack: Lack, found: Evidence, sitting: Sitting) -> date:
    return _day(sitting.ends_at, found) + timedelta(days=AFTER[lack])


def _day(instant: datetime, found: Evidence) -> date:
    return wall_of(instant, found.webinar.series.zone).date()
