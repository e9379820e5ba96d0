"""The board of topics: proposed, read, supported once, merged and taken apart, answered, met."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.people import make_person
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.desk.queries.topics import read_topics
from webinars.evaluation.tables import TABLES
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.privacy.operations import copy_for, erase
from webinars.programme.models import Topic, TopicState, TopicSupport
from webinars.programme.operations.refusals import HasDuplicates, NotOnTheBoard, TooManyTopics
from webinars.programme.operations.topics import (
    TopicWords,
    Voice,
    judge_topic,
    meet_topic,
    merge_topic,
    propose_topic,
    support_no_longer,
    support_topic,
    unmerge_topic,
)
from webinars.registrations.models import Category
from webinars.registrations.operations import cancel
from webinars.web.requests import WebinarsApp

AMINA, JUMA, WAMBUI = Voice("amina", "KE"), Voice("juma", "KE"), Voice("wambui", "UG")
EVERY = frozenset(TopicState)
LATER = NOON + timedelta(seconds=2)


def words(title: str, language: Language = Language.ENGLISH) -> TopicWords:
    return TopicWords(language, title)


def make_topic(db: Db, title: str = "Registers", voice: Voice = AMINA) -> Topic:
    topic = propose_topic(db, voice=voice, words=words(title), now=NOON)
    judge_topic(db, topic=topic, public=True, by="otto", now=NOON)
    return topic


def counts(db: Db) -> dict[str, tuple[int, int]]:
    rows = read_topics(db, language=Language.ENGLISH, states=EVERY)
    return {row.text.title: (row.supporters, row.states) for row in rows}


def test_a_topic_is_supported_once_each_and_counted_by_member(db: Db) -> None:
    topic = make_topic(db)

    for voice in (AMINA, JUMA, JUMA, WAMBUI):
        support_topic(db, topic=topic, voice=voice, now=NOON)
    assert counts(db) == {"Registers": (3, 2)}

    for voice in (JUMA, AMINA):  # a proposer stays: the topic is hers
        support_no_longer(db, topic=topic, voice=voice)
    assert counts(db) == {"Registers": (2, 2)}


def test_what_is_not_public_cannot_be_supported(db: Db) -> None:
    topic = propose_topic(db, voice=AMINA, words=words("Registers"), now=NOON)

    with pytest.raises(NotOnTheBoard):
        support_topic(db, topic=topic, voice=JUMA, now=NOON)


def test_the_same_title_is_the_same_topic_and_three_may_wait(db: Db) -> None:
    first = propose_topic(db, voice=AMINA, words=words("A"), now=NOON)
    again = propose_topic(db, voice=AMINA, words=words(" a "), now=NOON)
    for title in ("B", "C"):
        propose_topic(db, voice=AMINA, words=words(title), now=NOON)

    with pytest.raises(TooManyTopics):
        propose_topic(db, voice=AMINA, words=words("D"), now=NOON)
    assert again is first


def test_merging_counts_each_person_once_and_is_undone_exactly(db: Db) -> None:
    one, two = make_topic(db, "Registers"), make_topic(db, "Keeping registers", JUMA)
    support_topic(db, topic=two, voice=AMINA, now=NOON)
    support_topic(db, topic=two, voice=WAMBUI, now=NOON)
    before = counts(db)

    merge_topic(db, topic=two, into=one, by="otto", now=NOON)
    assert counts(db) == {"Registers": (3, 2)}
    with pytest.raises(NotOnTheBoard):
        support_topic(db, topic=two, voice=JUMA, now=NOON)
    with pytest.raises(HasDuplicates):
        merge_topic(db, topic=one, into=make_topic(db, "Third"), by="otto", now=NOON)

    unmerge_topic(db, topic=two, by="otto", now=NOON)
    db.flush()
    assert {title: counts(db)[title] for title in before} == before


@pytest.fixture
def own(db: Db, app: WebinarsApp) -> str:
    """The address of the topics' page of somebody who registered for Kenya."""
    mine = make_registration(db, sitting=make_sitting(db))
    mine.category, mine.state_code = Category.STATE, "KE"
    db.flush()
    return f"/my/{app.keyring.token(Purpose.MY, mine.public_id, mine.generation)}/topics"


def test_a_topic_goes_from_a_link_over_the_desk_to_the_board(
    *, db: Db, app: WebinarsApp, secretariat: FlaskClient, own: str
) -> None:
    visitor = app.test_client()
    told = {"title": "السجلات", "words": "<b>Why</b>", "language": "ar"}

    assert visitor.post(own, data=told).status_code == 303
    assert "السجلات" not in visitor.get("/topics").text
    assert "waits to be read" in visitor.get(own + "?lang=en").text

    (topic,) = db.scalars(select(Topic))
    assert "1 topic waits to be read" in secretariat.get("/secretariat/topics").text
    desk = f"/secretariat/topics/{topic.public_id}"
    secretariat.post(f"{desk}/judge", data={"public": "yes"})
    secretariat.post(f"{desk}/texts/en", data={"title": "Registers", "answer": "In June."})

    app.clock = lambda: LATER
    arabic, english = visitor.get("/topics?lang=ar").text, visitor.get("/topics?lang=en").text
    assert "السجلات" in arabic
    assert "The Secretariat: <span>In June.</span>" in english
    assert "<b>Why" not in english + arabic
    assert "1 person" in english
    assert topic.state_code == "KE"


def test_a_voice_is_asked_for_properly_and_ends_with_the_registration(
    db: Db, app: WebinarsApp, client: FlaskClient, own: str
) -> None:
    refused = client.post(own, data={"title": "", "words": "Because", "language": "en"})
    assert refused.status_code == 422
    assert "Because" in refused.text

    topic = make_topic(db)
    assert client.get(own).status_code == 200
    assert client.post(f"{own}/{topic.public_id}").status_code == 303
    assert counts(db)["Registers"][0] == 2
    assert client.post(f"{own}/{topic.public_id}", data={"back": "1"}).status_code == 303
    assert counts(db)["Registers"][0] == 1
    assert client.post(f"{own}/none").status_code == 404
    assert app.testing


def test_a_cancelled_registration_has_no_voice(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    cancel(db, registration=mine, by="test", now=NOON)
    token = app.keyring.token(Purpose.MY, mine.public_id, mine.generation)

    told = {"title": "A", "language": "en"}
    assert client.post(f"/my/{token}/topics", data=told).status_code == 404


def test_the_board_names_the_webinar_that_meets_a_topic_once_it_is_announced(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    topic, webinar = make_topic(db), make_webinar(db, slug="meets", title="How registers live")
    meet_topic(db, topic=topic, webinar=webinar, by="otto", now=NOON)
    db.flush()

    planned = client.get("/topics").text
    app.clock = lambda: TENTH_OF_MARCH + timedelta(days=1)
    met = client.get("/topics").text

    assert 'Planned: <a href="/webinars/meets">How registers live</a>' in planned
    assert "Met by: <a" in met


def test_the_desk_merges_takes_apart_and_links(db: Db, secretariat: FlaskClient) -> None:
    one, two = make_topic(db), make_topic(db, "Keeping registers", JUMA)
    make_webinar(db, slug="meets")
    desk = f"/secretariat/topics/{two.public_id}"

    assert secretariat.post(f"{desk}/merge", data={"into": two.public_id}).status_code == 422
    secretariat.post(f"{desk}/merge", data={"into": one.public_id})
    page = secretariat.get(f"/secretariat/topics/{one.public_id}").text
    assert "Keeping registers" in page
    secretariat.post(f"{desk}/unmerge")
    secretariat.post(f"{desk}/meet", data={"webinar": "meets"})

    db.expire_all()
    assert (two.merged_into, two.webinar.slug if two.webinar else "") == (None, "meets")
    secretariat.post(f"{desk}/judge", data={"public": "no"})
    assert "Not shown" in secretariat.get("/secretariat/topics").text


@pytest.mark.parametrize("many", [1, 3])
def test_the_board_takes_four_queries_however_long(
    db: Db, client: FlaskClient, queries: list[str], many: int
) -> None:
    for number in range(many):
        make_topic(db, f"Topic {number}", Voice(f"person-{number}"))
    db.expunge_all()
    queries.clear()

    assert client.get("/topics").status_code == 200
    assert len(queries) <= 4


def test_erasure_keeps_the_count_and_leads_to_nobody(db: Db) -> None:
    person = make_person(db)
    voice = Voice(person.public_id, "KE")
    make_topic(db, voice=voice)
    assert len(copy_for(db, person=person)["topics"]) == 1

    erase(db, person=person, now=NOON)

    assert counts(db) == {"Registers": (1, 1)}
    assert person.public_id not in set(db.scalars(select(TopicSupport.supporter)))
    assert person.public_id not in set(db.scalars(select(Topic.proposer)))


def test_a_snapshot_carries_what_was_received_and_what_met_it(db: Db, app: WebinarsApp) -> None:
    one, two = make_topic(db), make_topic(db, "Keeping registers", JUMA)
    webinar = make_webinar(db)
    meet_topic(db, topic=one, webinar=webinar, by="otto", now=NOON)
    merge_topic(db, topic=two, into=one, by="otto", now=NOON)
    db.flush()
    table = next(one for one in TABLES if one.name == "topics")

    rows = list(table.rows(db, app.keyring))

    assert [row[1] for row in rows] == [None, rows[0][0]]
    assert [(row[3], row[5], row[6], row[7]) for row in rows] == [
        ("KEN", "public", 1, webinar.public_id)
    ] * 2
    assert one.public_id not in str(rows)
