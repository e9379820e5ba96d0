"""Accounts of those who work here, their roles, sign-ins and single-use keys."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId
from webinars.kernel.languages import Language
from webinars.people.models import Person


class Role(enum.StrEnum):
    SECRETARIAT = "secretariat"
    EVALUATOR = "evaluator"
    FOCAL_POINT = "focal-point"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Account(Model):
    """Somebody who signs in. Delegates have none."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    email: Mapped[str] = mapped_column(String(320))
    email_normal: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    language: Mapped[Language]
    zone: Mapped[str | None] = mapped_column(String(64))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    """Argon2id; None until an invited person has chosen one."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Of a focal point or coordinator."""
    feed_generation: Mapped[int] = mapped_column(default=1, server_default="1")
    """Raised to revoke the address of its calendar feed."""
    demonstration: Mapped[bool] = mapped_column(default=False)
    """Signs in with the demonstration password, while the data are demonstration data."""
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    grants: Mapped[list["Grant"]] = relationship(back_populates="account", order_by="Grant.id")
    person: Mapped[Person | None] = relationship()


class Grant(Model):
    """A role, from a day to a day. An evaluator's carries its mandate. Ended, never deleted."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "role <> 'evaluator' OR (mandate <> '' AND ends_on IS NOT NULL)",
            name="evaluator_has_mandate",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """Last day on which it holds."""
    mandate: Mapped[str] = mapped_column(default="")
    """Who asked for it, and in which document."""
    granted_by: Mapped[str] = mapped_column(String(64))
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """Taken back before its last day."""
    account: Mapped[Account] = relationship(back_populates="grants")


class SignIn(Model):
    """One signed-in browser. Ended by sign-out, by *everywhere*, or by idle time."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    began_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()


class SingleUse(Model):
    """A key that opens one thing once: a forgotten password, an invitation.

    Its token is computed from the server's secret at hand-over; nothing that opens is kept.
    """

    __tablename__ = "single_use_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()

    def opens(self, now: datetime) -> bool:
        fresh = self.used_at is None and now < self.expires_at
        return fresh and self.account.disabled_at is None


class Attempt(Model):
    """A failed sign-in, counted by address and network: both only as digests of a day's key."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[Digest] = mapped_column(index=True)
    at: Mapped[datetime]
