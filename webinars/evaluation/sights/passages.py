"""Findings with what follows from them, as pages show them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from webinars.evaluation.indicators import present_definitions
from webinars.evaluation.models.passages import Evidence, Passage, PassageKind
from webinars.evaluation.rules import K
from webinars.evaluation.rules.suppression.standing import is_apart
from webinars.evaluation.sights.criteria import is_open
from webinars.evaluation.sights.figures import Line, line_of

CELLS = ("n", "d", "value", "low", "high", "measure", "key")


@dataclass(frozen=True)
class Proof:
    """A figure on which a finding rests."""

    row: Evidence
    line: Line | None
    """None: suppressed for this reader."""


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


def tree(passages: Sequence[Passage], *, is_public: bool) -> list[Told]:
    """Return findings with what follows from them, then dissent from the report as a whole.

    Args:
        is_public: whether small figures are suppressed.
    """
    top = [one for one in passages if one.about_id is None]
    top.sort(key=_order)
    rows = [row for one in sorted(passages, key=_published) for row in one.evidence]
    shown = told_to_all(rows) if is_public else {row.id for row in rows}
    return [_told(one, passages, shown) for one in top]


def _published(passage: Passage) -> tuple[int, int]:
    """Put passages in the order in which they were published."""
    return (passage.number or 0, passage.id)


def _order(passage: Passage) -> bool:
    """Put dissent last."""
    return passage.kind is PassageKind.DISSENT


def _told(passage: Passage, passages: Sequence[Passage], shown: set[int]) -> Told:
    about = [one for one in passages if one.about_id == passage.id]
    about.sort(key=_order)
    return Told(
        passage,
        tuple(Proof(one, proof_line(one) if one.id in shown else None) for one in passage.evidence),
        tuple(_told(one, passages, shown) for one in about),
    )


def told_to_all(rows: Iterable[Evidence]) -> set[int]:
    """Return the ids of the figures that everybody may see: none gives few persons away.

    Neither by its parts or what they leave, nor beside the same figure of another snapshot.

    Args:
        rows: of one series, in the order in which they were published.
    """
    shown: set[int] = set()
    known: dict[tuple[int, str], list[tuple[int, ...]]] = {}
    for row in rows:
        if is_open(row.indicator, row.measure) and not row.breakdown:
            shown.add(row.id)
            continue
        parts = tuple(_parts(row))
        before = known.setdefault((row.indicator, row.measure), [(0,) * len(parts)])
        if not row.breakdown and all(_are_apart(parts, one) for one in before):
            before.append(parts)
            shown.add(row.id)
    return shown


def _parts(row: Evidence) -> Iterator[int]:
    """Yield the base of a figure, who is counted in it, and who is not."""
    yield int(row.d or 0)
    if row.n is not None and row.d is not None:
        yield int(row.n)
        yield int(row.d - row.n)


def _are_apart(parts: Sequence[int], others: Sequence[int]) -> bool:
    return all(is_apart(one - other, K) for one, other in zip(parts, others, strict=False))


def proof_line(row: Evidence) -> Line:
    """Return a figure with its base and interval."""
    unit = next((one.unit for one in present_definitions() if one.indicator == row.indicator), "")
    figure = {name: getattr(row, name) for name in CELLS} | {"by": row.breakdown}
    return line_of(figure, {"unit": unit}, {})
