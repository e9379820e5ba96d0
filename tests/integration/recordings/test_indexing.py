"""What is searched stays in step with the archive, whatever happens."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import Connection, func, select, update

from tests.conftest import NOON
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_text
from tests.factories.recordings import make_captions, make_held_sitting, make_public
from tests.integration.recordings.searching import captions, content, followed, found, spoken
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.kernel.languages import Language
from webinars.programme.models import Appearance, Part, TextState
from webinars.programme.operations import raise_revision
from webinars.recordings.models import Recording, SearchPiece
from webinars.recordings.operations import publish, remove_asset, withdraw
from webinars.recordings.operations.indexing import INDEX
from webinars.recordings.operations.lessons import set_lessons
from webinars.recordings.rules.written import print_of
from webinars.recordings.tending import Index, follow, pack
from webinars.storage.store import Store

__all__ = ["followed", "spoken"]


def test_the_index_is_what_a_rebuild_would_give_whatever_happened(
    db: Db, store: Store, connection: Connection, spoken: Recording
) -> None:
    index = Index(store)
    other = make_public(db, store, sitting=make_sitting(db, starts_at=TENTH_OF_MARCH))
    make_captions(db, store, sitting=spoken.sitting, data=captions("Replaced by a colleague"))
    spoken.sitting.webinar.texts[0].title = "Another title"
    spoken.sitting.webinar.texts.append(
        make_text(title="Brouillon", language=Language.FRENCH, state=TextState.DRAFT)
    )
    remove_asset(db, asset=spoken.assets[-2], by="test", now=NOON)
    withdraw(db, recording=other, reason="By mistake", by="test", now=NOON)
    db.flush()
    index.tend(connection, NOON)
    kept = content(db)

    follow(store, connection, afresh=True)

    assert content(db) == kept
    assert found(db, "colleague") == [spoken.slug]
    assert found(db, "another") == [spoken.slug]
    assert found(db, "brouillon") == []
    pieces = db.scalar(select(func.count(SearchPiece.id)))
    words = db.connection().exec_driver_sql("SELECT count(*) FROM search_words").scalar()
    assert pieces == words == len(kept)


def test_the_worker_looks_again_only_after_a_change(
    db: Db, store: Store, connection: Connection, spoken: Recording, queries: list[str]
) -> None:
    index = Index(store)
    assert index.tend(connection, NOON) == "texts made: 0, taken out: 0, unchanged: 6"
    queries.clear()

    assert index.tend(connection, NOON) is None
    assert len(queries) == 1

    spoken.sitting.webinar.texts[0].abstract = "Changed meanwhile"
    raise_revision(db)
    db.flush()
    assert index.tend(connection, NOON) == "texts made: 1, taken out: 0, unchanged: 5"
    assert found(db, "meanwhile") == [spoken.slug]


def test_what_was_learned_is_found_and_no_longer_once_it_is_taken_away(
    db: Db, spoken: Recording, followed: Callable[[], str]
) -> None:
    given = {"en": "Ask the zanzibarian registry first.", "ru": "Спросите сначала в Занзибаре."}
    for lessons, has in ((given, [spoken.slug]), ({}, [])):
        seen = print_of(spoken.lessons)
        set_lessons(db, recording=spoken, given=lessons, seen=seen, by="officer", now=NOON)
        followed()

        assert found(db, "zanzibarian") == has
        assert found(db, "занзибаре", Language.RUSSIAN) == has


def test_what_is_withdrawn_is_gone_at_once_before_any_worker_looks(
    db: Db, spoken: Recording, client: FlaskClient
) -> None:
    assert found(db, "database") == [spoken.slug]

    withdraw(db, recording=spoken, reason="By mistake", by="test", now=NOON)
    db.flush()

    assert found(db, "database") == []
    assert spoken.slug not in client.get("/recordings").text


def test_captions_that_are_replaced_are_gone_at_once(
    db: Db, store: Store, spoken: Recording
) -> None:
    make_captions(db, store, sitting=spoken.sitting, data=captions("Something else"))
    db.flush()

    assert found(db, "database") == []


def test_what_is_not_published_is_not_in_the_index(
    db: Db, store: Store, followed: Callable[[], str]
) -> None:
    make_captions(db, store, sitting=make_held_sitting(db))

    followed()

    assert content(db) == []


def test_a_change_asks_the_worker_at_once(db: Db, store: Store) -> None:
    make_public(db, store)

    assert db.scalars(select(Job.name).where(Job.name == INDEX)).all() == [INDEX]


def test_captions_that_cannot_be_read_now_are_tried_again(
    db: Db, store: Store, followed: Callable[[], str]
) -> None:
    recording = make_public(db, store)
    db.flush()
    path = store.local_path(recording.assets[1].digest)
    assert path is not None
    aside = path.rename(path.with_suffix(".aside"))
    followed()
    assert found(db, "database") == []

    aside.rename(path)
    followed()

    assert found(db, "database") == [recording.slug]


def test_a_name_that_was_erased_leaves_the_index(
    db: Db, store: Store, connection: Connection
) -> None:
    sitting = make_held_sitting(db)
    one = Appearance(part=Part.SPEAKER, name="Zenobia Quux", consented_recording_at=NOON)
    sitting.webinar.appearances.append(one)
    make_public(db, store, sitting=sitting)
    db.flush()
    follow(store, connection)
    assert len(found(db, "Quux")) == 1

    db.execute(update(Appearance).values(name=""))
    db.expire_all()
    follow(store, connection)
    pack(connection, NOON)

    assert found(db, "Quux") == []
    assert "Quux" not in str(content(db))


def test_publishing_again_brings_it_back(
    db: Db, followed: Callable[[], str], spoken: Recording
) -> None:
    withdraw(db, recording=spoken, reason="By mistake", by="test", now=NOON)
    followed()
    assert content(db) == []
    publish(db, recording=spoken, reason="", by="test", now=NOON)

    followed()

    assert found(db, "database") == [spoken.slug]
