"""Persons, their addresses, merges, affiliations, and who may act for a delegation or group."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import PublicId
from webinars.kernel.languages import Language


class Person(Model):
    """Somebody: one normalised name at one normalised address. Another name is another person."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(300))
    """As the person wrote it, in any script."""
    language: Mapped[Language]
    zone: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    addresses: Mapped[list["Address"]] = relationship(
        back_populates="person", order_by="Address.id"
    )


class Address(Model):
    """An e-mail address of a person, with the moment at which it was proven."""

    __tablename__ = "address"
    __table_args__ = (
        UniqueConstraint("normal", "name_normal"),
        UniqueConstraint("person_id", "normal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written: Mapped[str] = mapped_column(String(320))
    """To which letters go."""
    normal: Mapped[str] = mapped_column(String(320))
    """In which two spellings are equal (`kernel.addresses`)."""
    name_normal: Mapped[str] = mapped_column(String(900))
    """The person's normalised name: with `normal` it says who the person is.

    Longer than the name: folding may make three letters of one, as of “ﬃ”.
    """
    added_at: Mapped[datetime]
    proven_at: Mapped[datetime | None]
    """When somebody who had received a letter there pressed a button on its page."""
    person: Mapped[Person] = relationship(back_populates="addresses")


class Merge(Model):
    """Two persons are one: followed on reading, undone exactly. No key elsewhere is rewritten."""

    __tablename__ = "person_merge"
    __table_args__ = (
        CheckConstraint("kept_id <> merged_id", name="two_persons"),
        Index(
            "uq_person_merge_standing",
            "merged_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    merged_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str]
    undone_at: Mapped[datetime | None]
    kept: Mapped[Person] = relationship(foreign_keys=[kept_id])
    merged: Mapped[Person] = relationship(foreign_keys=[merged_id])


class Affiliation(Model):
    """For whom a person speaks, as last declared."""

    __tablename__ = "affiliation"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    organisation: Mapped[str] = mapped_column(String(300), default="")
    function: Mapped[str] = mapped_column(String(300), default="")
    sector: Mapped[str] = mapped_column(String(32), default="")
    declared_at: Mapped[datetime]


class FocalPoint(Model):
    """A person who may register, order and substitute one State's delegation, for a period."""

    __tablename__ = "focal_point"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state_code: Mapped[str] = mapped_column(ForeignKey("state.code"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """Last day of the term; on the day after, every power stops."""
    source: Mapped[str]
    """The document that named the person."""
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """Ended before its last day, at this moment."""
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    successor: Mapped[Person | None] = relationship(foreign_keys=[successor_id])


class Coordinator(Model):
    """A person who sees one regional group's coverage, for a period."""

    __tablename__ = "coordinator"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    group: Mapped[str] = mapped_column("regional_group", String(32))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    source: Mapped[str]
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """Ended before its last day, at this moment."""
    person: Mapped[Person] = relationship()
