"""A recording as its readers see it: what there is, and its weight before the click."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.recordings.models import Asset, AssetKind, Recording, Review

MEDIA = (AssetKind.ORIGINAL, AssetKind.RENDITION)


@dataclass(frozen=True)
class RecordingSight:
    slug: str
    starts_at: datetime
    """Of the sitting that was recorded."""
    zone: str
    seconds: int
    """Playing time; 0 where no file says it."""
    sound: int
    film: int
    transcript: int
    """Bytes of the lightest file of each sort; 0 where there is none."""
    captions: tuple[str, ...]
    in_review: tuple[str, ...]
    """Languages of captions that a person has checked, and of those that none has."""


def recording_sight(recording: Recording) -> RecordingSight:
    assets = recording.assets
    checked = _languages(assets, verified=True)
    waiting = _languages(assets, verified=False)
    return RecordingSight(
        slug=recording.slug,
        starts_at=recording.sitting.starts_at,
        zone=recording.sitting.zone,
        seconds=max((asset.seconds or 0 for asset in assets), default=0),
        sound=_lightest(_media(assets, "audio/")),
        film=_lightest(_media(assets, "video/")),
        transcript=_lightest(one for one in assets if one.kind is AssetKind.TRANSCRIPT),
        captions=tuple(sorted(checked)),
        in_review=tuple(sorted(waiting - checked)),
    )


def _media(assets: Sequence[Asset], sort: str) -> list[Asset]:
    return [one for one in assets if one.kind in MEDIA and one.file.media_type.startswith(sort)]


def _lightest(assets: Iterable[Asset]) -> int:
    return min((asset.file.size for asset in assets), default=0)


def _languages(assets: Sequence[Asset], *, verified: bool) -> set[str]:
    captions = (one for one in assets if one.kind is AssetKind.CAPTIONS)
    return {one.language for one in captions if (one.review is Review.VERIFIED) is verified}
