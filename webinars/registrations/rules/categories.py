"""For whom somebody comes, and for whom a webinar is held."""

from collections.abc import Mapping

from webinars.kernel.text import N_
from webinars.programme.models import Openness
from webinars.registrations.models import Category

CATEGORIES: Mapping[Category, str] = {
    Category.STATE: N_("A member State"),
    Category.OBSERVER_STATE: N_("An observer State"),
    Category.IGO: N_("An intergovernmental organisation"),
    Category.NGO: N_("A non-governmental organisation"),
    Category.OTHER: N_("Yourself or another institution"),
}
"""As pages tell it, in the order of the form."""

COME_FOR: Mapping[Category, str] = {
    Category.STATE: N_("A State"),
    **{kind: CATEGORIES[kind] for kind in (Category.IGO, Category.NGO, Category.OTHER)},
}
"""What follows “You come for”: whether the State is a member is not for its delegate to say."""

OF_STATES = frozenset({Category.STATE, Category.OBSERVER_STATE})
OF_ORGANISATIONS = frozenset({Category.IGO, Category.NGO})

ADMITTED: Mapping[Openness, frozenset[Category]] = {
    Openness.MEMBERS: frozenset({Category.STATE}),
    Openness.OBSERVERS: frozenset(Category) - {Category.OTHER},
    Openness.PUBLIC: frozenset(Category),
}
"""Who may register for a webinar that is open so far."""


def counts_as(category: Category, *, member: bool) -> Category:
    """Return as what somebody counts who said `category`.

    Args:
        member: whether the State, if it is one, is a member on the day of the webinar's
            first instant. Nobody's word makes it one, or makes it none.
    """
    if category not in OF_STATES:
        return category
    return Category.STATE if member else Category.OBSERVER_STATE
