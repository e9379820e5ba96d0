"""What follows from the facts: the classification, the order of names, the zones."""

from webinars.states.rules.classification import (
    CATEGORIES,
    CATEGORY_NAMES,
    CLASSIFYING,
    CONFIDENCE_NAMES,
    GROUP_NAMES,
    GROUPS,
    KIND_NAMES,
    SHORT_NAMES,
    VALUE_NAMES,
    Classification,
    Fact,
    Subject,
    classify,
    in_force,
)
from webinars.states.rules.names import folded, place_of, sort_key
from webinars.states.rules.zones import zones_of

__all__ = [
    "CATEGORIES",
    "CATEGORY_NAMES",
    "CLASSIFYING",
    "CONFIDENCE_NAMES",
    "GROUPS",
    "GROUP_NAMES",
    "KIND_NAMES",
    "SHORT_NAMES",
    "VALUE_NAMES",
    "Classification",
    "Fact",
    "Subject",
    "classify",
    "folded",
    "in_force",
    "place_of",
    "sort_key",
    "zones_of",
]
