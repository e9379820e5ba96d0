"""Pages about few places: the offer, the rules for everybody, settings and queue for officers."""

import json
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.programme import TENTH_OF_MARCH, make_sitting
from tests.integration.registrations.queueing import (
    HOUR,
    declare,
    delegate,
    full,
    limited,
    offer_to,
    place_of,
    runs,
)
from tests.integration.registrations.reading import states
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.programme.models import Sitting
from webinars.registrations.models import Registration, SeatRules, Way
from webinars.registrations.operations import cancel, expire_offers, hold_draws
from webinars.web.requests import WebinarsApp


@pytest.fixture
def officer(db: Db, app: WebinarsApp) -> FlaskClient:
    return sign_in(app.test_client(), db, make_account(db, role=Role.SECRETARIAT))


def offered(db: Db) -> tuple[Sitting, Registration]:
    sitting, holder = full(db)
    waits = delegate(db, sitting, "KE")
    cancel(db, registration=holder, by="otto", now=NOON)
    db.flush()
    return sitting, waits


def link(app: WebinarsApp, db: Db, mine: Registration) -> str:
    offer = offer_to(db, mine)
    return f"/offer/{app.keyring.token(Purpose.OFFER, offer.public_id, 1)}"


def my(app: WebinarsApp, mine: Registration) -> str:
    return f"/my/{app.keyring.token(Purpose.MY, mine.public_id, mine.generation)}"


def test_opening_the_link_answers_nothing_and_the_button_does(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    _sitting, mine = offered(db)
    path = link(app, db, mine)
    for _ in range(3):
        assert "A place is kept for you" in client.get(path).text
        giving = client.get(f"{path}/decline").text
        assert "Give the place to the next?" in giving
        assert "You give up your registration with it." in giving
    assert states(mine) == ["offered"]

    answer = client.post(path, follow_redirects=True)

    db.expire_all()
    assert states(mine) == ["confirmed"]
    assert "The place is yours. A letter brings the calendar entry." in answer.text
    assert "You have accepted it." in client.get(path).text


def test_declining_by_the_button_gives_it_on(db: Db, client: FlaskClient, app: WebinarsApp) -> None:
    sitting, mine = offered(db)
    other = delegate(db, sitting, "ML")
    db.flush()

    answer = client.post(f"{link(app, db, mine)}/decline", follow_redirects=True)

    db.expire_all()
    assert states(mine, other) == [None, "offered"]
    assert "The place goes to the next." in answer.text


def test_an_offer_that_is_over_says_so_and_changes_nothing(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    _sitting, mine = offered(db)
    path, until = link(app, db, mine), offer_to(db, mine).until
    app.clock = lambda: until

    assert "This offer is over" in client.get(path).text
    answer = client.post(path)

    assert (answer.status_code, "This offer is over" in answer.text) == (410, True)
    db.expire_all()
    assert states(mine) == ["offered"]


def test_the_link_opens_nothing_else_and_no_other_link_opens_it(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    _sitting, mine = offered(db)
    token = link(app, db, mine).removeprefix("/offer/")

    assert client.get(f"/my/{token}").status_code == 404
    assert client.get(my(app, mine).replace("/my/", "/offer/")).status_code == 404
    assert client.post(f"/offer/{token[:-1]}x").status_code == 404


def test_ones_own_page_leads_to_the_offer_and_tells_the_rule(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    _sitting, mine = offered(db)

    page = client.get(my(app, mine)).text

    assert "A place is kept for you" in page
    assert link(app, db, mine) in page
    assert "Round 1 of the regional groups, drawn 1 of 1." in page
    assert "/places" in page


def test_ones_own_page_tells_every_state_of_the_queue(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = limited(db, 1, way=Way.DRAW, draw_hours=72)
    first, second = delegate(db, sitting, "KE", 1), delegate(db, sitting, "KE", 2)
    assert "All who register wait until the draw on" in client.get(my(app, first)).text

    hold_draws(db, now=TENTH_OF_MARCH - 72 * HOUR)
    held, waits = sorted((first, second), key=lambda one: place_of(one).state)
    assert "Rank 1. Round 1 of the regional groups, drawn 1 of 1." in client.get(my(app, held)).text
    assert "Rank 2." in client.get(my(app, waits)).text

    cancel(db, registration=held, by="otto", now=NOON + timedelta(days=6))
    for _ in range(2):
        expire_offers(db, now=offer_to(db, waits).until)
    page = client.get(my(app, waits)).text
    assert "You are not in the queue any more" in page
    assert "Two offers ran out." in page


def test_who_waits_takes_a_first_come_place_by_a_button(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting, holder = full(db)
    mine = delegate(db, sitting, "KE")
    app.clock = lambda: TENTH_OF_MARCH - HOUR
    cancel(db, registration=holder, by="otto", now=TENTH_OF_MARCH - HOUR)
    page = client.get(my(app, mine)).text
    assert "nothing is offered any more" in page

    client.post(f"{my(app, mine)}/sitting", data={"sitting": sitting.public_id})

    db.expire_all()
    assert states(mine) == ["confirmed"]


@pytest.mark.parametrize("language", ["en", "ar", "zh", "fr", "ru", "es"])
def test_everybody_reads_the_rules_in_six_languages(
    db: Db, client: FlaskClient, language: str
) -> None:
    sitting = limited(db, 9, way=Way.DRAW, draw_hours=72, guarantee=1, reserve_ldc=2)

    page = client.get(f"/webinars/{sitting.webinar.slug}/places?lang={language}")

    assert page.status_code == 200
    assert ">R5<" in page.text
    if language == "en":
        assert "1 place to each member State" in page.text
        assert "fewer places than guarantees" in page.text
        assert "Over-booking by forecast is left out" in page.text


def test_public_pages_say_when_places_are_drawn_and_not_that_they_are_free(
    db: Db, client: FlaskClient, app: WebinarsApp, queries: list[str]
) -> None:
    sitting = limited(db, 90, way=Way.DRAW, draw_hours=72)
    delegate(db, sitting, "KE")
    form, page = f"/sittings/{sitting.public_id}/register", f"/webinars/{sitting.webinar.slug}"
    told = "All who register wait until the draw on"
    queries.clear()
    first = client.get(f"{page}?zone=Africa/Nairobi").text
    assert len(queries) <= 4
    assert f'href="{page}/places"' in first
    for text in (first, client.get("/").text, client.get(form).text):
        assert told in text
        assert "laces are free" not in text
    assert "7 March, 15:00" in first

    app.clock = lambda: TENTH_OF_MARCH - 72 * HOUR
    hold_draws(db, now=TENTH_OF_MARCH - 72 * HOUR)
    db.flush()
    assert told not in client.get(page).text
    assert "Places are free." in client.get(form).text


def test_a_new_version_without_a_draw_ends_what_was_said_of_it(db: Db, client: FlaskClient) -> None:
    sitting = limited(db, 90, way=Way.DRAW, draw_hours=72)
    declare(db, sitting, way=Way.AT_ONCE)
    db.flush()

    assert "Places are free." in client.get(f"/sittings/{sitting.public_id}/register").text


def test_a_webinar_without_a_limit_leads_to_no_page_of_places(db: Db, client: FlaskClient) -> None:
    webinar = make_sitting(db).webinar

    assert "/places" not in client.get(f"/webinars/{webinar.slug}").text


def test_the_seed_is_shown_from_the_start_on_and_its_digest_before(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    from webinars.registrations.queries.queue import find_queue  # noqa: PLC0415

    sitting = limited(db, 9, observers_share=1)
    queue = find_queue(db, sitting=sitting)
    assert queue is not None
    path = f"/webinars/{sitting.webinar.slug}/places"
    before = client.get(path).text.replace("<wbr>", "")
    app.clock = lambda: sitting.starts_at
    after = client.get(path).text.replace("<wbr>", "")

    assert (queue.digest in before, queue.seed in before) == (True, False)
    assert (queue.digest in after, queue.seed in after) == (True, True)


def test_what_is_not_there_has_no_page_of_places(client: FlaskClient) -> None:
    assert client.get("/webinars/nothing/places").status_code == 404


SETTINGS = {
    "way": "draw",
    "draw_hours": "72",
    "guarantee": "1",
    "guarantee_hours": "48",
    "reserve_ldc": "2",
    "reserve_lldc": "0",
    "reserve_sids": "0",
    "reserve_together": "0",
    "reserve_hours": "24",
    "observers_share": "1",
    "observers_hours": "24",
    "cutoff_hours": "2",
    "reason": "The room is small.",
}


def test_an_officer_sees_what_settings_mean_before_they_are_kept(
    db: Db, officer: FlaskClient
) -> None:
    sitting = limited(db, 9)
    path = f"/secretariat/sittings/{sitting.public_id}/places"
    assert "Registration is open." in officer.get(path).text

    preview = officer.post(path, data=SETTINGS).text
    assert "What these settings mean" in preview
    assert "1 place to each member State" in preview
    again = officer.post(path, data=SETTINGS | {"confirmed": "yes", "again": "yes"}).text
    assert "The room is small." in again
    assert "Show what this means" in again
    assert db.scalars(select(SeatRules)).all() == []

    assert officer.post(path, data=SETTINGS | {"confirmed": "yes"}).status_code == 303
    kept = db.scalars(select(SeatRules)).one()
    assert (kept.way, kept.guarantee, kept.reserve_ldc) == (Way.DRAW, 1, 2)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": ""}, "Say why"),
        ({"way": "at-once"}, "At once, 197 places would be kept, and the sitting has 9."),
        ({"draw_hours": "1400"}, "The moment of the draw would be over already."),
        ({"guarantee_hours": "100"}, "What is kept must be kept until the draw at least"),
        ({"reserve_ldc": "-1"}, "Write a number from 0"),
        ({"reserve_ldc": "many"}, "Write a whole number"),
        ({"way": "auction"}, "Choose one of the answers offered."),
    ],
)
def test_settings_that_cannot_be_are_told_at_their_question(
    db: Db, officer: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    sitting = limited(db, 9)

    answer = officer.post(
        f"/secretariat/sittings/{sitting.public_id}/places",
        data=SETTINGS | {"confirmed": "yes"} | wrong,
    )

    assert answer.status_code in {409, 422}
    assert sentence in answer.text
    assert db.scalars(select(SeatRules)).all() == []


def test_an_officer_pauses_and_goes_on_and_intervenes_with_a_reason(
    db: Db, officer: FlaskClient
) -> None:
    sitting, holder = full(db)
    one, other = delegate(db, sitting, "KE"), delegate(db, sitting, "ML")
    path = f"/secretariat/sittings/{sitting.public_id}/queue"
    assert officer.post(path, data={"act": "pause", "reason": ""}).status_code == 422
    officer.post(path, data={"act": "pause", "reason": "A check."})
    cancel(db, registration=holder, by="otto", now=NOON)
    place = place_of(one).public_id
    officer.post(path, data={"act": "offer", "place": place, "reason": "Speaks."})
    db.expire_all()
    assert states(one, other) == ["offered", "waiting"]
    officer.post(path, data={"act": "withdraw", "place": place, "reason": "A mistake."})
    officer.post(path, data={"act": "resume"})

    page = officer.get(path).text
    assert "Speaks." in page
    assert sorted(map(str, states(one, other))) == ["offered", "waiting"]
    assert officer.post(path, data={"act": "dance"}).status_code == 404


def test_the_evaluator_reads_the_queue_without_names(db: Db, client: FlaskClient) -> None:
    sitting, _mine = offered(db)
    sign_in(client, db, make_account(db, role=Role.EVALUATOR))

    page = client.get(f"/evaluation/sittings/{sitting.public_id}/queue")

    assert page.status_code == 200
    assert "KE 1" not in page.text
    assert place_of(_mine).public_id in page.text
    assert client.get(f"/secretariat/sittings/{sitting.public_id}/queue").status_code == 403


@pytest.mark.parametrize(
    ("role", "room"), [(Role.SECRETARIAT, "secretariat"), (Role.EVALUATOR, "evaluation")]
)
def test_the_plan_of_a_run_can_be_taken_once_the_seed_is_public(
    db: Db, client: FlaskClient, app: WebinarsApp, role: Role, room: str
) -> None:
    sitting, _mine = offered(db)
    [run] = runs(db, sitting)
    account = make_account(db, role=role)
    sign_in(client, db, account)
    path = f"/{room}/allocations/{run.public_id}.json"

    early = client.get(path)
    assert (early.status_code, "seed of the draw" in early.text) == (409, True)
    app.clock = lambda: sitting.starts_at
    sign_in(client, db, account, now=sitting.starts_at)

    answer = client.get(path)
    assert answer.status_code == 200
    assert json.loads(answer.text)["capacity"] == 1
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client.get(f"/{room}/allocations/nothing.json").status_code == 404
