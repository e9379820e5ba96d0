"""Words that the pages of judgement share: criteria, findings, decision."""

from typing import Any

from webinars.evaluation.indicators import present_definitions
from webinars.evaluation.sights.criteria import COMPARATORS, OUTCOMES, STATUSES, class_words
from webinars.evaluation.sights.figures import MEASURES, NAMES


def indicator_name(number: int) -> str:
    """Return the English id of an indicator's name."""
    found = next((one for one in present_definitions() if one.indicator == number), None)
    return NAMES[found.name] if found else ""


JUDGING_WORDS: dict[str, Any] = {
    "outcomes": OUTCOMES,
    "comparators": COMPARATORS,
    "statuses": STATUSES,
    "measures": MEASURES,
    "indicator_name": indicator_name,
    "class_words": class_words,
}
