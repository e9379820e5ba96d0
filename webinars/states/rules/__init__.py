"""What follows from the facts: the classification, the order of names, the zones."""

from webinars.states.rules.classification import (
    CATEGORIES,
    CATEGORY_NAMES,
    CLASSIFYING,
    GROUP_NAMES,
    GROUPS,
    Classification,
    Fact,
    Subject,
    classify,
    in_force,
    members_by_group,
)
from webinars.states.rules.names import folded, place_of, sort_key
from webinars.states.rules.zones import zones_of

__all__ = [
    "CATEGORIES",
    "CATEGORY_NAMES",
    "CLASSIFYING",
    "GROUPS",
    "GROUP_NAMES",
    "Classification",
    "Fact",
    "Subject",
    "classify",
    "folded",
    "in_force",
    "members_by_group",
    "place_of",
    "sort_key",
    "zones_of",
]
