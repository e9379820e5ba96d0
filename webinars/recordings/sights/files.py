"""Recordings as their readers see them: what there is, its weight, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.rules import text_in
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.recordings.rules import (
    KINDS,
    REVIEWS,
    SIX,
    Paragraph,
    captions_of,
    floor_languages,
    in_use,
    is_media,
    media_of,
    originals_of,
    poster_of,
    unchecked_floor,
)
from webinars.recordings.rules.lessons import nearest
from webinars.recordings.rules.recipes import NAMES, recipe_of

ON_THE_PAGE = 7_000
"""Bytes of transcript that fit on the recording's own page beside all else."""

PER_PARAGRAPH = 160
"""Bytes of markup around each paragraph."""

ENDINGS = {"quicktime": "MOV", "mpeg": "MP3", "vtt": "WebVTT", "plain": "TXT", "webm": "WebM"}


@dataclass(frozen=True)
class FileSight:
    public_id: str
    name: str
    kind: AssetKind
    label: str
    """An English id."""
    format: str
    """As people call it: MP4, PDF."""
    sort: str
    """`video`, `audio`, or another first half of its media type."""
    media_type: str
    language: str
    size: int
    seconds: int
    """0: unknown."""
    digest: str
    is_copy: bool = False
    """Whether the worker made it of an original."""

    @property
    def is_media(self) -> bool:
        return self.kind in {AssetKind.ORIGINAL, AssetKind.RENDITION}


@dataclass(frozen=True)
class CaptionsSight:
    public_id: str
    name: str
    language: str
    state: str
    """An English id."""
    checked: bool
    reviewer: str
    reviewed_at: datetime | None


@dataclass(frozen=True)
class Gap:
    """What is not there yet, in these languages."""

    label: str
    """An English id."""
    languages: tuple[str, ...]


@dataclass(frozen=True)
class RecordingSight:
    slug: str
    title: str
    abstract: str
    language: Language
    """Of title and abstract."""
    lessons: str
    lessons_language: str
    starts_at: datetime
    zone: str
    published_at: datetime | None
    seconds: int
    media: tuple[FileSight, ...]
    """The lightest first."""
    files: tuple[FileSight, ...]
    """All to keep: media, then slides, transcripts, captions."""
    captions: tuple[CaptionsSight, ...]
    poster: FileSight | None
    verified_at: datetime | None
    """When the last of all files was verified; None while one has not been since it came."""

    @property
    def film(self) -> FileSight | None:
        return next((one for one in self.media if one.sort == "video"), None)

    @property
    def sound(self) -> FileSight | None:
        return next((one for one in self.media if one.sort == "audio"), None)

    @property
    def checked(self) -> list[str]:
        return [one.language for one in self.captions if one.checked]

    @property
    def unchecked(self) -> list[str]:
        return [one.language for one in self.captions if not one.checked]

    def chosen(self, public_id: str) -> FileSight | None:
        """Return the media file called so, else the lightest film, else the lightest sound."""
        asked = (one for one in self.media if one.public_id == public_id)
        return next(asked, self.film or self.sound)


@dataclass(frozen=True)
class Excerpt:
    """As much of a transcript as stands on the page."""

    paragraphs: tuple[Paragraph, ...]
    whole: bool


def recording_sight(recording: Recording, *, language: Language) -> RecordingSight:
    """Return what pages say of `recording` to a reader of `language`."""
    text, spoken = text_in(recording.sitting.webinar.texts, language)
    used = in_use(recording.assets)
    media = media_of(used)
    poster = poster_of(used)
    verified = [asset.file.verified_at for asset in used]
    lessons, lessons_language = nearest(recording.lessons, language)
    return RecordingSight(
        slug=recording.slug,
        title=text.title,
        abstract=text.abstract,
        language=spoken,
        lessons=lessons,
        lessons_language=lessons_language,
        starts_at=recording.sitting.starts_at,
        zone=recording.sitting.zone,
        published_at=recording.published_at,
        seconds=max((asset.seconds or 0 for asset in media), default=0),
        media=tuple(map(file_sight, media)),
        files=tuple(map(file_sight, [*media, *_unplayed(used, media), *_kept(used)])),
        captions=tuple(map(captions_sight, captions_of(used))),
        poster=file_sight(poster) if poster else None,
        verified_at=_oldest(verified),
    )


def file_sight(asset: Asset) -> FileSight:
    sort, _, form = asset.file.media_type.partition("/")
    return FileSight(
        public_id=asset.public_id,
        name=asset.name,
        kind=asset.kind,
        label=_label(asset, sort),
        format=ENDINGS.get(form) or asset.name.rpartition(".")[2].upper(),
        sort=sort,
        media_type=asset.file.media_type,
        language=asset.language,
        size=asset.file.size,
        seconds=asset.seconds or 0,
        digest=asset.digest,
        is_copy=bool(asset.recipe),
    )


def captions_sight(asset: Asset) -> CaptionsSight:
    return CaptionsSight(
        public_id=asset.public_id,
        name=asset.name,
        language=asset.language,
        state=REVIEWS[asset.review or Review.MACHINE],
        checked=asset.review is Review.VERIFIED,
        reviewer=asset.reviewed_by,
        reviewed_at=asset.reviewed_at,
    )


def gaps(recording: Recording) -> list[Gap]:
    """Return which of the six languages lack captions, checked ones, slides or a transcript."""
    used = in_use(recording.assets)
    captions = {asset.language for asset in captions_of(used)}
    found = [
        Gap(KINDS[AssetKind.CAPTIONS], _without(captions)),
        Gap(KINDS[AssetKind.TRANSCRIPT], missing_transcripts(recording)),
        Gap(KINDS[AssetKind.SLIDES], _without(_languages(used, AssetKind.SLIDES))),
    ]
    return [gap for gap in found if gap.languages]


def missing_transcripts(recording: Recording) -> tuple[str, ...]:
    """Return the languages of the six in which nothing of what was said can be read yet."""
    used = in_use(recording.assets)
    captions = {asset.language for asset in captions_of(used)}
    return _without(captions | _languages(used, AssetKind.TRANSCRIPT))


def floor_of(recording: Recording) -> list[str]:
    return floor_languages(recording.sitting.webinar)


def unchecked_of(recording: Recording) -> list[str]:
    """Return the floor languages in which no person has checked the captions."""
    return unchecked_floor(recording.sitting.webinar, recording.assets)


def excerpt(paragraphs: Sequence[Paragraph], *, most: int = ON_THE_PAGE) -> Excerpt:
    """Return the whole transcript where it is short, else as much of its beginning as fits."""
    taken: list[Paragraph] = []
    size = 0
    for paragraph in paragraphs:
        size += len(paragraph.text.encode()) + PER_PARAGRAPH
        if size > most and taken:
            return Excerpt(tuple(taken), whole=False)
        taken.append(paragraph)
    return Excerpt(tuple(taken), whole=True)


def _unplayed(used: Iterable[Asset], media: Sequence[Asset]) -> list[Asset]:
    return [asset for asset in originals_of(used) if asset not in media]


def _label(asset: Asset, sort: str) -> str:
    made_by = recipe_of(asset.recipe)
    if made_by is not None:
        return NAMES[made_by]
    if is_media(asset) and any(one.derived_from == asset.digest for one in asset.recording.assets):
        return N_("Original, as it was recorded")
    if is_media(asset):
        return N_("Sound only") if sort == "audio" else N_("Film")
    return KINDS[asset.kind]


def _kept(used: Iterable[Asset]) -> list[Asset]:
    order = (AssetKind.SLIDES, AssetKind.TRANSCRIPT, AssetKind.CAPTIONS)
    found = [asset for asset in used if asset.kind in order]
    return sorted(found, key=lambda asset: (order.index(asset.kind), asset.language, asset.id))


def _oldest(moments: Sequence[datetime | None]) -> datetime | None:
    known = [moment for moment in moments if moment is not None]
    return min(known) if known and len(known) == len(moments) else None


def _languages(used: Iterable[Asset], kind: AssetKind) -> set[str]:
    return {asset.language for asset in used if asset.kind is kind and asset.language}


def _without(there: set[str]) -> tuple[str, ...]:
    return tuple(language for language in SIX if language not in there)
