"""The board of languages: what a webinar gives in which, how far it is, and whose it is."""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from webinars.accounts.models import Account
from webinars.desk.rules.evidence import Evidence
from webinars.desk.sights.today import title_of
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.models import TextState, Webinar, WebinarState
from webinars.recordings.models import Asset, AssetKind, Review
from webinars.recordings.rules import SIX, in_use


class Item(enum.StrEnum):
    """What is wanted in six languages. The value is the gap's name under which it has an owner."""

    PAGE = "texts"
    SLIDES = "slides"
    CAPTIONS = "captions"
    TRANSCRIPT = "transcript"
    QUESTIONNAIRE = "questionnaire"


ITEMS: Mapping[Item, str] = {
    Item.PAGE: N_("Page"),
    Item.SLIDES: N_("Slides"),
    Item.CAPTIONS: N_("Captions"),
    Item.TRANSCRIPT: N_("Transcript"),
    Item.QUESTIONNAIRE: N_("Questionnaire"),
}


class Status(enum.StrEnum):
    MISSING = "missing"
    MACHINE = "machine"
    DRAFT = "draft"
    READY = "ready"


STATUSES: Mapping[Status, str] = {
    Status.MISSING: N_("Missing"),
    Status.MACHINE: N_("Machine draft"),
    Status.DRAFT: N_("Draft"),
    Status.READY: N_("Ready"),
}

SHADES: Mapping[Status, str] = {Status.MISSING: "bad", Status.READY: "ok"}

REVIEWED: Mapping[Review | None, Status] = {
    Review.MACHINE: Status.MACHINE,
    Review.DRAFT: Status.DRAFT,
    Review.VERIFIED: Status.READY,
}


@dataclass(frozen=True)
class Line:
    """One item of a webinar: a status a language, in the order of the United Nations."""

    item: Item
    name: str
    """An English id."""
    cells: tuple[Status, ...]
    owner: str
    """Name of the account; empty: nobody."""
    owner_id: str

    @property
    def ready(self) -> int:
        return sum(cell is Status.READY for cell in self.cells)


@dataclass(frozen=True)
class Board:
    """One webinar's lines."""

    slug: str
    title: object
    lines: tuple[Line, ...]

    @property
    def ready(self) -> int:
        return sum(line.ready for line in self.lines)

    @property
    def wanted(self) -> int:
        return len(self.lines) * len(SIX)


def boards_of(
    found: Sequence[Evidence],
    *,
    asked_in: Collection[str],
    owners: Mapping[int, Mapping[str, Account]],
    language: Language,
) -> list[Board]:
    """Return a board a webinar that is not cancelled.

    Args:
        asked_in: languages in which the newest questionnaire can be answered.
        owners: accounts by webinar's id and gap.
        language: of titles.
    """
    return [
        Board(
            slug=one.webinar.slug,
            title=title_of(one.webinar, language),
            lines=tuple(_lines(one, asked_in, owners.get(one.webinar.id, {}))),
        )
        for one in found
        if one.webinar.state is not WebinarState.CANCELLED
    ]


def _lines(
    one: Evidence, asked_in: Collection[str], owners: Mapping[str, Account]
) -> Iterable[Line]:
    kept = [
        asset
        for sitting in one.sittings
        if sitting.id in one.recordings
        for asset in in_use(one.recordings[sitting.id].assets)
    ]
    captions = _captions(kept)
    found: dict[Item, Mapping[str, Status]] = {
        Item.PAGE: _page(one.webinar),
        Item.SLIDES: _there(kept, AssetKind.SLIDES),
        Item.CAPTIONS: captions,
        Item.TRANSCRIPT: captions | _there(kept, AssetKind.TRANSCRIPT),
        Item.QUESTIONNAIRE: dict.fromkeys(asked_in, Status.READY),
    }
    for item, name in ITEMS.items():
        account = owners.get(item) or owners.get("")
        cells = tuple(found[item].get(code, Status.MISSING) for code in SIX)
        owner = (account.name, account.public_id) if account else ("", "")
        yield Line(item, name, cells, *owner)


def _page(webinar: Webinar) -> dict[str, Status]:
    return {
        text.language.value: Status.READY if text.state is TextState.READY else Status.DRAFT
        for text in webinar.texts
    }


def _captions(kept: Iterable[Asset]) -> dict[str, Status]:
    """Return how far captions are; a transcript is made of them."""
    return {
        asset.language: REVIEWED.get(asset.review, Status.MACHINE)
        for asset in kept
        if asset.kind is AssetKind.CAPTIONS
    }


def _there(kept: Iterable[Asset], kind: AssetKind) -> dict[str, Status]:
    return {one.language: Status.READY for one in kept if one.kind is kind and one.language}
