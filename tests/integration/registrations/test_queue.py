"""Places at once and by draw: what is kept, who gets what, and that anyone can run it again."""

import hashlib
import json
import zlib
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.integration.registrations.queueing import (
    HOUR,
    declare,
    delegate,
    guest,
    limited,
    offered,
    place_of,
    plan_in,
    runs,
)
from tests.integration.registrations.reading import entries, kinds, letters, states
from webinars.database import Db
from webinars.journal.models import Detail, Entry
from webinars.programme.operations.refusals import NoReason
from webinars.registrations.models import (
    Outcome,
    Queue,
    QueueEntry,
    SeatDecision,
    SeatRules,
    Way,
)
from webinars.registrations.operations import (
    SeatFacts,
    cancel,
    commit_seeds,
    declare_seats,
    give_free_places,
    hold_draws,
)
from webinars.registrations.operations.declaring import (
    AlreadyDrawn,
    DrawPassed,
    FlowsBackBeforeDraw,
    NoLimit,
    TooMuchKept,
)
from webinars.registrations.queries.queue import find_queue
from webinars.states.models import Confidence, Kind, State, StateFact
from webinars.web.requests import WebinarsApp

BY_DRAW = {"way": Way.DRAW, "draw_hours": 72}
AT_DRAW = TENTH_OF_MARCH - 72 * HOUR
GUARANTEE_OF_ALL = 194


def test_the_first_of_each_state_gets_the_place_that_is_kept_for_it(db: Db) -> None:
    sitting = limited(db, GUARANTEE_OF_ALL + 1, guarantee=1)

    kenya = [delegate(db, sitting, "KE", number) for number in range(1, 4)]
    france = delegate(db, sitting, "FR")

    assert states(*kenya, france) == ["confirmed", "confirmed", "waiting", "confirmed"]
    assert place_of(kenya[0]).reason == "Your State’s guaranteed place."
    assert place_of(kenya[2]).reason == "What was free is kept for others by the published rules."
    rules = db.scalars(select(SeatDecision.rule).order_by(SeatDecision.id)).all()
    assert rules == ["R1", "R2", "R1"]


def test_reserves_and_the_observers_share_keep_theirs(db: Db) -> None:
    sitting = limited(db, 4, reserve_ldc=2, observers_share=1)

    first, second = delegate(db, sitting, "FR", 1), delegate(db, sitting, "FR", 2)
    mali = [delegate(db, sitting, "ML", number) for number in (1, 2, 3)]
    guests = [guest(db, sitting, 1), guest(db, sitting, 2)]

    assert states(first, second) == ["confirmed", "waiting"]
    assert states(*mali) == ["confirmed", "confirmed", "waiting"]
    assert states(*guests) == ["confirmed", "waiting"]
    assert place_of(mali[0]).reason == "A place reserved for least developed countries."


def test_what_nobody_used_flows_back_at_its_moment_to_who_waits(db: Db) -> None:
    sitting = limited(db, 3, reserve_sids=2, reserve_hours=48)
    waiting = [delegate(db, sitting, "FR", number) for number in range(1, 5)][1:]

    assert give_free_places(db, now=TENTH_OF_MARCH - 48 * HOUR - timedelta(seconds=1)) == 0
    assert give_free_places(db, now=TENTH_OF_MARCH - 48 * HOUR) == 2
    assert give_free_places(db, now=TENTH_OF_MARCH - 48 * HOUR) == 0
    assert len(offered(db, *waiting)) == 2


def test_a_freed_place_is_offered_to_a_guarantee_before_anybody_else(db: Db) -> None:
    sitting = limited(db, 2, guarantee=1, way=Way.DRAW, draw_hours=100)
    holder = [delegate(db, sitting, "FR", number) for number in range(1, 9)]
    hold_draws(db, now=TENTH_OF_MARCH - 100 * HOUR)
    kenya = delegate(db, sitting, "KE")
    leaver = next(one for one in holder if states(one) == ["confirmed"])

    cancel(db, registration=leaver, by="otto", now=TENTH_OF_MARCH - 50 * HOUR)

    assert states(kenya) == ["offered"]
    assert [one.outcome for one in db.scalars(select(SeatDecision))][-1] is Outcome.OFFER


def test_all_wait_until_the_draw_and_then_one_run_decides(db: Db) -> None:
    sitting = limited(db, 5, **BY_DRAW, guarantee=1, reserve_ldc=1, observers_share=1)
    delegates = [delegate(db, sitting, code, n) for code in ("KE", "FR", "ML") for n in (1, 2, 3)]
    guests = [guest(db, sitting, number) for number in (1, 2)]
    assert set(states(*delegates, *guests)) == {"waiting"}
    assert hold_draws(db, now=AT_DRAW - timedelta(seconds=1)) == 0

    assert hold_draws(db, now=AT_DRAW) == 1
    assert hold_draws(db, now=AT_DRAW) == 0

    placed = Counter(
        one.state_code or "guest" for one in (*delegates, *guests) if states(one) == ["confirmed"]
    )
    assert placed == {"KE": 1, "FR": 1, "ML": 2, "guest": 1}
    assert kinds(db).count("drawn") == 11
    assert db.scalars(select(SeatDecision.rank).order_by(SeatDecision.id)).all() == list(
        range(1, 12)
    )


def test_the_plan_of_a_run_gives_the_same_decisions_to_anybody(
    db: Db, app: WebinarsApp, tmp_path: Path
) -> None:
    sitting = limited(db, 4, **BY_DRAW, guarantee=1, reserve_sids=1)
    for code in ("KE", "FR", "MU", "CN"):
        for number in (1, 2):
            delegate(db, sitting, code, number)
    hold_draws(db, now=AT_DRAW)
    [run] = runs(db, sitting)
    (tmp_path / "plan.json").write_bytes(zlib.decompress(run.plan))

    asked = ["registrations", "allocate", str(tmp_path / "plan.json")]
    printed = json.loads(app.test_cli_runner().invoke(args=asked).output)["decisions"]

    kept = db.scalars(select(SeatDecision).order_by(SeatDecision.rank)).all()
    assert [(one["entry"], one["rank"], one["rule"]) for one in printed] == [
        (one.place.public_id, one.rank, one.rule) for one in kept
    ]
    assert [one["decision"] for one in printed] == [one.outcome.value for one in kept]
    assert run.plan_digest == hashlib.sha256(zlib.decompress(run.plan)).hexdigest()


def test_the_journal_holds_the_digest_of_the_plan(db: Db) -> None:
    sitting = limited(db, 1, **BY_DRAW)
    delegate(db, sitting, "KE")
    hold_draws(db, now=AT_DRAW)

    found = select(Detail.content).join(Entry, Entry.id == Detail.entry_id)
    detail = db.scalars(found.where(Entry.kind == "registrations.allocate")).one()

    assert detail["plan"] == runs(db, sitting)[0].plan_digest
    assert entries(db, subject=sitting.public_id) == [
        "registrations.commit_seed",
        "registrations.declare_seats",
        "registrations.allocate",
    ]


def test_the_seed_is_committed_with_the_settings_and_never_changes(db: Db) -> None:
    sitting = limited(db, 2, guarantee=0, observers_share=1)
    queue = find_queue(db, sitting=sitting)
    assert queue is not None
    seed, digest = queue.seed, queue.digest

    declare(db, sitting, observers_share=2)

    assert digest == hashlib.sha256(seed.encode()).hexdigest()
    assert db.scalars(select(Queue.seed)).all() == [seed]
    assert len(seed) == 64


def test_a_sitting_that_declares_nothing_has_its_seed_within_a_minute(db: Db) -> None:
    make_sitting(db, capacity=3)
    make_sitting(db)

    assert commit_seeds(db, now=NOON) == 1
    assert commit_seeds(db, now=NOON) == 0


def test_the_classification_at_entry_stays_and_both_are_in_the_log(db: Db) -> None:
    """Mali leaves the list after it entered; a colleague who comes later is counted otherwise."""
    sitting = limited(db, 1, **BY_DRAW, reserve_ldc=1)
    before = delegate(db, sitting, "ML", 1)
    correct(db, "ML", Kind.LDC, "0")
    after = delegate(db, sitting, "ML", 2, now=NOON + 2 * HOUR)
    rival = delegate(db, sitting, "FR", now=NOON + 2 * HOUR)

    hold_draws(db, now=AT_DRAW)

    assert states(before, after, rival) == ["confirmed", "waiting", "waiting"]
    kept = db.scalars(select(QueueEntry).order_by(QueueEntry.entered_at, QueueEntry.place_id)).all()
    assert [one.ldc for one in kept] == [True, False, False]
    plan = {one["entry"]: one["ldc"] for one in plan_in(runs(db, sitting)[0])["entries"]}
    assert plan == {
        place_of(before).public_id: True,
        place_of(after).public_id: False,
        place_of(rival).public_id: False,
    }


def correct(db: Db, code: str, kind: Kind, value: str) -> None:
    state = db.scalars(select(State).filter_by(code=code)).one()
    db.add(
        StateFact(
            state=state,
            kind=kind,
            value=value,
            valid_from=NOON.date() - timedelta(days=3000),
            recorded_at=NOON + HOUR,
            source="A test",
            confidence=Confidence.HIGH,
            verified=True,
            editor="otto",
            reason="A correction.",
        )
    )
    db.flush()


def test_states_that_had_fewest_places_in_the_series_come_first(db: Db) -> None:
    past = make_webinar(db, sittings=1)
    for number in range(1, 5):
        delegate(db, past.sittings[0], "KE", number)
    past.sittings[0].starts_at = NOON - 2 * HOUR
    past.sittings[0].ends_at = NOON - HOUR
    webinar = make_webinar(db, series=past.series)
    sitting = webinar.sittings[0]
    sitting.capacity = 3
    declare(db, sitting, **BY_DRAW)
    kenya = [delegate(db, sitting, "KE", number) for number in (1, 2, 3)]
    mali = [delegate(db, sitting, "ML", number) for number in (1, 2, 3)]

    hold_draws(db, now=AT_DRAW)

    assert states(*kenya, *mali) == ["waiting"] * 3 + ["confirmed"] * 3
    assert plan_in(runs(db, sitting)[0])["past_places"] == {"KE": 4}


def test_a_focal_points_order_decides_within_the_state(db: Db) -> None:
    sitting = limited(db, 1, **BY_DRAW)
    delegation = [delegate(db, sitting, "KE", number) for number in range(1, 6)]
    delegation[3].focal_rank = 1
    db.flush()

    hold_draws(db, now=AT_DRAW)

    assert states(delegation[3]) == ["confirmed"]


def test_a_delegation_of_three_enters_where_one_place_is_free(db: Db) -> None:
    sitting = limited(db, 1)

    delegation = [delegate(db, sitting, "KE", number) for number in (1, 2, 3)]

    assert states(*delegation) == ["confirmed", "waiting", "waiting"]


def test_fewer_places_than_guarantees_are_an_order_and_all_are_given(db: Db) -> None:
    sitting = limited(db, 3, **BY_DRAW, guarantee=1)
    codes = ("KE", "ML", "FR", "CN", "BR")
    delegates = [delegate(db, sitting, code) for code in codes]

    hold_draws(db, now=AT_DRAW)

    assert states(*delegates).count("confirmed") == 3


def test_a_draw_keeps_the_guarantees_of_who_has_not_come_yet(db: Db) -> None:
    sitting = limited(db, GUARANTEE_OF_ALL + 1, **BY_DRAW, guarantee=1, guarantee_hours=24)
    kenya = [delegate(db, sitting, "KE", number) for number in range(1, 6)]

    hold_draws(db, now=AT_DRAW)
    assert states(*kenya).count("confirmed") == 2

    late = delegate(db, sitting, "FR", now=AT_DRAW + HOUR)
    assert states(late) == ["confirmed"]
    give_free_places(db, now=TENTH_OF_MARCH - 24 * HOUR)
    assert states(*kenya).count("offered") == 3


def test_who_is_rejected_is_not_drawn(db: Db) -> None:
    sitting = limited(db, 1, **BY_DRAW)
    one, other = delegate(db, sitting, "KE", 1), delegate(db, sitting, "KE", 2)
    one.approval, one.approval_reason = "rejected", "Not now."  # type: ignore[assignment]
    db.flush()

    hold_draws(db, now=AT_DRAW)

    assert states(one, other) == ["waiting", "confirmed"]


def test_a_draw_with_nobody_is_a_draw(db: Db) -> None:
    sitting = limited(db, 1, **BY_DRAW)

    assert hold_draws(db, now=AT_DRAW) == 1
    assert states(delegate(db, sitting, "KE", now=AT_DRAW + HOUR)) == ["confirmed"]


def test_settings_are_kept_in_every_version(db: Db) -> None:
    sitting = limited(db, 9, observers_share=1)

    declare(db, sitting, observers_share=2)
    declare(db, sitting, observers_share=2)

    found = db.scalars(select(SeatRules).order_by(SeatRules.version)).all()
    assert [(one.version, one.observers_share, one.set_by) for one in found] == [
        (1, 1, "otto"),
        (2, 2, "otto"),
    ]


FACTS = SeatFacts(Way.AT_ONCE)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (replace(FACTS, guarantee=1), TooMuchKept),
        (replace(FACTS, observers_share=10), TooMuchKept),
        (replace(FACTS, way=Way.DRAW, draw_hours=24 * 40), DrawPassed),
        (
            replace(FACTS, way=Way.DRAW, draw_hours=24, guarantee=1, guarantee_hours=48),
            FlowsBackBeforeDraw,
        ),
    ],
)
def test_settings_that_cannot_be_kept_are_refused(
    db: Db, facts: SeatFacts, refusal: type[Exception]
) -> None:
    sitting = limited(db, 9)

    with pytest.raises(refusal):
        declare_seats(db, sitting=sitting, facts=facts, reason="Few.", by="otto", now=NOON)


def test_without_a_limit_or_a_reason_or_after_the_draw_nothing_is_declared(db: Db) -> None:
    with pytest.raises(NoLimit):
        declare(db, make_sitting(db), observers_share=1)
    sitting = limited(db, 9, **BY_DRAW)
    facts = replace(FACTS, observers_share=1)
    with pytest.raises(NoReason):
        declare_seats(db, sitting=sitting, facts=facts, reason=" ", by="otto", now=NOON)
    hold_draws(db, now=AT_DRAW)
    with pytest.raises(AlreadyDrawn):
        declare(db, sitting, observers_share=1)


def test_the_letters_of_a_draw_tell_rank_and_number(db: Db) -> None:
    sitting = limited(db, 1, **BY_DRAW)
    delegate(db, sitting, "KE", 1), delegate(db, sitting, "FR", 2)

    hold_draws(db, now=AT_DRAW)

    told = [letter.content for letter in letters(db, kind="registrations.drawn")]
    said = {"among": 2, "sitting": sitting.public_id}
    assert told == [{"rank": 1} | said, {"rank": 2} | said]
