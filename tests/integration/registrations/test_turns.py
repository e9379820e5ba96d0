"""Two queues of one webinar: whoever named both sittings waits in both until one has a place."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.people import AMINA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.integration.registrations.queueing import declare, delegate, offer_of, place_of
from tests.integration.registrations.reading import kinds, letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.programme.models import Sitting, WebinarState
from webinars.programme.operations import Slot
from webinars.registrations.models import Place, PlaceState, Registration, Way
from webinars.registrations.operations import (
    Colleague,
    accept,
    cancel,
    cancel_sitting_announced,
    decline,
    forget,
    hold_draws,
    leave_turn,
    move,
    reject,
    reschedule_announced,
    substitute,
    wait_too,
)
from webinars.registrations.operations.refusals import AnotherWebinar
from webinars.registrations.operations.turns import LastTurn, NotInAQueue
from webinars.registrations.queries import preview_of, seats_in
from webinars.registrations.queries.queue import open_offer
from webinars.registrations.rules import place_in, standing_places
from webinars.web.requests import WebinarsApp

EVENING = TENTH_OF_MARCH + timedelta(hours=9)


def twins(db: Db, *, places: tuple[int | None, int | None] = (1, 1)) -> list[Sitting]:
    webinar = make_webinar(db, sittings=0)
    return [
        make_sitting(db, webinar=webinar, starts_at=start, capacity=capacity)
        for start, capacity in zip((TENTH_OF_MARCH, EVENING), places, strict=True)
    ]


def both_full(db: Db) -> tuple[list[Sitting], list[Registration]]:
    """Return two sittings with one place each, and who holds them."""
    both = twins(db)
    return both, [delegate(db, both[0], "FR"), delegate(db, both[1], "BR")]


def waiting(db: Db, both: list[Sitting], state: str = "KE", number: int = 1) -> Registration:
    """Register somebody for the first sitting who could come to the second one too."""
    return delegate(db, both[0], state, number, also=(both[1].public_id,))


def turns(registration: Registration) -> dict[int, str]:
    return {one.sitting_id: one.state.value for one in standing_places(registration)}


def held(db: Db, both: list[Sitting]) -> list[tuple[int, int]]:
    return [(seats.held, seats.waiting) for seats in (seats_in(db, sitting=one) for one in both)]


def taken(registration: Registration, sitting: Sitting) -> Place:
    place = place_in(registration, sitting.public_id)
    assert place is not None
    return place


def test_who_named_both_waits_in_both_and_the_letter_says_so(db: Db, app: WebinarsApp) -> None:
    both, _holders = both_full(db)

    kenya = waiting(db, both)

    assert turns(kenya) == {both[0].id: "waiting", both[1].id: "waiting"}
    assert [one.sitting_id for one in kenya.preferences] == [one.id for one in both]
    [letter] = letters(db, about=kenya.public_id)
    content = render(app, letter, NOON)
    assert content is not None
    assert "You also wait for a place on Wednesday 10 March, 21:00" in content.text
    assert "You also wait for a place on Wednesday 10 March, 21:00" in content.html


def test_a_free_place_in_the_second_is_given_at_once_and_no_turn_is_kept(db: Db) -> None:
    both = twins(db)
    delegate(db, both[0], "FR")

    kenya = waiting(db, both)

    assert turns(kenya) == {both[1].id: "confirmed"}
    assert kinds(db, about=kenya.public_id) == ["confirmation"]
    assert held(db, both) == [(1, 0), (1, 0)]


def test_where_the_first_has_a_place_the_second_costs_nobody_a_turn(db: Db) -> None:
    both = twins(db)
    delegate(db, both[1], "FR")

    assert turns(waiting(db, both)) == {both[0].id: "confirmed"}


def test_an_accepted_place_ends_the_other_turn_and_the_other_offer(db: Db) -> None:
    both, holders = both_full(db)
    kenya, japan = waiting(db, both), delegate(db, both[1], "JP")
    for holder in holders:
        cancel(db, registration=holder, by=holder.public_id, now=NOON)
    assert turns(kenya) == {both[0].id: "offered", both[1].id: "offered"} or offer_of(db, japan)

    offer = open_offer(db, place=taken(kenya, both[0]))
    assert offer is not None
    accept(db, offer=offer, now=NOON)

    assert turns(kenya) == {both[0].id: "confirmed"}
    assert place_of(japan).state is PlaceState.OFFERED
    assert held(db, both) == [(1, 0), (1, 0)]


def test_a_declined_offer_leaves_the_other_turn(db: Db) -> None:
    both, [france, _brazil] = both_full(db)
    kenya = waiting(db, both)
    cancel(db, registration=france, by=france.public_id, now=NOON)

    offer = open_offer(db, place=taken(kenya, both[0]))
    assert offer is not None
    decline(db, offer=offer, now=NOON)

    assert kenya.cancelled_at is None
    assert turns(kenya) == {both[1].id: "waiting"}


@pytest.mark.parametrize("how", ["cancel", "reject", "forget"])
def test_whoever_leaves_leaves_every_queue(db: Db, how: str) -> None:
    both, _holders = both_full(db)
    kenya = waiting(db, both)

    if how == "cancel":
        cancel(db, registration=kenya, by=kenya.public_id, now=NOON)
    elif how == "reject":
        ids = [kenya.public_id]
        reject(
            db,
            webinar=both[0].webinar,
            public_ids=ids,
            code=None,
            seen={},
            reason="No.",
            by="otto",
            now=NOON,
        )
    else:
        forget(db, person=kenya.person, now=NOON)

    assert turns(kenya) == {}
    assert held(db, both) == [(1, 0), (1, 0)]


def test_a_place_from_a_colleague_ends_every_turn(db: Db) -> None:
    both, [france, _brazil] = both_full(db)
    kenya = waiting(db, both)
    name, address = "KE 1", "ke.1@mission.example"
    to = Colleague(name, address, Language.ENGLISH)

    substitute(db, registration=france, colleague=to, by=france.public_id, now=NOON)

    assert turns(kenya) == {both[0].id: "confirmed"}
    assert held(db, both) == [(1, 0), (1, 0)]


def test_moving_leaves_all_queues_for_the_new_place(db: Db) -> None:
    both, _holders = both_full(db)
    third = make_sitting(
        db, webinar=both[0].webinar, starts_at=EVENING + timedelta(hours=9), capacity=1
    )
    kenya = waiting(db, both)
    db.refresh(both[0].webinar)

    move(db, registration=kenya, to=third.public_id, by=kenya.public_id, now=NOON)

    assert turns(kenya) == {third.id: "confirmed"}
    assert held(db, both) == [(1, 0), (1, 0)]


def test_asking_to_move_where_one_waits_already_changes_nothing(db: Db) -> None:
    both, _holders = both_full(db)
    kenya = waiting(db, both)

    move(db, registration=kenya, to=both[1].public_id, by=kenya.public_id, now=NOON)

    assert turns(kenya) == {both[0].id: "waiting", both[1].id: "waiting"}


def test_a_second_queue_is_joined_and_left_and_the_last_one_is_not(db: Db) -> None:
    both, _holders = both_full(db)
    kenya = delegate(db, both[0], "KE")
    me = kenya.public_id

    wait_too(db, registration=kenya, to=both[1].public_id, by=me, now=NOON)
    wait_too(db, registration=kenya, to=both[1].public_id, by=me, now=NOON)
    assert turns(kenya) == {both[0].id: "waiting", both[1].id: "waiting"}

    leave_turn(db, registration=kenya, of=both[0].public_id, by=me, now=NOON)
    leave_turn(db, registration=kenya, of=both[0].public_id, by=me, now=NOON)
    assert turns(kenya) == {both[1].id: "waiting"}
    with pytest.raises(LastTurn):
        leave_turn(db, registration=kenya, of=both[1].public_id, by=me, now=NOON)
    assert kinds(db, about=me) == ["waiting", "changed", "changed"]


def test_a_second_queue_with_a_free_place_gives_it(db: Db) -> None:
    both = twins(db)
    delegate(db, both[0], "FR")
    kenya = delegate(db, both[0], "KE")

    wait_too(db, registration=kenya, to=both[1].public_id, by=kenya.public_id, now=NOON)

    assert turns(kenya) == {both[1].id: "confirmed"}
    assert held(db, both) == [(1, 0), (1, 0)]


def test_who_holds_a_place_does_not_wait_for_another_and_no_other_webinar_counts(db: Db) -> None:
    both, [france, _brazil] = both_full(db)
    elsewhere = make_sitting(db, capacity=1)

    with pytest.raises(NotInAQueue):
        wait_too(db, registration=france, to=both[1].public_id, by="fr", now=NOON)
    with pytest.raises(AnotherWebinar):
        wait_too(db, registration=france, to=elsewhere.public_id, by="fr", now=NOON)
    named = delegate(db, both[0], "KE", also=(elsewhere.public_id, both[0].public_id, "'"))
    assert turns(named) == {both[0].id: "waiting"}


def test_of_two_draws_the_second_passes_over_who_has_a_place(db: Db) -> None:
    webinar = make_webinar(db, sittings=0, state=WebinarState.ANNOUNCED)
    both = [
        make_sitting(db, webinar=webinar, starts_at=start, capacity=1)
        for start in (TENTH_OF_MARCH, EVENING)
    ]
    for sitting in both:
        declare(db, sitting, way=Way.DRAW, draw_hours=48)
    webinar.state = WebinarState.OPEN
    people = [waiting(db, both, state) for state in ("KE", "JP", "FR")]

    assert hold_draws(db, now=EVENING - timedelta(hours=48)) == 2

    got = sorted(list(turns(one).items()) for one in people)
    assert [states for states in got if "confirmed" in dict(states).values()] == [
        [(both[0].id, "confirmed")],
        [(both[1].id, "confirmed")],
    ]
    assert held(db, both) == [(1, 1), (1, 1)]


def test_a_cancelled_sitting_leaves_the_other_turn_and_is_told_by_its_own_name(
    db: Db, app: WebinarsApp
) -> None:
    both, _holders = both_full(db)
    kenya = waiting(db, both)
    counted = preview_of(db, sittings=both)
    assert (counted.confirmed, counted.waiting, counted.letters) == (2, 1, 3)

    cancel_sitting_announced(db, sitting=both[0], reason="Storm.", by="otto", now=NOON)

    [letter] = letters(db, about=kenya.public_id, kind="registrations.webinar_cancelled")
    content = render(app, letter, NOON)
    assert content is not None
    assert "Wednesday 10 March" in content.text
    assert "You also wait for a place on Wednesday 10 March, 21:00" in content.text
    db.expire_all()  # as the next request reads it
    first = standing_places(kenya)[0]
    assert (first.sitting_id, first.state) == (both[1].id, PlaceState.WAITING)


def test_a_sitting_that_moves_is_told_to_who_waits_for_it_as_her_second(
    db: Db, app: WebinarsApp
) -> None:
    both, _holders = both_full(db)
    kenya = waiting(db, both)
    slot = slot_of(both[1])

    reschedule_announced(db, sitting=both[1], slot=slot, reason="Room.", by="otto", now=NOON)

    [letter] = letters(db, about=kenya.public_id, kind="registrations.rescheduled")
    content = render(app, letter, NOON)
    assert content is not None
    assert "Before, it was Wednesday 10 March, 21:00" in content.text


def slot_of(sitting: Sitting) -> Slot:
    return Slot(sitting.announced_start + timedelta(hours=1), sitting.zone, sitting.minutes)


def test_form_and_page_offer_the_second_queue(
    db: Db, app: WebinarsApp, client: FlaskClient
) -> None:
    both, _holders = both_full(db)
    form = f"/sittings/{both[0].public_id}/register"
    assert "I could also come to" in client.get(form).text
    said = {"name": AMINA[0], "email": AMINA[1], "category": "other", "language": "en"}

    wrong = client.post(form, data=said | {"email": "", "also": both[1].public_id})
    assert f'value="{both[1].public_id}" checked' in wrong.text
    assert client.post(form, data=said | {"also": both[1].public_id}).status_code == 303

    amina = db.query(Registration).order_by(Registration.id.desc()).first()
    assert amina is not None
    assert turns(amina) == {both[0].id: "waiting", both[1].id: "waiting"}
    page = f"/my/{app.keyring.token(Purpose.MY, amina.public_id, 1)}"
    client.post(f"{page}/open")
    assert "Leave this queue" in client.get(page).text
    client.post(f"{page}/queue/leave", data={"sitting": both[0].public_id})
    db.expire_all()
    assert turns(amina) == {both[1].id: "waiting"}
    assert "Add this sitting" in client.get(page).text
    client.post(f"{page}/queue", data={"sitting": both[0].public_id})
    db.expire_all()
    assert len(turns(amina)) == 2


def test_with_places_for_all_nobody_is_asked_for_a_second_sitting(
    db: Db, client: FlaskClient
) -> None:
    both = twins(db, places=(None, 1))
    delegate(db, both[1], "JP")

    assert "I could also come to" not in client.get(f"/sittings/{both[0].public_id}/register").text
