"""Offers: held for one person until a deadline, answered once, and what is known to go wrong."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.integration.registrations.queueing import (
    HOUR,
    delegate,
    full,
    limited,
    offer_of,
    offer_to,
    offered,
    place_of,
    runs,
)
from tests.integration.registrations.reading import entries, kinds, letters, states
from webinars.database import Db
from webinars.journal.models import Detail, Entry
from webinars.kernel.languages import Language
from webinars.programme.models import Sitting
from webinars.programme.operations.refusals import NoReason
from webinars.registrations.models import (
    Offer,
    OfferState,
    Outcome,
    Place,
    PlaceState,
    QueueEntry,
    Registration,
    SeatDecision,
)
from webinars.registrations.operations import (
    Wishes,
    accept,
    cancel,
    change,
    come_back,
    decline,
    expire_offers,
    forget,
    give_free_places,
    go_on,
    move,
    offer_by_hand,
    pause,
    withdraw_offer,
)
from webinars.registrations.operations.answering import NoneFree, NotWaiting, OfferOver
from webinars.registrations.queries import seats_in

LATE = TENTH_OF_MARCH - HOUR


def leave(db: Db, registration: Registration) -> None:
    cancel(db, registration=registration, by="otto", now=NOON)


def one_offered(db: Db) -> tuple[Sitting, Registration, list[Registration]]:
    """Return a full sitting of one whose holder left, who has the offer, and who waits on."""
    sitting, holder = full(db)
    waiting = [delegate(db, sitting, code) for code in ("KE", "ML", "CN")]
    leave(db, holder)
    [lucky] = offered(db, *waiting)
    return sitting, lucky, [one for one in waiting if one is not lucky]


def test_an_offer_holds_the_place_until_its_deadline(db: Db) -> None:
    sitting, lucky, others = one_offered(db)

    assert states(lucky, *others) == ["offered", "waiting", "waiting"]
    offer = offer_to(db, lucky)
    assert (offer.made_at, offer.until) == (NOON, NOON + timedelta(days=2))
    assert (seats_in(db, sitting=sitting).held, seats_in(db, sitting=sitting).free) == (1, 0)
    assert states(delegate(db, sitting, "BR")) == ["waiting"]
    [letter] = letters(db, kind="registrations.offer")
    assert (letter.about, letter.valid_until) == (lucky.public_id, offer.until)


def test_accepting_gives_the_place_and_proves_the_address(db: Db) -> None:
    _sitting, lucky, others = one_offered(db)

    accept(db, offer=offer_to(db, lucky), now=NOON + HOUR)

    assert states(lucky, *others) == ["confirmed", "waiting", "waiting"]
    assert place_of(lucky).reason == "Offered to you, and accepted."
    assert kinds(db, about=lucky.public_id) == ["waiting", "offer", "confirmation"]
    assert entries(db, subject=lucky.public_id)[-1] == "registrations.accept_offer"


def test_accepting_twice_is_accepting_once(db: Db) -> None:
    _sitting, lucky, _others = one_offered(db)
    offer = offer_to(db, lucky)

    accept(db, offer=offer, now=NOON)
    accept(db, offer=offer, now=NOON)

    assert kinds(db, about=lucky.public_id).count("confirmation") == 1
    with pytest.raises(OfferOver):
        decline(db, offer=offer, now=NOON)


def test_what_is_declined_goes_to_the_next_at_once(db: Db) -> None:
    _sitting, lucky, others = one_offered(db)
    offer = offer_to(db, lucky)

    decline(db, offer=offer, now=NOON)
    decline(db, offer=offer, now=NOON)

    assert offer.state is OfferState.DECLINED
    assert lucky.cancelled_at == NOON
    assert sorted(map(str, states(*others))) == ["offered", "waiting"]
    with pytest.raises(OfferOver):
        accept(db, offer=offer, now=NOON)


def test_an_offer_that_ran_out_cannot_be_accepted_even_before_the_worker_sees_it(db: Db) -> None:
    _sitting, lucky, _others = one_offered(db)
    offer = offer_to(db, lucky)

    with pytest.raises(OfferOver):
        accept(db, offer=offer, now=offer.until)


def test_who_lets_it_run_out_goes_behind_all_others_once_and_then_out_with_notice(db: Db) -> None:
    sitting, lucky, others = one_offered(db)
    now, order = NOON, list[Registration]()
    while len(order) < 4:
        [has] = offered(db, lucky, *others)
        now = offer_to(db, has).until
        assert expire_offers(db, now=now) == 1
        assert expire_offers(db, now=now) == 0
        order.append(has)

    assert len({one.public_id for one in order[:3]}) == 3
    assert order[3] in order[:3]
    assert states(order[3]) == [None]
    assert kinds(db, about=order[3].public_id) == [
        "waiting",
        "offer",
        "offer_expired",
        "offer",
        "offer_expired",
    ]
    last = letters(db, about=order[3].public_id)[-1]
    assert last.content == {"sitting": sitting.public_id, "waits": False}


def test_who_was_put_out_may_enter_the_queue_again_in_the_ordinary_order(db: Db) -> None:
    sitting, holder = full(db)
    alone = delegate(db, sitting, "KE")
    leave(db, holder)
    for _ in range(2):
        expire_offers(db, now=offer_to(db, alone).until)
    assert states(alone) == [None]

    move(db, registration=alone, to=sitting.public_id, by=alone.public_id, now=NOON)

    assert states(alone) == ["confirmed"]


def test_an_offer_of_who_cancels_is_void_and_goes_on(db: Db) -> None:
    _sitting, lucky, others = one_offered(db)
    offer = offer_to(db, lucky)

    leave(db, lucky)

    db.refresh(offer)
    assert offer.state is OfferState.WITHDRAWN
    assert len(offered(db, *others)) == 1
    with pytest.raises(OfferOver):
        accept(db, offer=offer, now=NOON)


def test_a_winner_who_cancels_has_no_right_left_and_the_next_is_asked(db: Db) -> None:
    _sitting, lucky, others = one_offered(db)
    offer = offer_to(db, lucky)
    accept(db, offer=offer, now=NOON)

    leave(db, lucky)

    with pytest.raises(OfferOver):
        accept(db, offer=offer, now=NOON)
    assert len(offered(db, *others)) == 1
    assert states(lucky) == [None]


def test_a_pause_keeps_the_order(db: Db) -> None:
    """Two queues alike, one of them paused meanwhile: the same person is asked."""
    sitting, holder = full(db)
    waiting = [delegate(db, sitting, code) for code in ("KE", "ML", "CN", "BR")]
    pause(db, sitting=sitting, reason="The room is being checked.", by="otto", now=NOON)
    leave(db, holder)
    assert give_free_places(db, now=NOON) == 0
    assert offered(db, *waiting) == []

    go_on(db, sitting=sitting, by="otto", now=NOON + HOUR)
    assert give_free_places(db, now=NOON + HOUR) == 1

    [first] = offered(db, *waiting)
    ranks = {one["entry"]: at for at, one in enumerate(decided(db, sitting))}
    assert ranks[place_of(first).public_id] == 0
    assert entries(db, subject=sitting.public_id)[:3] == [
        "registrations.commit_seed",
        "registrations.pause_queue",
        "registrations.resume_queue",
    ]


def decided(db: Db, sitting: Sitting) -> list[dict[str, str]]:
    """Run the plan of the last run again, as anybody may."""
    import zlib  # noqa: PLC0415

    from webinars.registrations.rules import allocate, read_plan  # noqa: PLC0415

    plan = read_plan(zlib.decompress(runs(db, sitting)[-1].plan))
    return [{"entry": one.entry} for one in allocate(plan)]


def test_a_pause_needs_a_reason(db: Db) -> None:
    with pytest.raises(NoReason):
        pause(db, sitting=make_sitting(db, capacity=1), reason=" ", by="otto", now=NOON)


def test_with_nested_quotas_every_offer_has_its_row_and_its_letter(db: Db) -> None:
    sitting = limited(db, 6, reserve_ldc=2, reserve_sids=1, reserve_together=1, observers_share=1)
    delegates = [delegate(db, sitting, code, n) for code in ("FR", "ML", "MU") for n in (1, 2, 3)]
    sitting.capacity = 9
    db.flush()
    give_free_places(db, now=NOON)

    made = db.scalars(select(Offer)).all()
    told = letters(db, kind="registrations.offer")
    assert made
    assert {letter.content["offer"] for letter in told} == {one.public_id for one in made}
    assert len(offered(db, *delegates)) == len(made)
    assert held(db, sitting) <= 9


def held(db: Db, sitting: Sitting) -> int:
    return seats_in(db, sitting=sitting).held


def test_nothing_is_offered_from_the_cut_off_on_and_then_it_is_first_come(db: Db) -> None:
    sitting, holder = full(db)
    waiting = [delegate(db, sitting, code) for code in ("KE", "ML")]
    cancel(db, registration=holder, by="otto", now=LATE)

    assert give_free_places(db, now=LATE) == 0
    assert offered(db, *waiting) == []
    assert states(delegate(db, sitting, "CN", now=LATE)) == ["confirmed"]


def test_who_waits_takes_a_place_that_is_first_come_by_her_page(db: Db) -> None:
    sitting, holder = full(db)
    one, other = delegate(db, sitting, "KE"), delegate(db, sitting, "ML")
    cancel(db, registration=holder, by="otto", now=LATE)

    move(db, registration=other, to=sitting.public_id, by=other.public_id, now=LATE)
    move(db, registration=one, to=sitting.public_id, by=one.public_id, now=LATE)

    assert states(one, other) == ["waiting", "confirmed"]


def test_where_the_first_could_only_answer_at_night_the_place_is_first_come(db: Db) -> None:
    sitting, holder = full(db)
    night = delegate(db, sitting, "KE", zone="Pacific/Kiritimati")  # 23:30 there
    now = TENTH_OF_MARCH - timedelta(hours=2, minutes=30)

    cancel(db, registration=holder, by="otto", now=now)

    assert states(night) == ["waiting"]
    assert entries(db, subject=sitting.public_id)[-1] == "registrations.first_come"
    assert states(delegate(db, sitting, "ML", now=now)) == ["confirmed"]


def test_language_changes_and_withdrawal_are_possible_while_offered(db: Db) -> None:
    _sitting, lucky, others = one_offered(db)
    wishes = Wishes(Language.FRENCH, "Africa/Nairobi", "", "", 1)

    change(db, registration=lucky, wishes=wishes, by=lucky.public_id, now=NOON)
    assert (lucky.language, states(lucky)) == (Language.FRENCH, ["offered"])
    leave(db, lucky)

    assert len(offered(db, *others)) == 1


def test_who_cancelled_may_register_again_and_be_erased(db: Db) -> None:
    sitting, lucky, _others = one_offered(db)
    leave(db, lucky)

    again = come_back(db, registration=lucky, to=sitting.public_id, by="otto", now=NOON)
    assert states(again) == ["waiting"]
    forget(db, person=again.person, now=NOON)

    assert again.address is None
    assert db.scalars(select(Place).where(Place.registration_id == again.id)).one().released_at


def test_one_person_has_one_entry_whatever_she_fills_in(db: Db) -> None:
    sitting, _holder = full(db)

    first, second = delegate(db, sitting, "KE"), delegate(db, sitting, "KE")

    assert first is second
    assert db.scalar(select(func.count()).select_from(Place)) == 2


def test_capacity_and_places_agree_after_every_step(db: Db) -> None:
    sitting = limited(db, 3, reserve_ldc=1)
    delegates = [delegate(db, sitting, code, n) for code in ("FR", "ML") for n in (1, 2, 3)]
    steps: list[Callable[[], object]] = [
        lambda: leave(db, delegates[0]),
        lambda: give_free_places(db, now=NOON),
        lambda: leave(db, delegates[3]),
        lambda: expire_offers(db, now=NOON + timedelta(days=2)),
        lambda: setattr(sitting, "capacity", 5),
        lambda: give_free_places(db, now=NOON),
        lambda: setattr(sitting, "capacity", 2),
        lambda: give_free_places(db, now=NOON),
    ]
    most = 3
    for step in steps:
        step()
        db.flush()
        most = max(most, sitting.capacity or 0)
        assert held(db, sitting) <= most


def test_a_lower_capacity_takes_nothing_back_and_gives_nothing_more(db: Db) -> None:
    sitting = limited(db, 3)
    delegates = [delegate(db, sitting, "KE", number) for number in range(1, 6)]
    sitting.capacity = 1

    leave(db, delegates[0])
    assert states(*delegates[1:]) == ["confirmed", "confirmed", "waiting", "waiting"]
    leave(db, delegates[1])
    assert offered(db, *delegates[3:]) == []
    leave(db, delegates[2])

    assert len(offered(db, *delegates[3:])) == 1


def test_a_hand_that_intervenes_says_why_and_is_in_the_log(db: Db) -> None:
    sitting = limited(db, 2)
    delegates = [delegate(db, sitting, "KE", number) for number in range(1, 5)]
    pause(db, sitting=sitting, reason="A speaker's delegation.", by="otto", now=NOON)
    leave(db, delegates[0])
    place = place_of(delegates[3])

    with pytest.raises(NoReason):
        offer_by_hand(db, place=place, reason="", by="otto", now=NOON)
    offer_by_hand(db, place=place, reason="Speaks for the group.", by="otto", now=NOON)

    with pytest.raises(NotWaiting):
        offer_by_hand(db, place=place, reason="Again.", by="otto", now=NOON)
    other = place_of(delegates[2])
    with pytest.raises(NoneFree):
        offer_by_hand(db, place=other, reason="One more.", by="otto", now=NOON)
    row = db.scalars(select(SeatDecision).where(SeatDecision.place_id == place.id)).one()
    assert (row.outcome, row.why, row.decided_by) == (
        Outcome.BY_HAND,
        "Speaks for the group.",
        "otto",
    )
    found = select(Detail.content).join(Entry, Entry.id == Detail.entry_id)
    details = db.scalars(found.where(Entry.kind == "registrations.offer_by_hand")).all()
    assert details == [{"reason": "Speaks for the group."}]


def test_taking_one_exception_back_has_exactly_its_own_effect(db: Db) -> None:
    sitting = limited(db, 3)
    delegates = [delegate(db, sitting, "KE", number) for number in range(1, 9)]
    pause(db, sitting=sitting, reason="A check.", by="otto", now=NOON)
    leave(db, delegates[0])
    leave(db, delegates[1])
    offers = [
        offer_by_hand(db, place=place_of(one), reason="So.", by="otto", now=NOON)
        for one in delegates[3:5]
    ]
    before = states(*delegates)

    withdraw_offer(db, offer=offers[0], reason="A mistake.", by="otto", now=NOON)

    after = states(*delegates)
    changed = [at for at in range(8) if before[at] != after[at]]
    assert (changed, after[3]) == ([3], "waiting")
    with pytest.raises(OfferOver):
        accept(db, offer=offers[0], now=NOON)


def test_one_accepted_place_closes_the_other_queues(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)
    morning, evening = webinar.sittings
    morning.capacity = evening.capacity = 1
    holder = delegate(db, morning, "FR")
    mine = delegate(db, morning, "KE")
    mine.places.append(Place(sitting=evening, state=PlaceState.WAITING, since=NOON))
    db.flush()
    leave(db, holder)

    accept(db, offer=offer_to(db, mine), now=NOON)

    held_places = {place.sitting_id: place.state for place in mine.places}
    assert held_places == {
        morning.id: PlaceState.CONFIRMED,
        evening.id: PlaceState.RELEASED,
    }


def test_what_was_offered_before_stays_offered_when_somebody_better_comes(db: Db) -> None:
    sitting = limited(db, 1)
    holder, waits = delegate(db, sitting, "FR", 1), delegate(db, sitting, "FR", 2)
    leave(db, holder)
    late = delegate(db, sitting, "KE")

    give_free_places(db, now=NOON)

    assert states(waits, late) == ["offered", "waiting"]
    assert offer_of(db, late) is None


def test_an_expired_entry_knows_how_often(db: Db) -> None:
    _sitting, lucky, _others = one_offered(db)
    expire_offers(db, now=offer_to(db, lucky).until)

    assert db.get_one(QueueEntry, place_of(lucky).id).expired == 1
