"""Which row holds: two clocks, one for the days and one for the knowledge."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webinars.states.models import Group, Kind
from webinars.states.rules import Classification, Fact, classify, in_force

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LDC = ("BD", Kind.LDC, None)


def make_fact(
    *,
    id: int = 1,  # noqa: A002  (the column's name)
    state: str = "BD",
    kind: Kind = Kind.LDC,
    value: str = "1",
    valid_from: date = MONDAY,
    valid_to: date | None = None,
    recorded_at: datetime = NOON,
    verified: bool = True,
) -> Fact:
    return Fact(id, state, kind, None, value, valid_from, valid_to, recorded_at, verified)


def test_a_row_holds_from_its_first_day_until_the_day_before_its_end() -> None:
    fact = make_fact(valid_from=MONDAY, valid_to=MONDAY + 2 * DAY)

    held = [MONDAY + n * DAY for n in range(-1, 4) if in_force([fact], on=MONDAY + n * DAY)]

    assert held == [MONDAY, MONDAY + DAY]


def test_the_row_recorded_last_wins_whatever_its_period() -> None:
    wide = make_fact(id=1, value="0", recorded_at=NOON + DAY, valid_from=MONDAY - 99 * DAY)
    narrow = make_fact(id=2, value="1", recorded_at=NOON, valid_to=MONDAY + DAY)

    assert in_force([wide, narrow], on=MONDAY) == {LDC: wide}


def test_of_two_rows_recorded_at_one_moment_the_higher_id_wins() -> None:
    first, second = make_fact(id=1, value="1"), make_fact(id=2, value="0")

    assert in_force([second, first], on=MONDAY) == {LDC: second}


def test_what_was_recorded_later_was_not_known_before() -> None:
    known, learned = make_fact(id=1), make_fact(id=2, value="0", recorded_at=NOON + DAY)

    assert in_force([known, learned], on=MONDAY, known_at=NOON) == {LDC: known}
    assert in_force([known, learned], on=MONDAY, known_at=NOON + DAY) == {LDC: learned}


def test_after_a_correction_ends_the_earlier_row_speaks_again() -> None:
    standing = make_fact(id=1)
    passing = make_fact(id=2, value="0", valid_to=MONDAY + DAY, recorded_at=NOON + DAY)

    assert in_force([standing, passing], on=MONDAY) == {LDC: passing}
    assert in_force([standing, passing], on=MONDAY + DAY) == {LDC: standing}


def test_what_nobody_has_said_is_no_and_unverified() -> None:
    assert classify("BD", {}) == Classification(
        code="BD",
        member=False,
        observer=False,
        group=None,
        ldc=False,
        lldc=False,
        sids=False,
        unverified=frozenset(set(Kind) - {Kind.NAME}),
    )


def test_a_classification_carries_what_is_unverified() -> None:
    facts = [
        make_fact(kind=Kind.MEMBERSHIP),
        make_fact(kind=Kind.OBSERVER, value="0"),
        make_fact(kind=Kind.GROUP, value=Group.ASIA_PACIFIC, verified=False),
        make_fact(kind=Kind.LDC),
        make_fact(kind=Kind.LLDC, value="0"),
        make_fact(kind=Kind.SIDS),
    ]

    found = classify("BD", in_force(facts, on=MONDAY))

    assert (found.member, found.group) == (True, Group.ASIA_PACIFIC)
    assert found.categories == (Kind.LDC, Kind.SIDS)
    assert found.doubts == (Kind.GROUP,)


def test_an_empty_group_is_no_group() -> None:
    found = classify("PW", in_force([make_fact(state="PW", kind=Kind.GROUP, value="")], on=MONDAY))

    assert found.group is None
    assert Kind.GROUP not in found.unverified


def test_one_state_does_not_speak_for_another() -> None:
    """Congo and the Democratic Republic of the Congo are told apart by code alone."""
    facts = [make_fact(id=1, state="CD", value="1"), make_fact(id=2, state="CG", value="0")]

    held = in_force(facts, on=MONDAY)

    assert (classify("CD", held).ldc, classify("CG", held).ldc) == (True, False)


days = st.integers(0, 6).map(lambda n: MONDAY + n * DAY)
moments = st.integers(0, 4).map(lambda n: NOON + n * DAY)
histories = st.lists(
    st.builds(
        make_fact,
        id=st.integers(1, 99),
        value=st.sampled_from("01"),
        valid_from=days,
        valid_to=st.none() | days.map(lambda day: day + 7 * DAY),
        recorded_at=moments,
        verified=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda fact: fact.id,
)


@given(histories, days, moments)
def test_the_row_that_wins_is_never_older_than_another_that_speaks(
    facts: list[Fact], on: date, known_at: datetime
) -> None:
    speaking = [
        fact
        for fact in facts
        if fact.recorded_at <= known_at
        and fact.valid_from <= on
        and (fact.valid_to is None or on < fact.valid_to)
    ]

    held = in_force(facts, on=on, known_at=known_at)

    expected = max(speaking, key=lambda fact: (fact.recorded_at, fact.id), default=None)
    assert held.get(LDC) == expected


@given(histories, histories, days, moments)
def test_rows_recorded_afterwards_do_not_change_what_was_known(
    before: list[Fact], after: list[Fact], on: date, known_at: datetime
) -> None:
    later = [fact._replace(recorded_at=known_at + (i + 1) * DAY) for i, fact in enumerate(after)]

    known = in_force(before, on=on, known_at=known_at)

    assert in_force([*before, *later], on=on, known_at=known_at) == known


@given(histories, days, st.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(
    facts: list[Fact], on: date, chance: object
) -> None:
    shuffled = list(facts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert in_force(shuffled, on=on) == in_force(facts, on=on)
