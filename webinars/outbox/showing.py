"""Showing a letter before it leaves, as its reader will get it: a socket that `app` plugs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from flask import current_app

from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Content, Pen, Sort, unsorted

EXTENSION = "letters.shown"

SORTS = "letters.sorts"

Show = Callable[[Db, Letter, datetime, "Sample | None"], Content | None]


@dataclass(frozen=True)
class VeiledPen(Pen):
    """A pen for eyes that are not the reader's: it writes no link that opens anything."""

    def link(self, purpose: Purpose, public_id: str, generation: int, *more: str) -> str:  # noqa: ARG002
        return "/".join([self.base_url, purpose.value, "…", *more])


@dataclass
class Sample:
    """What a letter speaks of that nobody gets, and what it said."""

    subject: object
    """A row that no database holds."""
    sentences: list[str] = field(default_factory=list)
    """English ids of the sentences that were said, in order."""


def shown(db: Db, letter: Letter, *, now: datetime, sample: Sample | None = None) -> Content | None:
    """Return what `letter`, in the outbox of `db`, would say; None where it would not leave."""
    show = cast("Show", current_app.extensions[EXTENSION])
    return show(db, letter, now, sample)


def sorts() -> Mapping[str, Sort]:
    """Return what is true of every letter of a kind, by kind, as the rooms say."""
    return cast("Mapping[str, Sort]", current_app.extensions[SORTS])


def sort_of(kind: str) -> Sort:
    return sorts().get(kind) or unsorted(kind)
