"""States and what is said of them.

Two clocks run in `StateFact`: the days for which a row speaks, and the moment at
which it was recorded. A correction is a new row. Nothing is overwritten, so a
figure computed last year can be computed again as it was known then.
"""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.kernel.languages import Language


class Kind(enum.StrEnum):
    """What a row speaks of."""

    MEMBERSHIP = "membership"
    OBSERVER = "observer"
    GROUP = "group"
    LDC = "ldc"
    LLDC = "lldc"
    SIDS = "sids"
    NAME = "name"


class Group(enum.StrEnum):
    """The regional groups, by the keys that addresses and exports use. They never change."""

    AFRICA = "african-group"
    ASIA_PACIFIC = "apg"
    LATIN_AMERICA = "grulac"
    B = "group-b"
    CENTRAL_EUROPE = "cebs"
    CENTRAL_ASIA = "caceec"
    CHINA = "china"


class Confidence(enum.StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class State(Model):
    """A state, member or not. All that may change about it is in its facts."""

    __tablename__ = "state"
    __table_args__ = (
        CheckConstraint("length(code) = 2 AND code = upper(code)", name="code_alpha2"),
        CheckConstraint("length(alpha3) = 3 AND alpha3 = upper(alpha3)", name="alpha3_alpha3"),
        CheckConstraint("length(m49) = 3", name="m49_three_digits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(2), unique=True)
    """ISO 3166-1 alpha-2: the code in addresses, forms and JSON."""
    alpha3: Mapped[str] = mapped_column(String(3), unique=True)
    m49: Mapped[str] = mapped_column(String(3), unique=True)
    """UN M49, three digits with leading zeros; stands in evaluation exports."""
    capital_zone: Mapped[str] = mapped_column(String(64))
    """IANA zone of the capital, for counting working hours. Never a person's zone."""
    un_member: Mapped[bool]


class StateFact(Model):
    """One thing said of a state, for some days, by somebody, at some moment."""

    __tablename__ = "state_fact"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="ends_after_start"),
        CheckConstraint("(kind = 'name') = (language IS NOT NULL)", name="language_of_names"),
        CheckConstraint(
            "CASE kind WHEN 'name' THEN value <> ''"
            f" WHEN 'group' THEN value IN ('', {', '.join(repr(group.value) for group in Group)})"
            " ELSE value IN ('0', '1') END",
            name="value_fits_kind",
        ),
        CheckConstraint("source <> ''", name="source_given"),
        CheckConstraint("reason <> ''", name="reason_given"),
        Index("ix_state_fact_state_id_kind_language", "state_id", "kind", "language"),
        Index("ix_state_fact_kind_language", "kind", "language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    state: Mapped[State] = relationship()
    kind: Mapped[Kind]
    language: Mapped[Language | None]
    """Of a name; None for every other kind."""
    value: Mapped[str] = mapped_column(String(200))
    """`1` or `0`; the key of a group, or nothing for no group; a name."""
    valid_from: Mapped[date]
    """First day for which the row speaks."""
    valid_to: Mapped[date | None]
    """First day for which it speaks no more. None: until further notice."""
    recorded_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(300))
    confidence: Mapped[Confidence]
    verified: Mapped[bool]
    """Whether the source is the body that decides it. Where not, pages say “unverified”."""
    editor: Mapped[str] = mapped_column(String(64))
    """Public id of the account that recorded it, or `first load`."""
    reason: Mapped[str] = mapped_column(String(1000))
