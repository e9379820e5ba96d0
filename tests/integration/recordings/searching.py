"""What searches of the archive are tried on: words in six languages, and what is found."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select

from tests.conftest import NOON
from tests.factories.recordings import make_captions, make_public
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.recordings.models import Recording, SearchPiece, SearchText
from webinars.recordings.queries.searching import Wish, search
from webinars.recordings.rules.filtering import Filter
from webinars.recordings.rules.seeking import read_question
from webinars.recordings.tending import follow
from webinars.storage.store import Store

SAID = {
    "en": "We asked for a database. Two registers should agree.",
    "fr": "Nous demandions une base de données. L’évaluation dure trois jours.",
    "es": "Pedimos una base de datos. Las necesidades de la oficina.",
    "ru": "Мы просили базу данных. Отчёт двух реестров.",
    "ar": "طلبنا القاعدة وأسئلة كثيرة في سنة ٢٠٢٦.",
    "zh": "我们要的是数据库，真正需要的是登记簿。",
}


def captions(*paragraphs: str) -> str:
    """Return captions with a paragraph every minute."""
    cues = (
        f"00:{place:02}:05.000 --> 00:{place:02}:09.000\n{words}"
        for place, words in enumerate(paragraphs)
    )
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


@pytest.fixture
def spoken(db: Db, store: Store, connection: Connection) -> Recording:
    """A public recording whose captions say something in each of the six languages."""
    recording = make_public(db, store)
    for language, words in SAID.items():
        make_captions(
            db, store, sitting=recording.sitting, language=language, data=captions("…", words)
        )
    db.flush()
    follow(store, connection)
    return recording


@pytest.fixture
def followed(db: Db, store: Store, connection: Connection) -> Callable[[], str]:
    """Let the worker bring the search in step."""

    def follow_now() -> str:
        db.flush()
        return follow(store, connection)

    return follow_now


def found(db: Db, question: str, language: Language = Language.ENGLISH, **chosen: str) -> list[str]:
    """Return the slugs that are found."""
    by = {Filter(name): value for name, value in chosen.items()}
    wish = Wish(read_question(question), by)
    return [one.slug for one in search(db, wish=wish, language=language, now=NOON).recordings]


def content(db: Db) -> list[tuple[object, ...]]:
    """Return all that the index holds, by recording and language."""
    rows = db.execute(
        select(SearchText.recording_id, SearchText.language, SearchText.fingerprint, SearchPiece)
        .join(
            SearchPiece,
            (SearchPiece.id >= SearchText.id * 65536)
            & (SearchPiece.id < (SearchText.id + 1) * 65536),
        )
        .order_by(SearchText.recording_id, SearchText.language, SearchPiece.id)
        .execution_options(populate_existing=True)
    )
    return [(*row[:3], row[3].id % 65536, row[3].at, row[3].text) for row in rows]
