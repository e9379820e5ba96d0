"""What was published of the evaluation: findings, evidence, responses, dissent, the decision."""

from collections.abc import Iterator

from sqlalchemy import select

from webinars.database import Db
from webinars.evaluation.models import Snapshot
from webinars.evaluation.models.passages import (
    Decision,
    Evidence,
    ManagementResponse,
    Passage,
    PassageWording,
)
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    DAY,
    FLAG,
    INSTANT,
    NUMBER,
    SERIES,
    TEXT,
    Column,
    Row,
    Table,
)
from webinars.kernel.tokens import Keyring
from webinars.programme.models import Series

PUBLISHED = Passage.published_at.is_not(None)


def _passages(db: Db, _keyring: Keyring) -> Iterator[Row]:
    about = dict(db.execute(select(Passage.id, Passage.public_id).where(PUBLISHED)).all())
    rows = db.execute(
        select(Passage, PassageWording, Series.public_id)
        .join(PassageWording, PassageWording.passage_id == Passage.id)
        .join(Series, Series.id == Passage.series_id)
        .where(PUBLISHED)
        .order_by(PassageWording.id)
    )
    for passage, wording, series in rows:
        told = (passage.kind, passage.number, about.get(passage.about_id or 0), passage.language)
        words = (wording.words, passage.said_by, wording.withdrawn, wording.reason)
        yield (passage.public_id, wording.id, series, *told, *words, wording.written_at)


def _evidence(db: Db, _keyring: Keyring) -> Iterator[Row]:
    rows = db.execute(
        select(
            Evidence.id,
            Passage.public_id,
            Snapshot.cut,
            Evidence.indicator,
            Evidence.version,
            Evidence.measure,
            Evidence.breakdown,
            Evidence.key,
            Evidence.n,
            Evidence.d,
            Evidence.value,
            Evidence.low,
            Evidence.high,
            Evidence.published_at,
        )
        .join(Passage, Passage.id == Evidence.passage_id)
        .join(Snapshot, Snapshot.id == Evidence.snapshot_id)
        .where(PUBLISHED)
        .order_by(Evidence.id)
    )
    return (tuple(row) for row in rows)


def _answers(db: Db, _keyring: Keyring) -> Iterator[Row]:
    rows = db.execute(
        select(
            ManagementResponse.id,
            Passage.public_id,
            ManagementResponse.verdict,
            ManagementResponse.words,
            ManagementResponse.language,
            ManagementResponse.owner,
            ManagementResponse.due_on,
            ManagementResponse.progress,
            ManagementResponse.written_at,
        )
        .join(Passage, Passage.id == ManagementResponse.passage_id)
        .order_by(ManagementResponse.id)
    )
    return (tuple(row) for row in rows)


def _decided(db: Db, _keyring: Keyring) -> Iterator[Row]:
    rows = db.execute(
        select(
            Decision.public_id,
            Series.public_id,
            Decision.outcome,
            Decision.body,
            Decision.decided_on,
            Decision.symbol,
            Decision.words,
            Decision.language,
            Decision.follow_up,
            Decision.follow_up_on,
            Decision.reason,
            Decision.written_at,
        )
        .join(Series, Series.id == Decision.series_id)
        .order_by(Decision.id)
    )
    return (tuple(row) for row in rows)


PASSAGE = Column("passage", CODE, "Public id of the passage")
LANGUAGE = Column("language", CODE, "Of these words")
WRITTEN = Column("written_at", INSTANT, "When it was written")

TABLES = (
    Table(
        "passages",
        "Published findings, recommendations and dissent: every wording, the last in force",
        (
            PASSAGE,
            Column("wording", COUNT, "Number of the wording; a later one amends"),
            SERIES,
            Column("kind", CODE, "finding, recommendation or dissent"),
            Column("number", COUNT, "Among those of its kind"),
            Column("about", CODE, "The passage that it follows or dissents from"),
            LANGUAGE,
            Column("words", TEXT, "What it says"),
            Column("said_by", TEXT, "Whose dissent; empty: not attributed"),
            Column("withdrawn", FLAG, "It was withdrawn by this row"),
            Column("reason", TEXT, "Why it was amended or withdrawn"),
            WRITTEN,
        ),
        ("wording",),
        _passages,
    ),
    Table(
        "evidence",
        "Figures on which findings rest, as the named snapshot holds them",
        (
            Column("evidence", COUNT, "Number of the row"),
            PASSAGE,
            Column("cut", COUNT, "Of the snapshot"),
            Column("indicator", COUNT, "Number of the indicator"),
            Column("version", COUNT, "Of its definition"),
            Column("measure", CODE, "Of the indicator"),
            Column("breakdown", CODE, "Empty: the series as a whole"),
            Column("class", CODE, "In the breakdown"),
            Column("n", NUMBER, "Numerator"),
            Column("d", NUMBER, "Denominator"),
            Column("value", NUMBER, "Value"),
            Column("low", NUMBER, "Lower end of the 95 % interval"),
            Column("high", NUMBER, "Upper end of the 95 % interval"),
            Column("published_at", INSTANT, "Since when it stands under a published finding"),
        ),
        ("evidence",),
        _evidence,
    ),
    Table(
        "management",
        "What is answered to recommendations; the last row of each holds",
        (
            Column("response", COUNT, "Number of the row"),
            PASSAGE,
            Column("verdict", CODE, "accepted, partly or rejected"),
            Column("words", TEXT, "The answer"),
            LANGUAGE,
            Column("owner", TEXT, "Who is to do it"),
            Column("due_on", DAY, "By when"),
            Column("progress", CODE, "open, under-way, done or dropped"),
            WRITTEN,
        ),
        ("response",),
        _answers,
    ),
    Table(
        "outcomes",
        "What was decided on a series; a later row of the series corrects an earlier one",
        (
            Column("decision", CODE, "Public id of the decision"),
            SERIES,
            Column("outcome", CODE, "keep, modify or close"),
            Column("body", TEXT, "Who decided"),
            Column("decided_on", DAY, "When"),
            Column("symbol", TEXT, "Of the document that records it"),
            Column("words", TEXT, "The decision in its own words"),
            LANGUAGE,
            Column("follow_up", TEXT, "What is to follow"),
            Column("follow_up_on", DAY, "By when"),
            Column("reason", TEXT, "Why it was recorded anew"),
            WRITTEN,
        ),
        ("decision",),
        _decided,
    ),
)
