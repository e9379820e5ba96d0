"""Words that the pages of judgement share: criteria, findings, decision."""

from typing import Any

from webinars.evaluation.indicators import present_definitions
from webinars.evaluation.models.passages import PassageKind, Progress, Verdict
from webinars.evaluation.sights.criteria import COMPARATORS, OUTCOMES, STATUSES, class_words
from webinars.evaluation.sights.figures import MEASURES, NAMES
from webinars.kernel.text import N_


def indicator_name(number: int) -> str:
    """Return the English id of an indicator's name."""
    found = next((one for one in present_definitions() if one.indicator == number), None)
    return NAMES[found.name] if found else ""


KINDS: dict[str, str] = {
    PassageKind.FINDING: N_("Finding"),
    PassageKind.RECOMMENDATION: N_("Recommendation"),
    PassageKind.DISSENT: N_("Dissent"),
}

VERDICTS: dict[str, str] = {
    Verdict.ACCEPTED: N_("accepted"),
    Verdict.PARTLY: N_("accepted in part"),
    Verdict.REJECTED: N_("not accepted"),
}

PROGRESS: dict[str, str] = {
    Progress.OPEN: N_("not begun"),
    Progress.UNDER_WAY: N_("under way"),
    Progress.DONE: N_("done"),
    Progress.DROPPED: N_("given up"),
}

JUDGING_WORDS: dict[str, Any] = {
    "outcomes": OUTCOMES,
    "comparators": COMPARATORS,
    "statuses": STATUSES,
    "measures": MEASURES,
    "indicator_name": indicator_name,
    "class_words": class_words,
    "kinds": KINDS,
    "verdicts": VERDICTS,
    "progress": PROGRESS,
}
