"""How many persons of a member may be told to its group's coordinator. Pure."""

from collections.abc import Mapping

from webinars.evaluation.rules import K, is_small
from webinars.evaluation.rules.suppression import hidden

NAMED_BY_YES = 1
"""Whoever reads “yes” knows of one person already; only what is beyond can be hidden."""


def shown_counts(counts: Mapping[str, int]) -> tuple[dict[str, int | None], int | None]:
    """Return the count of each member and their total, with None for what is suppressed.

    Whether a member is there at all is told beside it, so nought is never hidden and
    every other count is known to be one at least. The engine is given what lies beyond
    that, and so leaves no hidden count that the total and the rest give back. Source:
    evaluation.md, section 4.
    """
    there = [code for code, count in counts.items() if count]
    whole = sum(counts.values())
    told: dict[str, int | None] = dict.fromkeys(counts, 0)
    if not there:
        return told, 0
    small = {(y, 0) for y, code in enumerate(there) if is_small(counts[code])}
    small |= {(len(there), 0)} if is_small(whole) else set()
    beyond = [[counts[code] - NAMED_BY_YES] for code in there]
    secret = hidden(beyond, k=K - NAMED_BY_YES, also=frozenset(small))
    told |= {code: None if (y, 0) in secret else counts[code] for y, code in enumerate(there)}
    return told, None if (len(there), 0) in secret else whole
