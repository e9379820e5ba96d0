"""What everybody reads gives no small count away, neither by its sums nor by an earlier day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from webinars.evaluation.models import Snapshot
from webinars.evaluation.queries.public import Standing
from webinars.evaluation.rules import K
from webinars.evaluation.rules.suppression.standing import Counts, releasable
from webinars.evaluation.sights.public import Count, Published, as_data, lines, published

WHOLE = {"registered": 60, "expected": 55, "joined": 4, "attended": 48}


def counts(**groups: int) -> Counts:
    named = {f"group:{key.replace('_', '-')}": count for key, count in groups.items()}
    return Counts({**WHOLE, "attended": sum(groups.values()), **named}, {})


def after(*cuts: Counts) -> Published:
    """Return what is public after so many nights."""
    told: list[Standing] = []
    for cut, now in enumerate(cuts, start=1):
        history: Sequence[Counts] = [one.counts for one in told]
        told.append(Standing(cut, replace(now, released=releasable(history, now, k=K))))
    return published(told)


def test_a_small_group_hides_another_beside_it() -> None:
    shown = after(counts(african_group=20, apg=25, china=3))

    groups = {group: count.persons for group, count in shown.groups}
    assert groups["china"] is None
    assert [*groups.values(), shown.populations["attended"].persons].count(None) >= 2
    assert shown.populations["registered"] == Count(60, 1)
    assert shown.populations["joined"].persons is None


def test_a_group_that_grew_by_two_since_yesterday_stands_as_it_was() -> None:
    yesterday = counts(african_group=20, apg=25, cebs=30)
    shown = after(yesterday, counts(african_group=20, apg=27, cebs=30))

    assert dict(shown.groups)["apg"] == Count(25, 1)
    assert shown.populations["attended"] == Count(75, 1)


def test_large_counts_that_stand_or_grow_by_many_are_shown() -> None:
    shown = after(counts(african_group=20, apg=25), counts(african_group=20, apg=45))

    assert dict(shown.groups) == {"african-group": Count(20, 1), "apg": Count(45, 2)}
    assert shown.cut == 2


def test_a_nought_does_not_stand_when_few_came() -> None:
    before = counts(african_group=20, apg=25, cebs=0)
    shown = after(before, counts(african_group=30, apg=40, cebs=2))

    assert dict(shown.groups)["cebs"] == Count(None, None)


def test_who_waits_for_company_looks_like_who_stood_still() -> None:
    monday = Counts({"registered": 60, "expected": 60, "attended": 50, "joined": 50}, {})
    still = replace(monday, persons={**monday.persons, "attended": 60, "joined": 60})
    grown = replace(still, persons={**still.persons, "registered": 62})

    assert after(monday, still) == after(monday, grown)


def test_a_hidden_count_is_a_word_in_the_file_and_a_shown_one_says_since_when() -> None:
    shown = after(counts(african_group=20, apg=25, china=3))

    assert ("population", "joined", "suppressed", "") in list(lines(shown))
    assert ("population", "registered", "60", "1") in list(lines(shown))
    assert ("attended by group", "china", "suppressed", "") in list(lines(shown))


def test_nothing_in_the_data_is_null() -> None:
    shown = after(counts(african_group=20, apg=25, china=3))
    told = as_data(Snapshot(cut=1, digest="d", taken_at=datetime(2027, 1, 21, tzinfo=UTC)), shown)

    assert told["populations"]["joined"] == "suppressed"
    assert "joined" not in told["stands_at"]["populations"]
    assert told["stands_at"]["populations"]["registered"] == 1
