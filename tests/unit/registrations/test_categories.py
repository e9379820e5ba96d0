"""A State is a member or an observer by itself, whatever its delegate says."""

import pytest

from webinars.registrations.models import Category
from webinars.registrations.rules import ADMITTED, CATEGORIES, COME_FOR, OF_STATES, counts_as


@pytest.mark.parametrize("said", sorted(OF_STATES))
def test_the_state_decides_whether_it_is_a_member(said: Category) -> None:
    assert counts_as(said, member=True) is Category.STATE
    assert counts_as(said, member=False) is Category.OBSERVER_STATE


@pytest.mark.parametrize("said", sorted(set(Category) - OF_STATES))
@pytest.mark.parametrize("member", [True, False])
def test_who_comes_for_no_state_stays_who_they_are(said: Category, member: bool) -> None:  # noqa: FBT001  (a parameter)
    assert counts_as(said, member=member) is said


def test_one_kind_of_state_is_asked_for_and_each_webinar_admits_it_or_not() -> None:
    assert set(CATEGORIES) - set(COME_FOR) == {Category.OBSERVER_STATE}
    assert all(Category.STATE in admitted for admitted in ADMITTED.values())
