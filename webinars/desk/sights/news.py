"""The news of the programme: what was announced, changed or cancelled, for feed readers."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from webinars.desk.sights.texts import Said
from webinars.kernel.languages import Language
from webinars.programme.models import Sitting, Webinar, WebinarState
from webinars.programme.rules import standing, text_in

YEAR = 2026
"""Of the tag URIs (RFC 4151): a year in which the names of this house were ours to give."""


class News(enum.StrEnum):
    ANNOUNCED = "announced"
    OPEN = "open"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Holding:
    """When one sitting is held, as announced."""

    starts_at: datetime
    ends_at: datetime
    zone: str


@dataclass(frozen=True)
class Item:
    id: str
    address: str
    what: News
    title: Said
    abstract: Said
    reason: str
    """Of a cancellation."""
    published: datetime
    updated: datetime
    holdings: tuple[Holding, ...]


def news_of(webinars: Iterable[Webinar], *, language: Language, base_url: str) -> list[Item]:
    """Return one item a webinar, the last changed first."""
    items = [_item(webinar, language, base_url) for webinar in webinars]
    return sorted(items, key=lambda item: (item.updated, item.id), reverse=True)


def _item(webinar: Webinar, language: Language, base_url: str) -> Item:
    text, spoken = text_in(webinar.texts, language)
    published = webinar.announced_at or webinar.revised_at
    return Item(
        id=f"tag:{urlsplit(base_url).hostname},{YEAR}:{webinar.public_id}",
        address=f"{base_url}/webinars/{webinar.slug}",
        what=_what(webinar),
        title=Said(text.title, spoken),
        abstract=Said(text.abstract, spoken),
        reason=webinar.cancel_reason,
        published=published,
        updated=max(published, webinar.revised_at, *_moments(webinar)),
        holdings=tuple(_holding(sitting) for sitting in standing(webinar)),
    )


def _what(webinar: Webinar) -> News:
    if webinar.state is WebinarState.CANCELLED:
        return News.CANCELLED
    return News.OPEN if webinar.state is WebinarState.OPEN else News.ANNOUNCED


def _moments(webinar: Webinar) -> list[datetime]:
    """Return when its calendar entries changed, its registration opened, or it was cancelled."""
    own = [webinar.opened_at, webinar.cancelled_at]
    return [one for one in own if one] + [one.calendar_revised_at for one in webinar.sittings]


def _holding(sitting: Sitting) -> Holding:
    return Holding(sitting.starts_at, sitting.ends_at, sitting.zone)
