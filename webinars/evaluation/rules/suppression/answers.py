"""Which rows of a table of answers are hidden: a row a class, and the total of all beside it.

Of answers a nought tells as much as a count: where few answered, "nobody said 1" and "all said 5"
speak for everyone. So a row is shown whole or not at all. Source: evaluation.md, section 4.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from webinars.evaluation.rules import SMALLEST_BASE, K


@dataclass(frozen=True)
class Said:
    """How one class answered one question."""

    base: int
    """Persons who answered it. Where several answers were free, the counts add up to more."""
    counts: tuple[int, ...]
    """Persons who gave each answer, in the order of the answers."""


def added(rows: Sequence[Said]) -> Said:
    """Return the answers of all classes together."""
    counts = tuple(map(sum, zip(*(row.counts for row in rows), strict=True)))
    return Said(sum(row.base for row in rows), counts)


def gives_away(said: Said, *, k: int = K) -> bool:
    """Say whether so few answered that showing how would tell what each of them said."""
    if said.base < k:
        return said.base > 0
    return said.base < SMALLEST_BASE and bool({0, said.base} & set(said.counts))


def withheld(rows: Sequence[Said], *, k: int = K) -> frozenset[int]:
    """Return the places of the rows that are hidden where their total is shown.

    Those that give away; then the smallest others, until what is left when all that is shown is
    taken from the total belongs to two rows at least, and gives nothing away that the total does
    not say of everybody.
    """
    secret = {place for place, row in enumerate(rows) if gives_away(row, k=k)}
    total = added(rows) if rows else Said(0, ())
    while secret and not _is_safe([rows[place] for place in sorted(secret)], total, k):
        rest = [(row.base, n) for n, row in enumerate(rows) if n not in secret and row.base]
        if not rest:
            break
        secret.add(min(rest)[1])
    return frozenset(secret)


def less(whole: Said, rows: Sequence[Said]) -> Said:
    """Return what is left of everybody when the classes are taken away."""
    counts = [
        count - sum(row.counts[place] for row in rows) for place, count in enumerate(whole.counts)
    ]
    return Said(whole.base - sum(row.base for row in rows), tuple(counts))


def hidden_beside(whole: Said, rows: Sequence[Said], *, k: int = K) -> frozenset[int]:
    """Return the places of the rows that are hidden beside everybody, whom they need not add up to.

    Those of no class are a row too, which anybody can compute: last, where there are any.
    """
    if gives_away(whole, k=k):
        return frozenset(range(len(rows)))
    rest = less(whole, rows)
    return withheld([*rows, rest] if rest.base else rows, k=k)


def _is_safe(secret: Sequence[Said], total: Said, k: int) -> bool:
    """Say whether the hidden rows together, which anybody can compute, are safe to be known."""
    together = added(secret)
    told = (one for one in zip(together.counts, total.counts, strict=True) if one[0] != one[1])
    only_they = any(count == 0 for count, _ in told)
    alike = together.base in together.counts and total.base not in total.counts
    return len(secret) > 1 and not gives_away(together, k=k) and not only_they and not alike
