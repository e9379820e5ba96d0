"""What everybody reads gives no small count away, neither by its sums nor by an earlier day."""

from webinars.evaluation.sights.public import lines, published

FOUND = {
    "populations": [
        {"webinar": None, "registered": 60, "expected": 55, "joined": 4, "attended": 48},
        {"webinar": "w", "registered": 60, "expected": 55, "joined": 4, "attended": 48},
    ]
}


def test_a_small_group_hides_another_beside_it() -> None:
    shown = published(FOUND, {"african-group": 20, "apg": 25, "china": 3}, [])

    groups = dict(shown.groups)
    assert groups["china"] is None
    assert list(groups.values()).count(None) >= 2
    assert shown.populations == {"registered": 60, "expected": 55, "joined": None, "attended": 48}


def test_a_group_that_grew_by_two_since_yesterday_is_hidden() -> None:
    yesterday = {"african-group": 20, "apg": 25, "cebs": 30}

    shown = published(FOUND, {**yesterday, "apg": 27}, [yesterday])

    assert dict(shown.groups)["apg"] is None


def test_large_counts_that_stand_or_grow_by_many_are_shown() -> None:
    yesterday = {"african-group": 20, "apg": 25}

    shown = published(FOUND, {"african-group": 20, "apg": 45}, [yesterday])

    assert shown.groups == (("african-group", 20), ("apg", 45))


def test_a_hidden_count_is_a_word_in_the_file() -> None:
    shown = published(FOUND, {"african-group": 20, "apg": 25, "china": 3}, [])

    assert ("population", "joined", "suppressed") in list(lines(shown))
    assert ("attended by group", "china", "suppressed") in list(lines(shown))
