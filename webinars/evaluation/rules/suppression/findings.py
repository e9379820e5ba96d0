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
    Kind,
    closed,
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
        self.counts: list[set[int]] = [{0} for _ in PARTED]
        """What can be computed by each form, of any snapshot."""
        for sizes in self._states():
            self._count(sizes)
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
        here = closed(self.sizes.get(figure.cut, {}) | sizes)
        worlds = list(_worlds(here, self._states()))
        if not all(map(self._is_apart, worlds)):
            return False
        self.sizes[figure.cut] = here
        for world in worlds:
            self._count(world)
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

    def _is_apart(self, world: Sizes) -> bool:
        """Say whether each count in `world` is nought or large, and its distance from all known."""
        for form, known in zip(PARTED, self.counts, strict=True):
            count, least = form.of(world), form.times * self.k
            if count is not None and not all(is_apart(count - one, least) for one in known):
                return False
        return True

    def _count(self, world: Sizes) -> None:
        for form, known in zip(PARTED, self.counts, strict=True):
            if (count := form.of(world)) is not None:
                known.add(count)

    def _states(self) -> list[Sizes]:
        """Return what is known of each night; those on which nothing moved are one."""
        return list({frozenset(one.items()): one for one in self.sizes.values()}.values())


def _worlds(here: Sizes, states: Sequence[Sizes]) -> Iterator[Sizes]:
    """Yield what is known with a new figure: at its snapshot, and where it is taken to be alike."""
    yield here
    for there in states:
        beside, carried = _unmoved(there, here), _unmoved(here, there)
        if not beside.keys() <= here.keys():
            yield closed(beside | here)
        if not carried.keys() <= there.keys():
            yield closed(carried | there)


def _published(counts: Counts) -> Sizes:
    return closed({name: counts.of(name) for name in PUBLIC if name in counts.released})


PARTED = [one for one in FORMS if one.terms.keys() - set(PUBLIC)]
"""Forms that public counts alone do not compute."""


def _unmoved(sizes: Sizes, there: Sizes) -> Sizes:
    """Return what is taken to be the same at another snapshot: of whom the holders did not move."""
    return {name: size for name, size in sizes.items() if _is_unmoved(name, sizes, there)}


def _is_unmoved(name: str, sizes: Sizes, there: Sizes) -> bool:
    holders = nearest(name)
    return bool(holders) and all(one in sizes and sizes[one] == there.get(one) for one in holders)
