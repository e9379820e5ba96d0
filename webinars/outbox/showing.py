"""Showing a letter before it leaves, as its reader will get it: a socket that `app` plugs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Content, Pen

EXTENSION = "letters.shown"

Show = Callable[[Db, Letter, datetime], Content | None]


@dataclass(frozen=True)
class VeiledPen(Pen):
    """A pen for eyes that are not the reader's: it writes no link that opens anything."""

    def link(self, purpose: Purpose, public_id: str, generation: int, *more: str) -> str:  # noqa: ARG002
        return "/".join([self.base_url, purpose.value, "…", *more])


def shown(db: Db, letter: Letter, *, now: datetime) -> Content | None:
    """Return what `letter`, in the outbox of `db`, would say; None where it would not leave."""
    show = cast("Show", current_app.extensions[EXTENSION])
    return show(db, letter, now)
