"""Slides beside the sound: which page is shown from when, and where its picture is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webinars.recordings.models import Asset, SlidePage, SlideTurn
from webinars.recordings.rules import clock_of


@dataclass(frozen=True)
class PageSight:
    number: int
    address: str
    """Of the picture."""
    width: int
    height: int
    size: int
    """In bytes."""
    words: str
    """What can be read on it."""
    shown: tuple[int, ...]
    """From which seconds on; empty: never."""

    @property
    def clocks(self) -> list[str]:
        return [clock_of(at) for at in self.shown]


@dataclass(frozen=True)
class ShownSight:
    """A page from a second on."""

    at: int
    page: PageSight

    @property
    def clock(self) -> str:
        return clock_of(self.at)


@dataclass(frozen=True)
class SlidesSight:
    language: str
    pages: tuple[PageSight, ...]

    @property
    def shown(self) -> list[ShownSight]:
        """Return what is shown, in order of time."""
        turns = [ShownSight(at, page) for page in self.pages for at in page.shown]
        return sorted(turns, key=lambda turn: turn.at)

    @property
    def size(self) -> int:
        """Return how many bytes the pictures have that are shown."""
        return sum(page.size for page in self.pages if page.shown)


def slides_sight(
    asset: Asset, pages: Sequence[SlidePage], turns: Sequence[SlideTurn]
) -> SlidesSight:
    times = _times(turns)
    return SlidesSight(asset.language, tuple(_page(asset, one, times) for one in pages))


def _times(turns: Sequence[SlideTurn]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for turn in turns:
        found.setdefault(turn.number, []).append(turn.at)
    return found


def _page(asset: Asset, page: SlidePage, times: Mapping[int, list[int]]) -> PageSight:
    return PageSight(
        number=page.number,
        address=f"/media/{asset.public_id}/page-{page.number}.jpg",
        width=page.width,
        height=page.height,
        size=page.file.size,
        words=page.words,
        shown=tuple(times.get(page.number, ())),
    )
