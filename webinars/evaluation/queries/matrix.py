"""Reading the evaluator's matrix and notes."""

from collections.abc import Sequence

from sqlalchemy import func, select

from webinars.database import Db
from webinars.evaluation.models.matrix import MatrixRelease, MatrixRow
from webinars.evaluation.models.notes import Note
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Series


def matrix_of(db: Db, *, series: Series) -> Sequence[MatrixRow]:
    """Return the draft of the matrix, in its order."""
    rows = select(MatrixRow).where(MatrixRow.series_id == series.id)
    return db.scalars(rows.order_by(MatrixRow.position, MatrixRow.id)).all()


def get_row(db: Db, *, public_id: str, series: Series) -> MatrixRow:
    """Return one row of the draft, or raise NotFound."""
    this = (MatrixRow.public_id == public_id, MatrixRow.series_id == series.id)
    found = db.scalars(select(MatrixRow).where(*this)).one_or_none()
    if found is None:
        raise NotFound
    return found


def last_position(db: Db, *, series: Series) -> int:
    of = MatrixRow.series_id == series.id
    return db.scalar(select(func.max(MatrixRow.position)).where(of)) or 0


def releases_of(db: Db, *, series: Series) -> Sequence[MatrixRelease]:
    """Return the releases of the matrix, the newest first."""
    rows = select(MatrixRelease).where(MatrixRelease.series_id == series.id)
    return db.scalars(rows.order_by(MatrixRelease.number.desc())).all()


def notes_of(db: Db, *, account: str, about: str | None = None) -> Sequence[Note]:
    """Return the notes of one account, the last changed first; those about one thing if named."""
    rows = select(Note).where(Note.account == account)
    if about is not None:
        rows = rows.where(Note.about == about)
    return db.scalars(rows.order_by(Note.changed_at.desc(), Note.id.desc())).all()


def get_note(db: Db, *, public_id: str, account: str) -> Note:
    """Return a note of `account`; another's is not found.

    Raises:
        NotFound: there is none.
    """
    this = (Note.public_id == public_id, Note.account == account)
    found = db.scalars(select(Note).where(*this)).one_or_none()
    if found is None:
        raise NotFound
    return found
