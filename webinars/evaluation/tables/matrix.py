"""The evaluation matrix as it was last released: no draft."""

from collections.abc import Iterator

from sqlalchemy import select

from webinars.database import Db
from webinars.evaluation.models.matrix import MatrixRelease
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    INSTANT,
    SERIES,
    TEXT,
    Column,
    Row,
    Table,
)
from webinars.kernel.tokens import Keyring
from webinars.programme.models import Series

WORDS = (
    ("criterion", "Such as relevance or effectiveness"),
    ("question", "The question"),
    ("sub_questions", "Its parts, one a line"),
    ("judgement", "By what it is judged"),
    ("indicators", "Numbers of the indicators, by spaces"),
    ("source", "From where the answer comes"),
    ("method", "How it is found"),
    ("limitation", "What it cannot show"),
)


def _matrix(db: Db, _keyring: Keyring) -> Iterator[Row]:
    releases = db.execute(
        select(Series.public_id, MatrixRelease)
        .join(MatrixRelease, MatrixRelease.series_id == Series.id)
        .order_by(Series.id, MatrixRelease.number)
    )
    for series, one in {row[0]: row for row in releases}.values():  # the last of each
        for number, row in enumerate(one.rows, start=1):
            words = [row[name] for name, _ in WORDS]
            yield (series, one.number, number, *words, one.language, one.released_at)


TABLES = (
    Table(
        "matrix",
        "The evaluation matrix of each series, as it was last released",
        (
            SERIES,
            Column("release", COUNT, "Number of the release"),
            Column("row", COUNT, "Place in the matrix"),
            *(Column(name, TEXT, meaning) for name, meaning in WORDS),
            Column("language", CODE, "Of these words"),
            Column("released_at", INSTANT, "When it was released"),
        ),
        ("series", "row"),
        _matrix,
    ),
)
