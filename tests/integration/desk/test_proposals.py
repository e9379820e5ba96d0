"""What a group proposes, and what the Secretariat answers."""

import pytest
from flask.testing import FlaskClient

from tests.factories.delegations import browser_of, make_coordinator
from tests.factories.programme import make_webinar
from webinars.database import Db
from webinars.programme.models import Proposal, ProposalState, Topic, Webinar
from webinars.programme.queries.proposals import all_proposals
from webinars.web.requests import WebinarsApp

HERE = "/groups/african-group/proposals"
SPEAKER = {"kind": "speaker", "words": "Somebody who examined the needs of four offices."}


@pytest.fixture
def webinar(db: Db) -> Webinar:
    return make_webinar(db)


@pytest.fixture
def nadia(db: Db, app: WebinarsApp, webinar: Webinar) -> FlaskClient:  # noqa: ARG001  (the States)
    return browser_of(app, db, make_coordinator(db))


def the_one(db: Db) -> Proposal:
    (one,) = all_proposals(db)
    return one


def test_a_proposal_reaches_the_secretariat_and_its_answer_the_group(
    db: Db, nadia: FlaskClient, secretariat: FlaskClient, webinar: Webinar
) -> None:
    nadia.post(HERE, data=SPEAKER | {"webinar": webinar.slug})
    read = secretariat.get("/secretariat/proposals")
    secretariat.post(
        f"/secretariat/proposals/{the_one(db).public_id}",
        data={"taken": "yes", "answer": "We write to her."},
    )
    page = nadia.get(HERE)

    assert SPEAKER["words"] in read.text
    assert "African Group" in read.text
    assert "taken up" in page.text
    assert "We write to her." in page.text


def test_it_is_answered_once(db: Db, nadia: FlaskClient, secretariat: FlaskClient) -> None:
    nadia.post(HERE, data=SPEAKER)
    address = f"/secretariat/proposals/{the_one(db).public_id}"

    answers = [secretariat.post(address, data={"taken": one}).status_code for one in ("no", "yes")]

    db.expire_all()
    assert answers == [303, 409]
    assert the_one(db).state is ProposalState.DECLINED


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": "speaker", "words": " "}, "Whom or what"),
        ({"kind": "lead", "words": "They would."}, "Choose the member whose delegation would lead"),
        ({"kind": "lead", "words": "They would.", "state": "BR"}, "They would."),
        ({"kind": "party", "words": "A feast."}, "A feast."),
    ],
)
def test_what_cannot_be_proposed_is_said_and_nothing_lost(
    db: Db, nadia: FlaskClient, sent: dict[str, str], sentence: str
) -> None:
    page = nadia.post(HERE, data=sent)

    assert page.status_code == 422
    assert sentence in page.text
    assert not all_proposals(db)


def test_a_lead_delegation_is_a_member_of_the_group(db: Db, nadia: FlaskClient) -> None:
    nadia.post(HERE, data={"kind": "lead", "words": "They offer it.", "state": "KE"})

    assert the_one(db).state_code == "KE"
    assert "A lead delegation: Kenya" in nadia.get(HERE).text


def test_the_same_sent_twice_is_one(db: Db, nadia: FlaskClient) -> None:
    for _ in range(2):
        nadia.post(HERE, data=SPEAKER)

    assert the_one(db).words == SPEAKER["words"]


def test_no_group_reads_what_another_proposed(db: Db, app: WebinarsApp, nadia: FlaskClient) -> None:
    nadia.post(HERE, data=SPEAKER)
    lucia = browser_of(app, db, make_coordinator(db, group="grulac"))

    assert SPEAKER["words"] not in lucia.get("/groups/grulac/proposals").text
    assert "Nothing yet." in lucia.get("/groups/grulac/proposals").text


@pytest.mark.usefixtures("webinar")
def test_without_proposals_the_secretariat_reads_so(secretariat: FlaskClient) -> None:
    assert "No proposal waits to be read." in secretariat.get("/secretariat/proposals").text


def test_a_topic_that_is_taken_up_stands_on_the_board_without_a_name(
    db: Db, nadia: FlaskClient, secretariat: FlaskClient, client: FlaskClient
) -> None:
    words = "Quels indicateurs pour un petit office ?\nNous en avons trois."
    nadia.post(HERE, data={"kind": "topic", "words": words})
    assert "Proposals of regional groups" in secretariat.get("/secretariat/").text
    address = f"/secretariat/proposals/{the_one(db).public_id}"

    secretariat.post(address, data={"taken": "yes", "language": "fr"})

    board = client.get("/topics?lang=fr").text
    assert "Quels indicateurs pour un petit office ?" in board
    assert "Nous en avons trois." in board
    assert secretariat.post(address, data={"taken": "yes"}).status_code == 409
    assert db.query(Topic).count() == 1


def test_a_topic_that_is_not_taken_up_is_on_no_board(
    db: Db, nadia: FlaskClient, secretariat: FlaskClient
) -> None:
    nadia.post(HERE, data={"kind": "topic", "words": "Why?"})

    secretariat.post(f"/secretariat/proposals/{the_one(db).public_id}", data={"taken": "no"})

    assert db.query(Topic).count() == 0
