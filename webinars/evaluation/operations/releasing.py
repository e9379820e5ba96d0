"""What leaves: asked for by its reader alone, made by the worker, the same bytes again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from webinars.database import Db
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.evaluation.dossiers.blocks import Document
from webinars.evaluation.dossiers.composing import Front, dossier
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.for_all import dossier_for_all, told_to_all
from webinars.evaluation.dossiers.report import report
from webinars.evaluation.dossiers.typeset import write_pdf
from webinars.evaluation.dossiers.wordfile import write_docx
from webinars.evaluation.files.sealing import digest_file
from webinars.evaluation.indicators import series_in
from webinars.evaluation.models import Condition, Export, Release, ReleaseKind, Snapshot
from webinars.evaluation.operations.snapshots import Place
from webinars.evaluation.packs import Terms, build_pack
from webinars.evaluation.queries import find_release, has_accepted
from webinars.evaluation.queries.public import Standing, past, standings
from webinars.evaluation.sights.public import Published, published
from webinars.jobs.operations import enqueue
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.kernel.tokens import Purpose

RELEASE = "evaluation.release"
SUFFIXES = {
    ReleaseKind.PACK: "zip",
    ReleaseKind.DOSSIER_DOCX: "docx",
    ReleaseKind.DOSSIER_PDF: "pdf",
    ReleaseKind.REPORT_DOCX: "docx",
    ReleaseKind.REPORT_PDF: "pdf",
}


class ConditionOpen(Refusal):
    message = N_("Before the first pack, accept the condition: nobody is to be identified.")


@dataclass(frozen=True)
class Wish:
    """What somebody wants to take away."""

    kind: ReleaseKind
    language: Language
    bom: bool = False
    symbol: str = ""
    series: str = ""
    """Public id of the one that a document tells of; empty: all in the snapshot."""
    for_all: bool = False
    """A dossier in the version that everybody may read: of one series."""


def accept_condition(db: Db, *, account: str, mandate: str, now: datetime) -> None:
    """Write that an evaluator tries to find out nobody; a second time changes nothing."""
    if has_accepted(db, account=account, mandate=mandate):
        return
    db.add(Condition(account=account, mandate=mandate, accepted_at=now))
    kind = "evaluation.accept_condition"
    record(db, kind=kind, actor=account, subject=account, now=now, evidence=False)


def ask_for_release(
    db: Db, *, data: Path, snapshot: Snapshot, wish: Wish, account: str, mandate: str, now: datetime
) -> Release:
    """Return the release that was asked for, the one that stands where it was made before.

    One whose file was lost since is made again: it is the same bytes.

    Raises:
        ConditionOpen: a pack is asked for whose condition was never accepted.
    """
    if wish.kind is ReleaseKind.PACK and not has_accepted(db, account=account, mandate=mandate):
        raise ConditionOpen
    same = {
        "snapshot_id": snapshot.id,
        "kind": wish.kind,
        "language": wish.language,
        "bom": wish.bom,
        "symbol": wish.symbol,
        "series": wish.series,
        "for_all": wish.for_all,
        "account": account,
        "mandate": mandate,
    }
    known = db.scalars(select(Release).filter_by(**same)).first()
    if known and (known.done_at is None or file_of(data, known).is_file()):
        return known
    release = known or Release(**same, asked_at=now)
    release.done_at = release.digest = release.size = None
    db.add(release)
    db.flush()  # gives the public id by which the worker finds it
    enqueue(db, name=RELEASE, arguments={"release": release.public_id}, now=now)
    detail = {"cut": snapshot.cut, "kind": str(wish.kind)}
    record(
        db,
        kind=RELEASE,
        actor=account,
        subject=release.public_id,
        now=now,
        detail=detail,
        evidence=False,
    )
    return release


def make_release(engine: Bind, place: Place, *, public_id: str, now: datetime) -> None:
    """Make the file of a release. Safe to repeat and to kill: it gets its name when it is whole."""
    with reading(engine) as db:
        found = find_release(db, public_id=public_id)
        if found is None or found.done_at is not None:
            return
        snapshot = place.folder / str(found.snapshot.cut)
        target = file_of(place.folder.parent, found)
        key = found.series or next(iter(series_in(snapshot)), "")
        cut = found.snapshot.cut
        told = standings(past(db), folder=place.folder, series=[key], cut=cut)[key]
    target.parent.mkdir(parents=True, exist_ok=True)
    MAKERS[found.kind](Work(snapshot, target, place, found, key, told))
    with unit_of_work(engine) as db:
        release = find_release(db, public_id=public_id)
        if release is not None:
            release.digest, release.size = digest_file(target), target.stat().st_size
            release.done_at = now


def file_of(data: Path, release: Release) -> Path:
    """Return where the file of a release lies, below the data directory."""
    return data / "releases" / f"{release.public_id}.{SUFFIXES[release.kind]}"


def note_release(db: Db, *, release: Release, account: str, now: datetime) -> None:
    """Write that somebody took a release away: the fact alone, which the Secretariat sees."""
    db.add(
        Export(
            snapshot_id=release.snapshot_id, kind=str(release.kind), account=account, taken_at=now
        )
    )


@dataclass(frozen=True)
class Work:
    """What a file is made of."""

    snapshot: Path
    target: Path
    place: Place
    release: Release
    series: str
    """Public id of the one that a document for everybody tells of."""
    standings: Sequence[Standing]

    @property
    def public(self) -> Published:
        return published(self.standings)

    @property
    def told(self) -> Told:
        language, own = self.release.language, self.standings
        return told_to_all(self.snapshot, language, series=self.series, standings=own)


def _pack(work: Work) -> None:
    release = work.release
    terms = Terms(release.mandate, release.language, release.bom)
    build_pack(work.snapshot, work.target, key=work.place.keyring.key(Purpose.PACK), terms=terms)


def _dossier(work: Work) -> None:
    release = work.release
    front = Front(release.symbol, release.mandate)
    if release.for_all:
        _write(dossier_for_all(work.told, front, work.public), work.target)
        return
    told = Told(work.snapshot, release.language, only=release.series)
    _write(dossier(told, front), work.target)


def _report(work: Work) -> None:
    front = Front(work.release.symbol, "")
    _write(report(work.told, front, work.public), work.target)


def _write(document: Document, target: Path) -> None:
    """Write a document under another name first, so that its own is only ever whole."""
    part = target.with_suffix(f".part{target.suffix}")
    write = write_pdf if target.suffix == ".pdf" else write_docx
    write(document, part)
    part.replace(target)


Maker = Callable[[Work], None]

MAKERS: dict[ReleaseKind, Maker] = {
    ReleaseKind.PACK: _pack,
    ReleaseKind.DOSSIER_DOCX: _dossier,
    ReleaseKind.DOSSIER_PDF: _dossier,
    ReleaseKind.REPORT_DOCX: _report,
    ReleaseKind.REPORT_PDF: _report,
}
