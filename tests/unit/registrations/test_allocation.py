"""Who gets the places: every promise of the published rules, and one plan decided by hand."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from webinars.registrations.rules import Entry, Given, Plan, Reserve, Rule, allocate
from webinars.registrations.rules.allocation import draw

STATES = {
    "KE": ("African Group", ()),
    "RW": ("African Group", ("ldc", "lldc")),
    "ML": ("African Group", ("ldc", "lldc")),
    "MU": ("African Group", ("sids",)),
    "NP": ("APG", ("ldc", "lldc")),
    "TV": ("APG", ("ldc", "sids")),
    "KR": ("APG", ()),
    "JM": ("GRULAC", ("sids",)),
    "BR": ("GRULAC", ()),
    "FR": ("Group B", ()),
    "CN": ("China", ()),
    "MD": (None, ("lldc",)),
}
"""What these States are is made up for the tests."""

counts = st.integers(0, 6)
codes = st.sampled_from(sorted(STATES))
past = st.dictionaries(codes, st.integers(0, 9), max_size=6)
reserves = st.dictionaries(st.sampled_from(Reserve), st.integers(0, 4), max_size=4)


def entry_of(number: int, facts: int) -> Entry:
    """Return an entry that one whole number describes: what is small is quickly made."""
    facts, which = divmod(facts, 1 + len(STATES) + len(STATES) // 3)
    if which >= len(STATES):
        return Entry(f"e{number}", observer=True)
    code = sorted(STATES)[which]
    group, kinds = STATES[code]
    flags = {kind: kind in kinds for kind in ("ldc", "lldc", "sids")}
    facts, corrected = divmod(facts, 8)
    if corrected == 7:  # between two entries of one State
        flags["ldc"] = not flags["ldc"]
    return Entry(f"e{number}", code, group, **flags, focal_rank=(facts % 5) or None)


described = st.integers(0, 17 * 8 * 5 - 1)


@st.composite
def plans(draw_one: st.DrawFn, least: int = 0) -> Plan:
    entries = draw_one(st.lists(described, min_size=least, max_size=24))
    given = draw_one(st.dictionaries(codes, st.integers(1, 4), max_size=4))
    return Plan(
        capacity=draw_one(st.integers(0, 30)),
        seed=draw_one(st.sampled_from(["a", "b", "c", "d", "e", "f"])),
        entries=tuple(entry_of(number, facts) for number, facts in enumerate(entries)),
        guarantee_each_state=draw_one(st.integers(0, 3)),
        reserves=draw_one(reserves),
        observers_share=draw_one(counts),
        past_places=draw_one(past),
        given=tuple(Given(code, STATES[code][0], places) for code, places in given.items()),
    )


def ranks(plan: Plan) -> dict[str, int]:
    return {one.entry: one.rank for one in allocate(plan)}


def placed(plan: Plan) -> set[str]:
    return {one.entry for one in allocate(plan) if one.placed}


@given(plans())
def test_the_same_plan_gives_the_same_decisions(plan: Plan) -> None:
    assert allocate(plan) == allocate(replace(plan))


@given(plans())
def test_everybody_has_one_decision_and_a_rank_of_their_own(plan: Plan) -> None:
    decisions = allocate(plan)

    assert sorted(one.entry for one in decisions) == sorted(one.entry for one in plan.entries)
    assert [one.rank for one in decisions] == list(range(1, len(decisions) + 1))


@settings(max_examples=300)
@given(plans(), described)
def test_an_entry_that_is_added_moves_nobody_up(plan: Plan, facts: int) -> None:
    """In rank and, as it follows, in what is decided; nor may a withdrawal move anybody down."""
    fresh = entry_of(99, facts)
    fewer, more = ranks(plan), ranks(replace(plan, entries=(*plan.entries, fresh)))

    assert {one for one, rank in fewer.items() if more[one] < rank} == set()


@settings(max_examples=300)
@given(plans(least=1), st.integers(0, 23))
def test_a_withdrawal_moves_nobody_down(plan: Plan, which: int) -> None:
    leaver = plan.entries[which % len(plan.entries)]
    left = replace(plan, entries=tuple(one for one in plan.entries if one is not leaver))
    before, after = placed(plan) - {leaver.entry}, placed(left)

    assert before <= after
    assert {one for one, rank in ranks(left).items() if rank > ranks(plan)[one]} == set()


@settings(max_examples=200)
@given(plans())
def test_no_state_is_below_its_guarantee_while_another_is_above(plan: Plan) -> None:
    plan = replace(plan, given=())
    by_state = {one.entry: one.state for one in plan.entries if not one.observer}
    wished, got = list(by_state.values()), [by_state.get(one) for one in placed(plan)]
    due = {code: min(plan.guarantee_each_state, wished.count(code)) for code in wished}

    below = {code for code in due if got.count(code) < due[code]}
    above = {code for code in due if got.count(code) > plan.guarantee_each_state}

    assert not (below and above)


@settings(max_examples=200)
@given(plans())
def test_no_observer_displaces_a_guarantee(plan: Plan) -> None:
    waiting = [one for one in allocate(plan) if not one.placed and one.rule is Rule.GUARANTEE]
    guests = {one.entry for one in plan.entries if one.observer}

    assert not waiting or not placed(plan) & guests


@given(plans())
def test_observers_take_more_than_their_share_only_after_every_member(plan: Plan) -> None:
    decisions = {one.entry: one for one in allocate(plan)}
    guests = [one.entry for one in plan.entries if one.observer]
    seated = [one for one in guests if decisions[one].placed]
    members_wait = any(not decisions[one.entry].placed for one in plan.entries if not one.observer)

    assert len(seated) <= plan.observers_share or not members_wait


@given(plans())
def test_no_place_is_given_twice_and_none_is_left_while_somebody_waits(plan: Plan) -> None:
    assert len(placed(plan)) == min(plan.capacity, len(plan.entries))


@given(plans(least=2), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(plan: Plan, random: object) -> None:
    shuffled = list(plan.entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis does not say its type

    assert allocate(replace(plan, entries=tuple(shuffled))) == allocate(plan)


@given(plans())
def test_a_reserve_is_filled_before_anybody_without_a_guarantee_gets_a_place(plan: Plan) -> None:
    plan = replace(plan, reserves={Reserve.LDC: 2}, observers_share=0)
    decisions = allocate(plan)
    ldc = {one.entry for one in plan.entries if one.ldc and not one.observer}
    inside = [one for one in decisions if one.rule is Rule.RESERVE]
    ordinary = [one for one in decisions if one.rule is Rule.ROUNDS and one.placed]

    assert len(inside) <= 2
    assert not any(one.entry in ldc for one in ordinary) or len(inside) == 2


@settings(max_examples=50)
@given(plans(least=2))
def test_a_focal_point_orders_those_of_her_state(plan: Plan) -> None:
    """Wherever the two are classified alike: a reserve may come between."""
    rank = ranks(plan)
    for one in plan.entries:
        for other in plan.entries:
            if one.observer or other.observer or one.state != other.state or one.ldc != other.ldc:
                continue
            if (one.focal_rank or 99) < (other.focal_rank or 99):
                assert rank[one.entry] < rank[other.entry]


@given(plans())
def test_no_time_and_no_zone_is_asked(plan: Plan) -> None:
    """Neutral by construction: nothing that knows a clock can be said of an entry or a plan."""
    said = {*Entry.__dataclass_fields__, *Plan.__dataclass_fields__, *vars(plan)}

    assert not {name for name in said if name.endswith("_at") or "time" in name or "zone" in name}


@given(plans(least=2), st.data())
def test_what_a_seed_decides_another_may_decide_otherwise(plan: Plan, data: st.DataObject) -> None:
    """Only the order changes with the seed, never how many of a State or of observers there are."""
    other = replace(plan, seed=data.draw(st.text(min_size=1, max_size=9)))

    assert len(placed(plan)) == len(placed(other))


def test_states_that_had_fewest_places_in_the_series_come_first() -> None:
    entries = tuple(
        Entry(f"{code}{number}", code, "APG") for code in ("KR", "NP") for number in (1, 2, 3)
    )
    for seed in "abcdefgh":
        plan = Plan(4, seed, entries, guarantee_each_state=1, past_places={"KR": 4})
        states = sorted(one[:2] for one in placed(plan))

        assert states == ["KR", "NP", "NP", "NP"]


def test_without_a_past_states_of_a_group_take_turns() -> None:
    entries = tuple(
        Entry(f"{code}{number}", code, "APG") for code in ("KR", "NP", "TV") for number in (1, 2, 3)
    )

    decisions = allocate(Plan(0, "seed", entries))

    rounds = [{one.entry[:2] for one in decisions[at : at + 3]} for at in (0, 3, 6)]
    assert rounds == [{"KR", "NP", "TV"}] * 3


def test_a_group_of_one_gets_its_turn_in_every_round() -> None:
    china = tuple(Entry(f"CN{number}", "CN", "China") for number in (1, 2, 3))
    africa = tuple(Entry(f"KE{number}", "KE", "African Group") for number in range(1, 9))

    taken = placed(Plan(6, "seed", china + africa))

    assert sorted(one[:2] for one in taken) == ["CN"] * 3 + ["KE"] * 3


def test_guarantees_beyond_the_capacity_become_an_order_over_the_groups() -> None:
    africa = [Entry(f"A{number}", f"A{number}", "African Group") for number in range(8)]
    others = [Entry("FR", "FR", "Group B"), Entry("CN", "CN", "China")]

    decisions = allocate(Plan(3, "seed", (*africa, *others), guarantee_each_state=1))

    assert {one.rule for one in decisions} == {Rule.GUARANTEE}
    assert {"FR", "CN"} < {one.entry for one in decisions if one.placed}


def test_a_state_that_has_its_guaranteed_place_is_not_guaranteed_another() -> None:
    entries = (Entry("k", "KE", "African Group"), Entry("r", "RW", "African Group"))
    plan = Plan(1, "seed", entries, guarantee_each_state=1)

    decided = allocate(replace(plan, given=(Given("KE", "African Group", 1),)))

    assert [(one.entry, one.rule) for one in decided] == [("r", Rule.GUARANTEE), ("k", Rule.ROUNDS)]


def test_a_group_that_had_later_places_lets_the_others_have_theirs() -> None:
    """Places that are freed one by one go round the groups as those of one draw do."""
    entries = (Entry("c", "CN", "China"), Entry("f", "FR", "Group B"))
    for seed in "abcdefgh":
        plan = Plan(1, seed, entries, given=(Given("CN", "China", 1),))

        assert placed(plan) == {"f"}


@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_an_entry_in_two_reserves_uses_the_first_and_leaves_the_second(seed: str) -> None:
    both = Entry("both", "RW", "African Group", ldc=True, lldc=True)
    ldc = Entry("ldc", "TV", "APG", ldc=True)
    lldc = Entry("lldc", "MD", None, lldc=True)
    plan = Plan(2, seed, (both, ldc, lldc), reserves={Reserve.LDC: 1, Reserve.LLDC: 1})

    rules = [one.rule for one in allocate(plan)]

    assert rules == [Rule.RESERVE, Rule.RESERVE, Rule.ROUNDS]


def test_two_states_drawn_by_a_thousand_seeds_come_first_about_as_often() -> None:
    entries = (Entry("k", "KE", "African Group"), Entry("r", "RW", "African Group"))
    first = sum(allocate(Plan(1, str(seed), entries))[0].entry == "k" for seed in range(1000))

    assert 440 <= first <= 560


@given(st.text(), st.text(), st.text())
def test_words_that_only_look_alike_together_are_drawn_apart(one: str, two: str, seed: str) -> None:
    assume(two)

    assert draw(seed, one + two, "") != draw(seed, one, two)


@pytest.mark.fuzz
@settings(max_examples=20_000, deadline=None)
@given(plans(), described)
def test_nobody_moves_up_in_twenty_thousand_more_plans(plan: Plan, facts: int) -> None:
    fewer = ranks(plan)
    more = ranks(replace(plan, entries=(*plan.entries, entry_of(99, facts))))

    assert {one for one, rank in fewer.items() if more[one] < rank} == set()
