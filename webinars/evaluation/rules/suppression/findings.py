"""Which figures under published findings everybody may see, beside the counts that stand in public.

The figures give way: what stands on the page of public counts is decided without them. A figure is
told where all counts that hold its persons were published with its snapshot, so that it splits what
is known and says nothing of what waits; and where nobody behind 1 to k-1 can be counted by what is
then known: by no size, no difference of two (`FORMS`), alone or less the same at another snapshot.
Each is decided once, in the order of publication, by what was told before it: counts that are
published later are of later snapshots. Source: evaluation.md, section 4.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from webinars.evaluation.rules.suppression.populations import (
    FORMS,
    KINDS,
    PUBLIC,
    Form,
    Kind,
    nearest,
    tied,
)
from webinars.evaluation.rules.suppression.standing import Counts, is_apart

Sizes = dict[str, int]
Measure = tuple[int, str]

COST_PER_HOUR: Measure = (21, "per-hour")
"""Its denominator is hours."""

NOBODY = Counts({}, {})


@dataclass(frozen=True)
class Figure:
    """A figure of a series as a whole, at the snapshot of `cut`."""

    cut: int
    indicator: int
    measure: str
    n: float | None
    d: float | None
    value: float | None

    @property
    def name(self) -> Measure:
        return self.indicator, self.measure


def told(figures: Sequence[Figure], releases: Mapping[int, Counts], *, k: int) -> list[bool]:
    """Say of each figure whether everybody may see it.

    Args:
        figures: of persons, of one series, in the order in which they were published.
        releases: the public counts of the series by the cut of their snapshot.
        k: the smallest count that is shown.
    """
    known = _Known(releases, k)
    return [known.take(one) for one in figures]


class _Known:
    """What everybody knows of one series."""

    def __init__(self, releases: Mapping[int, Counts], k: int) -> None:
        self.releases = releases
        self.k = k
        self.sizes: dict[int, Sizes] = {cut: _published(one) for cut, one in releases.items()}
        self.asked: dict[str, Measure] = {}
        """The measure told of a question."""
        self.values: dict[Measure, list[tuple[int, float | None]]] = {}
        """Base and value of means, medians and sums."""

    def take(self, figure: Figure) -> bool:
        """Say whether a figure may be told; then it is known."""
        kind = KINDS.get(figure.name)
        if kind is None:
            return False
        sizes = self._sizes(figure, kind)
        if not (self._stands(figure.cut, sizes) and self._is_alone(figure, kind, sizes)):
            return False
        if not all(self._is_apart(*one) for one in self._found(figure, sizes)):
            return False
        self.sizes.setdefault(figure.cut, {}).update(sizes)
        self.asked.setdefault(kind.question, figure.name)
        if not kind.part:
            self.values.setdefault(figure.name, []).append((sizes[kind.base], figure.value))
        return True

    def _sizes(self, figure: Figure, kind: Kind) -> Sizes:
        if figure.name == COST_PER_HOUR:
            return {kind.base: self.releases.get(figure.cut, NOBODY).of(kind.base)}
        if not kind.part:
            return {kind.base: int((figure.value if kind.base == "peak" else figure.d) or 0)}
        base, part = int(figure.d or 0), int(figure.n or 0)
        return {kind.base: base, kind.part: base - part if kind.is_rest else part}

    def _stands(self, cut: int, sizes: Sizes) -> bool:
        """Say whether the public counts that hold these were published with the snapshot, alike."""
        needed = frozenset().union(*map(tied, sizes))
        known = self.sizes.get(cut, {})
        is_alike = all(known.get(name, size) == size for name, size in sizes.items())
        return is_alike and needed <= self.releases.get(cut, NOBODY).released

    def _is_alone(self, figure: Figure, kind: Kind, sizes: Sizes) -> bool:
        """Say whether nothing told of the same question, or of as many persons, is beside it."""
        if kind.question and self.asked.get(kind.question, figure.name) != figure.name:
            return False
        known = () if kind.part else self.values.get(figure.name, ())
        return all(base != sizes[kind.base] or value == figure.value for base, value in known)

    def _found(self, figure: Figure, sizes: Sizes) -> Iterator[tuple[int, Sizes, Form]]:
        """Yield what can be computed with a figure, at its snapshot and at every other."""
        before = self.sizes.get(figure.cut, {})
        here, new = before | sizes, sizes.keys() - before.keys()
        for other, there in {figure.cut: here, **self.sizes}.items():
            for cut, own, beside in ((figure.cut, here, there), (other, there, here)):
                every = _unmoved(beside, own) | own
                yield from ((cut, every, one) for one in FORMS if new & one.terms.keys())

    def _is_apart(self, cut: int, sizes: Sizes, form: Form) -> bool:
        """Say whether a count is nought or large, and so its distance from each other snapshot."""
        count, least = form.of(sizes), form.times * self.k
        if count is None:
            return True
        others = (form.of(known) for other, known in self.sizes.items() if other != cut)
        return all(is_apart(count - one, least) for one in (0, *others) if one is not None)


def _published(counts: Counts) -> Sizes:
    return {name: counts.of(name) for name in PUBLIC if name in counts.released}


def _unmoved(sizes: Sizes, there: Sizes) -> Sizes:
    """Return what is taken to be the same at another snapshot: of whom the holders did not move."""
    return {name: size for name, size in sizes.items() if _is_unmoved(name, sizes, there)}


def _is_unmoved(name: str, sizes: Sizes, there: Sizes) -> bool:
    holders = nearest(name)
    return bool(holders) and all(one in sizes and sizes[one] == there.get(one) for one in holders)
