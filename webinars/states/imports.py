"""Reading the reference files: each row of `data/` as states and facts to record."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from webinars.kernel.languages import Language
from webinars.states.models import Confidence, Group, Kind

DATA = Path(__file__).parent / "data"

EARLIEST = date(2019, 1, 1)
"""First day of which the files speak: the year of the real pilot (`data/README.md`)."""

GROUPS_IN_FILE = {
    "African Group": Group.AFRICA,
    "APG": Group.ASIA_PACIFIC,
    "GRULAC": Group.LATIN_AMERICA,
    "Group B": Group.B,
    "CEBS": Group.CENTRAL_EUROPE,
    "CACEEC": Group.CENTRAL_ASIA,
    "China": Group.CHINA,
}
CATEGORY_SOURCES = {
    Kind.LDC: "UN list of least developed countries",
    Kind.LLDC: "UN list of landlocked developing countries",
    Kind.SIDS: "UN list of small island developing States",
}
AS_LISTED = "As on 22 November 2026; no other change since 2019 is known"

Row = dict[str, str]


@dataclass(frozen=True)
class ReferenceState:
    """A state as `states.csv` has it."""

    code: str
    alpha3: str
    m49: str
    capital_zone: str
    un_member: bool


@dataclass(frozen=True)
class ReferenceFact:
    """A row for `state_fact`, all but who recorded it and when."""

    state: str
    kind: Kind
    value: str
    source: str
    reason: str
    language: Language | None = None
    valid_from: date = EARLIEST
    valid_to: date | None = None
    confidence: Confidence = Confidence.HIGH
    verified: bool = True


def read_states(folder: Path = DATA) -> list[ReferenceState]:
    return [
        ReferenceState(
            code=row["iso_alpha2"],
            alpha3=row["iso_alpha3"],
            m49=row["m49"],
            capital_zone=row["capital_timezone"],
            un_member=row["un_member"] == "1",
        )
        for row in _rows(folder / "states.csv")
    ]


def read_facts(folder: Path = DATA) -> list[ReferenceFact]:
    """Return what the files say; `history.csv` stands instead of a column where it speaks."""
    states = _rows(folder / "states.csv")
    dated = [_dated(row) for row in _rows(folder / "history.csv")]
    replaced = {(fact.state, fact.kind) for fact in dated}
    listed = (fact for row in states for fact in _listed(row))
    codes = {row["iso_alpha3"]: row["iso_alpha2"] for row in states}
    return [
        *(fact for fact in listed if (fact.state, fact.kind) not in replaced),
        *dated,
        *(fact for row in _rows(folder / "state_names.csv") for fact in _names(row, codes)),
    ]


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _listed(row: Row) -> Iterator[ReferenceFact]:
    """Yield what a row of `states.csv` says of one state."""
    member = _membership(row)
    yield member
    yield _observer(member)
    yield _group(row, member)
    for kind, source in CATEGORY_SOURCES.items():
        reason = row["notes"] if row["notes"].startswith(f"{kind.upper()}:") else AS_LISTED
        yield ReferenceFact(row["iso_alpha2"], kind, row[kind.value], source, reason)


def _membership(row: Row) -> ReferenceFact:
    confidence = Confidence(row["membership_confidence"])
    return ReferenceFact(
        row["iso_alpha2"],
        Kind.MEMBERSHIP,
        row["wipo_member"],
        source="WIPO count of members and its known exceptions",
        reason=row["notes"] if confidence is not Confidence.HIGH and row["notes"] else AS_LISTED,
        confidence=confidence,
        verified=confidence is Confidence.HIGH,
    )


def _observer(member: ReferenceFact) -> ReferenceFact:
    """Return that the state is no observer: certain of a member, else only not known otherwise."""
    if member.value == "1":
        certain = replace(member, confidence=Confidence.HIGH, verified=True)
        return replace(certain, kind=Kind.OBSERVER, value="0", reason="A member is no observer")
    return replace(member, kind=Kind.OBSERVER, value="0", reason="Not known to be an observer")


def _group(row: Row, member: ReferenceFact) -> ReferenceFact:
    """Return the group; that of a member is verified only once WIPO has confirmed it."""
    if not row["wipo_group"]:
        return replace(member, kind=Kind.GROUP, value="", reason=row["confidence_basis"])
    return ReferenceFact(
        row["iso_alpha2"],
        Kind.GROUP,
        GROUPS_IN_FILE[row["wipo_group"]],
        source="UN regional groups, not confirmed by WIPO",
        reason=row["confidence_basis"],
        confidence=Confidence(row["confidence"]),
        verified=False,
    )


def _dated(row: Row) -> ReferenceFact:
    return ReferenceFact(
        row["state"],
        Kind(row["kind"]),
        row["value"],
        source=row["source"],
        reason=row["reason"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        confidence=Confidence(row["confidence"]),
        verified=row["verified"] == "1",
    )


def _names(row: Row, codes: dict[str, str]) -> Iterator[ReferenceFact]:
    for language in Language:
        yield ReferenceFact(
            codes[row["iso_alpha3"]],
            Kind.NAME,
            row[language.value],
            source=row["source"],
            reason="UN short name; WIPO's own may differ",
            language=language,
        )
