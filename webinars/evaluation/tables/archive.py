"""What is published of each webinar: recordings, their use, and parts promised in languages."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Select, case, func, select

from webinars.database import Db
from webinars.database.pouring import moment, streamed
from webinars.evaluation.tables.programme import all_webinars
from webinars.evaluation.tables.shape import (
    CODE,
    COUNT,
    DAY,
    FLAG,
    INSTANT,
    SITTING,
    WEBINAR,
    Column,
    Row,
    Table,
)
from webinars.feedback.models import Invitation, Question, QuestionText
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Keyring
from webinars.programme.models import PromisedPart, Sitting, TextState, Webinar
from webinars.recordings.models import Asset, AssetKind, Recording, Review, View
from webinars.recordings.queries.reading import is_download, is_view, seconds_played
from webinars.storage.models import StoredFile

PUBLISHED = {
    PromisedPart.PAGE,
    PromisedPart.SLIDES,
    PromisedPart.CAPTIONS,
    PromisedPart.TRANSCRIPT,
    PromisedPart.QUESTIONNAIRE,
}
"""Parts that are published or not. What was spoken at the sitting cannot be looked up here."""


def _recordings(db: Db, _keyring: Keyring) -> Iterator[Row]:
    moments = (moment(Recording.published_at), moment(Recording.withdrawn_at))
    query = (
        select(Recording.public_id, Webinar.public_id, Sitting.public_id, *moments)
        .join(Sitting, Sitting.id == Recording.sitting_id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .order_by(Recording.id)
    )
    return streamed(db, query)


def _views(db: Db, _keyring: Keyring) -> Iterator[Row]:
    counted = (
        func.count(View.visitor.distinct()),
        func.sum(case((is_view(), 1), else_=0)),
        func.sum(View.octets),
        func.sum(seconds_played()),
        func.sum(case((is_download(), 1), else_=0)),
    )
    query = (
        select(Recording.public_id, View.day, *counted)
        .join(Asset, Asset.id == View.asset_id)
        .join(StoredFile, StoredFile.digest == Asset.digest)
        .join(Recording, Recording.id == Asset.recording_id)
        .group_by(Recording.id, Recording.public_id, View.day)
        .order_by(Recording.id, View.day)
    )
    for recording, day, *told in streamed(db, query):
        visitors, views, octets, seconds, downloads = (int(one or 0) for one in told)
        yield recording, day, visitors, views, octets, seconds // 60, downloads


def _parts(db: Db, _keyring: Keyring) -> Iterator[Row]:
    """Yield each promised part and language that can be published, and whether it is."""
    there = _there(db)
    for webinar in all_webinars(db):
        for promise in sorted(webinar.promises, key=lambda one: one.id):
            if promise.part in PUBLISHED:
                published = (promise.part, promise.language) in there[webinar.id]
                moments = (promise.promised_at, promise.withdrawn_at)
                yield (webinar.public_id, promise.part, promise.language, *moments, published)


def _there(db: Db) -> dict[int, set[tuple[PromisedPart, str]]]:
    """Return part and language of all that is published, by the webinar's id."""
    found: dict[int, set[tuple[PromisedPart, str]]] = defaultdict(set)
    for webinar in all_webinars(db):
        ready = (text.language for text in webinar.texts if text.state is TextState.READY)
        if webinar.announced_at is not None:
            found[webinar.id] |= {(PromisedPart.PAGE, language) for language in ready}
    for webinar_id, language in db.execute(_asked()):
        found[webinar_id].add((PromisedPart.QUESTIONNAIRE, language))
    for webinar_id, asset in db.execute(_assets()):
        found[webinar_id] |= _of_asset(asset)
    return found


def _asked() -> Select[int, Language]:
    """Select webinar and language of every questionnaire that somebody was invited to."""
    return (
        select(Invitation.webinar_id, QuestionText.language)
        .join(Question, Question.questionnaire_id == Invitation.questionnaire_id)
        .join(QuestionText, QuestionText.question_id == Question.id)
        .distinct()
    )


def _assets() -> Select[int, Asset]:
    standing = (Recording.published_at.is_not(None), Recording.withdrawn_at.is_(None))
    return (
        select(Sitting.webinar_id, Asset)
        .join(Recording, Recording.id == Asset.recording_id)
        .join(Sitting, Sitting.id == Recording.sitting_id)
        .where(Asset.withdrawn_at.is_(None), *standing)
    )


def _of_asset(asset: Asset) -> set[tuple[PromisedPart, str]]:
    """Return what a file gives its reader: checked captions are a transcript as well."""
    if asset.kind is AssetKind.SLIDES:
        return {(PromisedPart.SLIDES, asset.language)}
    if asset.kind is AssetKind.TRANSCRIPT:
        return {(PromisedPart.TRANSCRIPT, asset.language)}
    if asset.kind is AssetKind.CAPTIONS and asset.review is Review.VERIFIED:
        both = (PromisedPart.CAPTIONS, PromisedPart.TRANSCRIPT)
        return {(part, asset.language) for part in both}
    return set()


TABLES = (
    Table(
        "recordings",
        "What is kept of a sitting",
        (
            Column("recording", CODE, "Public id of the recording"),
            WEBINAR,
            SITTING,
            Column("published_at", INSTANT, "When it was first published; empty: never"),
            Column("withdrawn_at", INSTANT, "Since when only its tombstone is shown"),
        ),
        ("recording",),
        _recordings,
    ),
    Table(
        "views",
        "Use of the recordings, a day: no visitor is known",
        (
            Column("recording", CODE, "Public id of the recording"),
            Column("day", DAY, "Day in UTC"),
            Column("visitors", COUNT, "Different visitors on that day", "visitors"),
            Column("views", COUNT, "Visitor and file, a minute or a fifth of it played", "views"),
            Column("octets", COUNT, "Sent to be played", "bytes"),
            Column("minutes", COUNT, "Played, those who left early among them", "minutes"),
            Column("downloads", COUNT, "Visitor and file, all of it sent to be kept", "downloads"),
        ),
        ("recording", "day"),
        _views,
    ),
    Table(
        "parts",
        "Parts of webinars that were promised in a language, and whether they are there",
        (
            WEBINAR,
            Column("part", CODE, "page, slides, captions, transcript or questionnaire"),
            Column("language", CODE, "BCP 47 code"),
            Column("promised_at", INSTANT, "When it was promised"),
            Column("withdrawn_at", INSTANT, "When the promise was taken back"),
            Column("published", FLAG, "It is there"),
        ),
        ("webinar", "part", "language"),
        _parts,
    ),
)
