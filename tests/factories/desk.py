"""A webinar with everything filled in, and a recording of a sitting, for the pages of the desk."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from tests.factories.programme import LONG_AGO, make_sitting, make_text, make_webinar
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.zones import wall_of
from webinars.programme.models import (
    ActivityType,
    AgendaItem,
    AgendaText,
    Appearance,
    AppearanceText,
    Audience,
    CycleTheme,
    Material,
    MaterialText,
    Part,
    Promise,
    PromisedPart,
    Rehearsal,
    Series,
    Sitting,
    Webinar,
    WebinarActivity,
    WebinarState,
)
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.storage.models import StoredFile

TITLES = {
    Language.ARABIC: "ما يحتاج إليه المكتب الصغير أولًا",
    Language.CHINESE: "小型局首先需要什么",
    Language.ENGLISH: "What a small office needs first",
    Language.FRENCH: "Ce dont un petit office a d’abord besoin",
    Language.RUSSIAN: "Что нужно маленькому ведомству прежде всего",
    Language.SPANISH: "Lo que una oficina pequeña necesita primero",
}
ABSTRACT = "Which systems, records and people an office of fewer than twenty can keep alive. " * 8
PROMISED: dict[PromisedPart, list[str]] = {
    PromisedPart.FLOOR: ["en", "fr"],
    PromisedPart.INTERPRETATION: ["ar", "es"],
    PromisedPart.LIVE_CAPTIONS: ["en", "fr"],
    PromisedPart.CAPTIONS: list(Language),
    PromisedPart.PAGE: list(Language),
    PromisedPart.SLIDES: ["en", "pt"],
}


def make_full_webinar(db: Db, *, sittings: int = 3, **over: object) -> Webinar:
    """Return an open webinar with everything filled in, eight appearances among it."""
    title = TITLES[Language.ENGLISH]
    facts = {"cycle_theme": CycleTheme.IMPLEMENT} | over
    webinar = make_webinar(db, title=title, sittings=sittings, **facts)  # type: ignore[arg-type]
    webinar.texts[0].abstract = ABSTRACT
    others = {language: words for language, words in TITLES.items() if language != "en"}
    webinar.texts += [
        make_text(title=words, language=language, abstract=ABSTRACT, questions="؟\n？")
        for language, words in others.items()
    ]
    webinar.activities = [WebinarActivity(activity=activity) for activity in ActivityType]
    webinar.promises = [
        Promise(part=part, language=language, promised_at=LONG_AGO)
        for part, languages in PROMISED.items()
        for language in languages
    ]
    webinar.appearances = [make_appearance(place) for place in range(8)]
    webinar.agenda = [make_item(place) for place in range(6)]
    if sittings:
        webinar.rehearsals = [make_rehearsal(webinar)]
    db.flush()
    for place, audience in enumerate((Audience.PUBLIC, Audience.PUBLIC, Audience.REGISTRANTS)):
        make_material(db, webinar=webinar, position=place, audience=audience)
    return webinar


def make_appearance(position: int = 0, **over: object) -> Appearance:
    text = AppearanceText(
        language=Language.ENGLISH,
        function="Registrar, Office of Example Island",
        biography="Runs a trade mark register with eleven colleagues. " * 3,
        revised_at=LONG_AGO,
    )
    facts: dict[str, object] = {
        "part": Part.SPEAKER,
        "name": f"Amina Mfano {position}",
        "texts": [text],
        "position": position,
    }
    return Appearance(**facts | over)


def make_rehearsal(webinar: Webinar, *, before: timedelta = timedelta(days=2)) -> Rehearsal:
    """Return a rehearsal of half an hour, two days before the first sitting."""
    first = min(sitting.starts_at for sitting in webinar.sittings)
    starts_at, zone = first - before, webinar.series.zone
    return Rehearsal(
        announced_start=wall_of(starts_at, zone),
        zone=zone,
        minutes=30,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
    )


def make_item(position: int = 0) -> AgendaItem:
    """Return an item of the agenda of a quarter of an hour, in six languages."""
    texts = [AgendaText(language=code, title=words) for code, words in TITLES.items()]
    return AgendaItem(position=position, minutes=15, who="Amina Mfano", texts=texts)


def make_material(db: Db, *, webinar: Webinar, position: int = 0, **over: object) -> Material:
    """Return slides of a megabyte with titles in six languages, for everybody."""
    digest = sha256(f"{webinar.public_id} {position}".encode()).hexdigest()
    file = StoredFile(
        digest=digest, size=1_000_000, media_type="application/pdf", stored_at=LONG_AGO
    )
    facts: dict[str, object] = {
        "webinar_id": webinar.id,
        "file": file,
        "name": f"slides-{position}.pdf",
        "language": "en",
        "audience": Audience.PUBLIC,
        "position": position,
        "added_at": LONG_AGO,
        "added_by": "test",
        "texts": [MaterialText(language=code, title=words) for code, words in TITLES.items()],
    }
    material = Material(**facts | over)
    db.add(material)
    db.flush()
    return material


def make_past_webinar(db: Db, *, series: Series | None = None, **over: object) -> Webinar:
    """Return a webinar that was held on 10 February 2027 at noon UTC."""
    facts = {"planned_month": date(2027, 2, 1)} | over
    webinar = make_webinar(
        db,
        series=series,
        state=WebinarState.OPEN,
        sittings=0,
        **facts,  # type: ignore[arg-type]
    )
    held: datetime = LONG_AGO.replace(month=2, day=10, hour=12)
    make_sitting(db, webinar=webinar, starts_at=held)
    return webinar


def make_recording(
    db: Db, *, sitting: Sitting, slug: str = "a-recording", verified: int = 2, **over: object
) -> Recording:
    """Return a published recording with film, sound, transcript and captions in six languages.

    The captions of the first `verified` languages are checked, the others are the machine's.
    """
    facts: dict[str, object] = {
        "slug": slug,
        "sitting": sitting,
        "created_at": LONG_AGO,
        "published_at": sitting.ends_at + timedelta(days=7),
    }
    recording = Recording(**facts | over)
    recording.assets = [
        _asset(db, AssetKind.ORIGINAL, "video/mp4", 115_000_000, seconds=5_040),
        _asset(db, AssetKind.RENDITION, "audio/mpeg", 15_100_000, seconds=5_040),
        _asset(db, AssetKind.TRANSCRIPT, "text/plain", 61_000, language="en"),
        *(
            _captions(db, language, checked=place < verified)
            for place, language in enumerate(Language)
        ),
    ]
    db.add(recording)
    db.flush()
    return recording


def _captions(db: Db, language: Language, *, checked: bool) -> Asset:
    review = {"review": Review.VERIFIED, "reviewed_at": LONG_AGO} if checked else {}
    facts = {"language": language, "review": Review.MACHINE} | review
    return _asset(db, AssetKind.CAPTIONS, "text/vtt", 30_000, **facts)


def _asset(db: Db, kind: AssetKind, media_type: str, size: int, **over: object) -> Asset:
    digest = sha256(f"{kind} {over.get('language')} {db.query(Asset).count()}".encode()).hexdigest()
    db.merge(StoredFile(digest=digest, size=size, media_type=media_type, stored_at=LONG_AGO))
    db.flush()
    facts = {"name": "file", "added_at": LONG_AGO, "added_by": "test"}
    return Asset(kind=kind, digest=digest, **facts | over)
