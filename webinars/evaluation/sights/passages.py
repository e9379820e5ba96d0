"""Findings with what follows from them, as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from webinars.evaluation.indicators import present_definitions
from webinars.evaluation.models.passages import Evidence, Passage, PassageKind
from webinars.evaluation.rules import K
from webinars.evaluation.rules.suppression.findings import Figure, told
from webinars.evaluation.rules.suppression.populations import is_open
from webinars.evaluation.rules.suppression.standing import Counts
from webinars.evaluation.sights.figures import Line, line_of

CELLS = ("indicator", "n", "d", "value", "low", "high", "measure", "key")

OF_STATES = frozenset({9, 27})
"""Indicators that count States."""

CLASSES_OF_STATES = frozenset({"group", "ldc", "lldc", "sids"})

Releases = Mapping[int, Counts]
Cited = tuple[int, Evidence]
"""A figure, and the cut of its snapshot."""


@dataclass(frozen=True)
class Proof:
    """A figure on which a finding rests."""

    row: Evidence
    line: Line | None
    """None: suppressed for this reader."""
    is_told: bool
    """Whether everybody sees it, once the finding is published."""


@dataclass(frozen=True)
class Told:
    """A passage, its proofs, and what is said about it."""

    passage: Passage
    proofs: tuple[Proof, ...]
    following: tuple["Told", ...]
    """Recommendations, then dissent."""

    @property
    def is_draft(self) -> bool:
        return self.passage.published_at is None

    @property
    def is_gone(self) -> bool:
        return self.passage.wordings[-1].withdrawn


def tree(passages: Sequence[Passage], releases: Releases, *, is_public: bool) -> list[Told]:
    """Return findings with what follows from them, then dissent from the report as a whole.

    Args:
        releases: the public counts of the series by cut.
        is_public: whether figures are suppressed that give few persons away.
    """
    top = [one for one in passages if one.about_id is None]
    top.sort(key=_order)
    rows = [(row.snapshot.cut, row) for one in passages for row in one.evidence]
    rows.sort(key=lambda one: in_order(one[1]))
    pen = _Pen(passages, told_to_all(rows, releases), is_public=is_public)
    return [pen.told(one) for one in top]


def proofs_of(every: Sequence[Told], passage: Passage | None) -> tuple[Proof, ...]:
    """Return the figures of one finding in a tree of them."""
    found = (one.proofs for one in every if passage is not None and one.passage.id == passage.id)
    return next(found, ())


def in_order(row: Evidence) -> tuple[bool, datetime, int]:
    """Put figures in the order in which everybody may see them; those of drafts follow."""
    return (row.published_at is None, row.published_at or datetime.max.replace(tzinfo=UTC), row.id)


def _order(passage: Passage) -> bool:
    """Put dissent last."""
    return passage.kind is PassageKind.DISSENT


class _Pen:
    def __init__(self, passages: Sequence[Passage], open_: set[int], *, is_public: bool) -> None:
        self.passages, self.open, self.is_public = passages, open_, is_public

    def told(self, passage: Passage) -> Told:
        about = [one for one in self.passages if one.about_id == passage.id]
        about.sort(key=_order)
        proofs = tuple(map(self._proof, passage.evidence))
        return Told(passage, proofs, tuple(map(self.told, about)))

    def _proof(self, row: Evidence) -> Proof:
        is_told = row.id in self.open
        return Proof(row, proof_line(row) if is_told or not self.is_public else None, is_told)


def told_to_all(rows: Sequence[Cited], releases: Releases) -> set[int]:
    """Return the ids of the figures that everybody may see: none gives few persons away.

    Args:
        rows: of one series, in the order in which they were published.
        releases: the public counts of the series by cut.
    """
    own = [(cut, row) for cut, row in rows if not _is_open(row) and not row.breakdown]
    answers = told([_figure(cut, row) for cut, row in own], releases, k=K)
    of_persons = {row.id for (_, row), is_told in zip(own, answers, strict=True) if is_told}
    return of_persons | {row.id for _, row in rows if _is_open(row)}


def _is_open(row: Evidence) -> bool:
    """Say whether a figure counts no persons; of classes of States, the coverage tells each one."""
    by_state = row.indicator in OF_STATES and row.breakdown in CLASSES_OF_STATES
    return is_open(row.indicator, row.measure) and (by_state or not row.breakdown)


def _figure(cut: int, row: Evidence) -> Figure:
    return Figure(cut, row.indicator, row.measure, row.n, row.d, row.value)


def proof_line(row: Evidence) -> Line:
    """Return a figure with its base and interval."""
    unit = next((one.unit for one in present_definitions() if one.indicator == row.indicator), "")
    figure = {name: getattr(row, name) for name in CELLS} | {"by": row.breakdown}
    return line_of(figure, {"unit": unit}, {})
