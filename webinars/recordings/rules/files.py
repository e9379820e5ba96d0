"""Files of a recording: which is in use, which takes whose place, which are still wanted."""

import enum
from collections.abc import Iterable, Mapping, Sequence

from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.text import N_
from webinars.programme.models import Part, PromisedPart, Webinar
from webinars.programme.rules import promised
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.storage.rules import CAPTIONS, SLIDES, Kind

SIX = tuple(OWN_NAMES)
MEDIA = frozenset({AssetKind.ORIGINAL, AssetKind.RENDITION})

PLAYED = frozenset({Kind.MP4, Kind.WEBM, Kind.M4A, Kind.MP3, Kind.OGG})
"""What browsers play without help."""

ACCEPTED: Mapping[AssetKind, frozenset[Kind]] = {
    AssetKind.ORIGINAL: PLAYED,
    AssetKind.RENDITION: PLAYED,
    AssetKind.SLIDES: SLIDES,
    AssetKind.CAPTIONS: CAPTIONS,
    AssetKind.TRANSCRIPT: frozenset({Kind.TEXT}),
}

LONGEST: Mapping[AssetKind, int] = {
    AssetKind.ORIGINAL: 4_000_000_000,
    AssetKind.RENDITION: 4_000_000_000,
    AssetKind.SLIDES: 200_000_000,
    AssetKind.CAPTIONS: 5_000_000,
    AssetKind.TRANSCRIPT: 5_000_000,
}
"""Bytes that are taken in."""

KINDS: Mapping[AssetKind, str] = {
    AssetKind.ORIGINAL: N_("Recording"),
    AssetKind.RENDITION: N_("Lighter copy"),
    AssetKind.SLIDES: N_("Slides"),
    AssetKind.CAPTIONS: N_("Captions"),
    AssetKind.TRANSCRIPT: N_("Transcript"),
    AssetKind.POSTER: N_("Still picture"),
}

REVIEWS: Mapping[Review, str] = {
    Review.MACHINE: N_("Machine draft"),
    Review.DRAFT: N_("Draft"),
    Review.VERIFIED: N_("Checked"),
}

FALLBACK = (Language.ENGLISH, Language.FRENCH)
"""Tried in this order where there are no captions in the reader's language."""


class Standing(enum.StrEnum):
    """Who can see a recording."""

    UNPUBLISHED = "unpublished"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    """It was public; its page says what it was and why it is gone."""


def standing_of(recording: Recording) -> Standing:
    if recording.published_at is None:
        return Standing.UNPUBLISHED
    return Standing.PUBLISHED if recording.withdrawn_at is None else Standing.WITHDRAWN


def is_media(asset: Asset) -> bool:
    return asset.kind in MEDIA


def in_use(assets: Iterable[Asset]) -> list[Asset]:
    """Return the files that no other has replaced and nobody took away, in the order they came."""
    return [asset for asset in assets if asset.withdrawn_at is None]


def media_of(assets: Iterable[Asset]) -> list[Asset]:
    """Return what can be played, the lightest first.

    An original is played only until the first copy of its own sort is made: it
    is kept, and can be had, as it came.
    """
    playable = [asset for asset in in_use(assets) if is_media(asset)]
    copied = {(asset.derived_from, sort_of(asset)) for asset in playable if asset.recipe}
    played = (asset for asset in playable if (asset.digest, sort_of(asset)) not in copied)
    return sorted(played, key=lambda asset: asset.file.size)


def originals_of(assets: Iterable[Asset]) -> list[Asset]:
    return [asset for asset in in_use(assets) if asset.kind is AssetKind.ORIGINAL]


def sort_of(asset: Asset) -> str:
    """Return `video`, `audio`, or another first half of a media type."""
    return asset.file.media_type.partition("/")[0]


def poster_of(assets: Iterable[Asset]) -> Asset | None:
    return next((one for one in in_use(assets) if one.kind is AssetKind.POSTER), None)


def captions_of(assets: Iterable[Asset]) -> list[Asset]:
    """Return the captions in use, by language in the order of the United Nations."""
    order = {language: place for place, language in enumerate(SIX)}
    found = (asset for asset in in_use(assets) if asset.kind is AssetKind.CAPTIONS)
    return sorted(found, key=lambda asset: order.get(Language(asset.language), 9))


def captions_in(assets: Iterable[Asset], language: Language) -> Asset | None:
    """Return the captions to read for a reader of `language`, or None if there are none.

    Her own language, whatever its state; else what a person has checked, English
    and French before others; else any.
    """
    captions = captions_of(assets)
    checked = [one for one in captions if one.review is Review.VERIFIED]
    for wanted in (language, *FALLBACK):
        for one in captions if wanted is language else checked:
            if one.language == wanted:
                return one
    return next(iter(checked or captions), None)


def place_of(kind: AssetKind, language: str, media_type: str) -> tuple[str, str, str]:
    """Return what a file takes: a later one with the same place replaces it.

    Film and sound stand side by side, and so do slides in two formats.
    """
    sort = media_type if kind is AssetKind.SLIDES else media_type.partition("/")[0]
    return kind, language, sort


def floor_languages(webinar: Webinar) -> list[str]:
    """Return the languages spoken on the floor, as promised; English where nothing was said."""
    return promised(webinar, PromisedPart.FLOOR) or [Language.ENGLISH.value]


def unchecked_floor(webinar: Webinar, assets: Sequence[Asset]) -> list[str]:
    """Return the floor languages in which no person has checked the captions."""
    checked = {one.language for one in captions_of(assets) if one.review is Review.VERIFIED}
    return [language for language in floor_languages(webinar) if language not in checked]


def without_consent(webinar: Webinar) -> list[str]:
    """Return the names of those who speak in it and have not agreed to be recorded, as noted."""
    return [
        one.name
        for one in webinar.appearances
        if one.declined_at is None
        and one.part is not Part.INTERPRETER
        and one.consented_recording_at is None
    ]
