"""Closing a series for good: seal, export, redirect, purge. Each step may be asked again."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
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
from webinars.privacy.operations.purging import Purged, SeriesRuns, purge_series
from webinars.programme.models import Series, Webinar
from webinars.programme.operations import raise_revision
from webinars.programme.queries import find_series

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
    purged: Purged

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def close_series(
    engine: Bind,
    place: Place,
    *,
    slug: str,
    moved_to: str,
    mandate: str,
    by: str,
    now: datetime,
    dry_run: bool,
    tell: Tell = lambda _step: None,
) -> Closing:
    """Seal, export into `closed/<slug>/` of the data directory, redirect the public pages, purge.

    Args:
        moved_to: where the public pages of the series and its webinars lead afterwards.
        mandate: of the decision, such as its document's symbol.
        tell: is told each step before it is done.

    Raises:
        NoAddress: `moved_to` is no web address.
        SeriesRuns: the period of the series has not ended.
        NothingToSeal: there is no evidence at all.
    """
    refuse_address(moved_to)
    planned = purge_series(engine, place, slug=slug, by=by, now=now, dry_run=True)
    if dry_run:
        names = tuple((name, "") for name in export_names())
        return Closing(None, names, moved_to, planned)
    tell(Step.SEALING)
    sealed = take_snapshot(engine, place, by=by, now=now)
    if sealed is None:
        raise NothingToSeal
    tell(Step.EXPORTING)
    with reading(engine) as db:
        only = _series_at(db, slug).public_id
    exported = _export(place, slug, only, sealed.cut, mandate)
    tell(Step.REDIRECTING)
    _redirect(engine, slug, moved_to, exported, by=by, now=now)
    tell(Step.PURGING)
    purged = purge_series(engine, place, slug=slug, by=by, now=now, dry_run=False)
    return Closing(sealed.cut, exported, moved_to, purged)


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


def _export(
    place: Place, slug: str, only: str, cut: int, mandate: str
) -> tuple[tuple[str, str], ...]:
    """Write pack and dossiers of the last snapshot where they stay; return their digests.

    Args:
        only: public id of the series, of which the dossiers tell.
    """
    folder = place.folder.parent / "closed" / slug
    folder.mkdir(parents=True, exist_ok=True)
    snapshot = place.folder / str(cut)
    build_pack(
        snapshot,
        folder / "pack.zip",
        key=place.keyring.key(Purpose.PACK),
        terms=Terms(mandate),
    )
    for language in Language:
        write_pdf(
            dossier(Told(snapshot, language, only=only), Front("", mandate)),
            folder / f"dossier-{language}.pdf",
        )
    told = [(name, digest_file(folder / name)) for name in export_names()[:-1]]
    _note(folder / "closing.json", cut, told)
    return (*told, ("closing.json", digest_file(folder / "closing.json")))


def _note(path: Path, cut: int, told: list[tuple[str, str]]) -> None:
    content = {"cut": cut, "files": dict(told)}
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _redirect(
    engine: Bind,
    slug: str,
    moved_to: str,
    exported: tuple[tuple[str, str], ...],
    *,
    by: str,
    now: datetime,
) -> None:
    with unit_of_work(engine) as db:
        series = _series_at(db, slug)
        series.closed_at, series.moved_to = now, moved_to
        _close_registration(db, series, now)
        raise_revision(db)
        detail = {"moved_to": moved_to, "files": dict(exported)}
        record(
            db,
            kind="privacy.close",
            actor=by,
            subject=series.public_id,
            now=now,
            detail=detail,
        )


def _series_at(db: Db, slug: str) -> Series:
    found = find_series(db, slug=slug)
    if found is None:
        raise SeriesRuns(series=slug, day="—")
    return found


def _close_registration(db: Db, series: Series, now: datetime) -> None:
    """Let nobody register any more, for sittings still to come either."""
    later = or_(Webinar.registration_closes_at.is_(None), Webinar.registration_closes_at > now)
    these = (Webinar.series_id == series.id, later)
    db.execute(update(Webinar).where(*these).values(registration_closes_at=now))
