"""Closing a series for good: seal, export, redirect, purge. Each step may be asked again."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import or_, update

from webinars.database import Db
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.evaluation.dossiers.composing import Front, dossier
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.typeset import write_pdf
from webinars.evaluation.files.sealing import digest_file
from webinars.evaluation.operations import Place, take_snapshot
from webinars.evaluation.packs import Terms, build_pack
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.kernel.tokens import Purpose
from webinars.privacy.models import Step
from webinars.privacy.operations.purging import Purged, purge_series, series_at
from webinars.privacy.operations.silencing import count_false, withdraw_false
from webinars.programme.models import Series, Webinar
from webinars.programme.operations import raise_revision

LONGEST_ADDRESS = 500
Tell = Callable[[Step], None]


class NoAddress(Refusal):
    message = N_("“%(address)s” is no address of a page: it must begin with https:// or http://.")


class NothingToSeal(Refusal):
    message = N_("There is no evidence yet: a series without any cannot be closed.")


@dataclass(frozen=True)
class Closing:
    """What was done, or would be."""

    cut: int | None
    exported: tuple[tuple[str, str], ...]
    """Name and SHA-256 of every file of the export; for a dry run the names alone."""
    moved_to: str
    letters: int
    """That waited and asked for something which is over."""
    purged: Purged

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Order:
    """Which series is closed, by whose decision, and who asks for it."""

    slug: str
    moved_to: str
    """Where the public pages of the series and its webinars lead afterwards."""
    mandate: str
    """Of the decision, such as its document's symbol."""
    by: str


def close_series(
    engine: Bind,
    place: Place,
    order: Order,
    *,
    now: datetime,
    dry_run: bool,
    tell: Tell = lambda _step: None,
) -> Closing:
    """Seal, export into `closed/<slug>/` of the data directory, redirect the public pages, purge.

    What is closed like this already, with nothing left to purge, stays as it is.

    Args:
        tell: is told each step before it is done.

    Raises:
        NoAddress: the pages are to lead to no web address.
        SeriesRuns, StillToCome: the series has not ended.
        NothingToSeal: there is no evidence at all.
    """
    refuse_address(order.moved_to)
    purge = partial(purge_series, engine, place, slug=order.slug, by=order.by, now=now)
    planned = purge(dry_run=True)
    if dry_run or _stands(engine, order, planned):
        names = tuple((name, "") for name in export_names())
        return Closing(None, names, order.moved_to, _count_letters(engine, order), planned)
    tell(Step.SEALING)
    sealed = take_snapshot(engine, place, by=order.by, now=now)
    if sealed is None:
        raise NothingToSeal
    tell(Step.EXPORTING)
    exported = _export(engine, place, order, sealed.cut)
    tell(Step.REDIRECTING)
    letters = _redirect(engine, order, exported, now=now)
    tell(Step.PURGING)
    return Closing(sealed.cut, exported, order.moved_to, letters, purge(dry_run=False))


def _stands(engine: Bind, order: Order, planned: Purged) -> bool:
    """Return whether a closing before this one left nothing to do."""
    with reading(engine) as db:
        series = series_at(db, order.slug)
        is_closed = series.closed_at is not None and series.moved_to == order.moved_to
    return is_closed and not (planned.persons or planned.invitees)


def refuse_address(moved_to: str) -> None:
    """Refuse what is no web address.

    Raises:
        NoAddress: it is none, or longer than any that is kept.
    """
    if not moved_to.startswith(("https://", "http://")) or len(moved_to) > LONGEST_ADDRESS:
        raise NoAddress(address=moved_to)


def export_names() -> list[str]:
    """Return the names of the files that a closing exports."""
    return ["pack.zip", *(f"dossier-{language}.pdf" for language in Language), "closing.json"]


def _export(engine: Bind, place: Place, order: Order, cut: int) -> tuple[tuple[str, str], ...]:
    """Write pack and dossiers of the last snapshot where they stay; return their digests."""
    with reading(engine) as db:
        only = series_at(db, order.slug).public_id
    folder = place.folder.parent / "closed" / order.slug
    folder.mkdir(parents=True, exist_ok=True)
    snapshot = place.folder / str(cut)
    build_pack(
        snapshot,
        folder / "pack.zip",
        key=place.keyring.key(Purpose.PACK),
        terms=Terms(order.mandate),
    )
    for language in Language:
        write_pdf(
            dossier(Told(snapshot, language, only=only), Front("", order.mandate)),
            folder / f"dossier-{language}.pdf",
        )
    told = [(name, digest_file(folder / name)) for name in export_names()[:-1]]
    _note(folder / "closing.json", cut, told)
    return (*told, ("closing.json", digest_file(folder / "closing.json")))


def _note(path: Path, cut: int, told: list[tuple[str, str]]) -> None:
    content = {"cut": cut, "files": dict(told)}
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _count_letters(engine: Bind, order: Order) -> int:
    with reading(engine) as db:
        return count_false(db, series=series_at(db, order.slug))


def _redirect(
    engine: Bind, order: Order, exported: tuple[tuple[str, str], ...], *, now: datetime
) -> int:
    """Let the pages lead elsewhere and nobody register; return how many letters are taken back."""
    with unit_of_work(engine) as db:
        series = series_at(db, order.slug)
        closed_at = series.closed_at or now  # a crash may have come between this and the purge
        series.closed_at, series.moved_to = closed_at, order.moved_to
        _close_registration(db, series, now)
        letters = withdraw_false(db, series=series, now=closed_at)
        raise_revision(db)
        detail = {"moved_to": order.moved_to, "files": dict(exported), "letters": letters}
        kind, by, subject = "privacy.close", order.by, series.public_id
        record(db, kind=kind, actor=by, subject=subject, now=now, detail=detail)
    return letters


def _close_registration(db: Db, series: Series, now: datetime) -> None:
    """Let nobody register any more, for sittings still to come either."""
    later = or_(Webinar.registration_closes_at.is_(None), Webinar.registration_closes_at > now)
    these = (Webinar.series_id == series.id, later)
    db.execute(update(Webinar).where(*these).values(registration_closes_at=now))
