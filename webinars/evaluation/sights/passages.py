"""Findings with what follows from them, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from webinars.evaluation.indicators import present_definitions
from webinars.evaluation.models.passages import Evidence, Passage, PassageKind
from webinars.evaluation.rules import is_small
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
    return [_told(one, passages, is_public=is_public) for one in top]


def _order(passage: Passage) -> bool:
    """Put dissent last."""
    return passage.kind is PassageKind.DISSENT


def _told(passage: Passage, passages: Sequence[Passage], *, is_public: bool) -> Told:
    about = [one for one in passages if one.about_id == passage.id]
    about.sort(key=_order)
    return Told(
        passage,
        tuple(Proof(one, proof_line(one, is_public=is_public)) for one in passage.evidence),
        tuple(_told(one, passages, is_public=is_public) for one in about),
    )


def proof_line(row: Evidence, *, is_public: bool) -> Line | None:
    """Return a figure with its base and interval; None where this reader may not see it."""
    hidden = row.breakdown or (
        not is_open(row.indicator, row.measure) and (is_small(row.n) or is_small(row.d))
    )
    if is_public and hidden:
        return None
    unit = next((one.unit for one in present_definitions() if one.indicator == row.indicator), "")
    figure = {name: getattr(row, name) for name in CELLS} | {"by": row.breakdown}
    return line_of(figure, {"unit": unit}, {})
