"""Writing the evaluator's matrix and releasing it; and her own notes, of which nothing is told."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select

from webinars.database import Db
from webinars.evaluation.dossiers.matrix import ROWS
from webinars.evaluation.models.matrix import MatrixRelease, MatrixRow
from webinars.evaluation.models.notes import Note
from webinars.evaluation.queries.matrix import last_position, matrix_of, releases_of
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.programme.models import Series


class MatrixBegun(Refusal):
    message = N_("The matrix has rows already.")


class NothingToRelease(Refusal):
    message = N_("The matrix has no row yet.")


class ReleasedAlready(Refusal):
    message = N_("Nothing has changed since the last release.")


@dataclass(frozen=True)
class RowFacts:
    """A row of the matrix, as somebody wrote it."""

    criterion: str
    question: str
    sub_questions: str = ""
    judgement: str = ""
    indicators: str = ""
    """Numbers, by spaces."""
    source: str = ""
    method: str = ""
    limitation: str = ""


def proposed_rows(say: Callable[[str], str]) -> list[RowFacts]:
    """Return the matrix that the documents propose, in the language that `say` speaks."""
    return [
        RowFacts(
            criterion=say(one.criterion),
            question=say(one.question),
            indicators=" ".join(map(str, one.indicators)),
            source=say(one.source),
        )
        for one in ROWS
    ]


def begin_matrix(
    db: Db, *, series: Series, proposed: Sequence[RowFacts], by: str, now: datetime
) -> None:
    """Fill an empty matrix with what is proposed.

    Raises:
        MatrixBegun: it is not empty.
    """
    if matrix_of(db, series=series):
        raise MatrixBegun
    for facts in proposed:
        add_row(db, series=series, facts=facts, by=by, now=now)


def add_row(db: Db, *, series: Series, facts: RowFacts, by: str, now: datetime) -> MatrixRow:
    """Add a row at the end of the draft. The journal says nothing of drafts."""
    row = MatrixRow(
        series_id=series.id,
        position=last_position(db, series=series) + 1,
        **asdict(facts),
        changed_at=now,
        changed_by=by,
    )
    db.add(row)
    db.flush()
    return row


def change_row(db: Db, *, row: MatrixRow, facts: RowFacts, by: str, now: datetime) -> None:
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = now, by
    db.flush()


def remove_row(db: Db, *, row: MatrixRow) -> None:
    db.delete(row)
    db.flush()


def move_up(db: Db, *, series: Series, row: MatrixRow) -> None:
    """Put a row before the one above it; the first stays."""
    rows = list(matrix_of(db, series=series))
    place = rows.index(row)
    if place:
        above = rows[place - 1]
        row.position, above.position = above.position, row.position
    db.flush()


def release_matrix(
    db: Db, *, series: Series, language: Language, by: str, now: datetime
) -> MatrixRelease:
    """Release the matrix as it stands: from now on it is read, and dossiers use it.

    Raises:
        NothingToRelease: it has no row.
        ReleasedAlready: it reads as the last release.
    """
    rows = [asdict(facts_of(row)) for row in matrix_of(db, series=series)]
    if not rows:
        raise NothingToRelease
    digest = hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
    before = releases_of(db, series=series)
    if before and (before[0].digest, before[0].language) == (digest, language):
        raise ReleasedAlready
    release = MatrixRelease(
        series_id=series.id,
        number=_next(db, series),
        language=language,
        rows=rows,
        digest=digest,
        released_at=now,
        released_by=by,
    )
    db.add(release)
    db.flush()
    detail = {"number": release.number, "digest": digest}
    kind = "evaluation.release_matrix"
    record(db, kind=kind, actor=by, subject=series.public_id, now=now, detail=detail)
    return release


def facts_of(row: MatrixRow) -> RowFacts:
    return RowFacts(**{name: getattr(row, name) for name in RowFacts.__dataclass_fields__})


def _next(db: Db, series: Series) -> int:
    of = MatrixRelease.series_id == series.id
    return (db.scalar(select(func.max(MatrixRelease.number)).where(of)) or 0) + 1


def write_note(db: Db, *, account: str, about: str, words: str, now: datetime) -> Note:
    """Write a note of one's own. It is in no journal, snapshot or export of others."""
    note = Note(account=account, about=about, words=words, made_at=now, changed_at=now)
    db.add(note)
    db.flush()
    return note


def change_note(db: Db, *, note: Note, about: str, words: str, now: datetime) -> None:
    note.about, note.words, note.changed_at = about, words, now
    db.flush()


def remove_note(db: Db, *, note: Note) -> None:
    """Remove a note for good."""
    db.delete(note)
    db.flush()
