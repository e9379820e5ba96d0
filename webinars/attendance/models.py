"""What really happened: holdings, imported files, connections, and whose they are."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webinars.database.model import Model
from webinars.database.types import Digest, PublicId
from webinars.people.models import Person
from webinars.programme.models import Sitting


class HoldingSource(enum.StrEnum):
    MANUAL = "manual"
    FILE = "file"
    PROVIDER = "provider"


class Holding(Model):
    """Actual start and end of a sitting. Appended: the newest row holds, the older ones stay."""

    __tablename__ = "holding"
    __table_args__ = (CheckConstraint("ended_at > started_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    source: Mapped[HoldingSource]
    reason: Mapped[str] = mapped_column(default="")
    """Of a correction."""
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(64))


BY_HAND = "manual"
"""Provider of what a person recorded of somebody's presence: no file."""


ABSENT = "absent"
"""Role of a row by hand that takes time away: somebody was not there, whatever the files say."""


class ImportState(enum.StrEnum):
    ASKING = "asking"
    """The file alone cannot tell its zone or date order."""
    READ = "read"
    SIGNED = "signed"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    """It changes no figure; its page says why."""


class AttendanceImport(Model):
    """One reading of one attendance file. Signed off or superseded, never overwritten."""

    __tablename__ = "attendance_import"
    __table_args__ = (
        CheckConstraint("state <> 'signed' OR signed_at IS NOT NULL", name="signed_dated"),
        Index("ix_attendance_import_sitting_id_file_digest", "sitting_id", "file_digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    file_digest: Mapped[Digest]
    """Of the raw bytes, kept in storage before they were read."""
    file_name: Mapped[str] = mapped_column(String(300))
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[str] = mapped_column(String(64))
    zone: Mapped[str | None] = mapped_column(String(64))
    """Of the provider's account, chosen by a person: files do not say."""
    date_order: Mapped[str | None] = mapped_column(String(8))
    rereads_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_import.id"), index=True)
    """The reading that asked: this one reads the same file with the answers."""
    parser_version: Mapped[str] = mapped_column(String(16))
    provider: Mapped[str] = mapped_column(String(32), default="")
    shape: Mapped[str] = mapped_column(String(64), default="")
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """Why the file was taken for this report: sentences with their values."""
    others: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """What else it may be, the surest guess first: key, provider and shape."""
    taken_for: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """Key of the report that a person chose among the guesses. Empty: the surest."""
    outcome: Mapped[str] = mapped_column(String(32))
    """As attendance-file readers say: ok, empty-but-valid, wrong-shape and so on."""
    sentence: Mapped[str] = mapped_column(default="")
    sentence_values: Mapped[dict[str, Any]]
    reported: Mapped[dict[str, Any]]
    """The provider's own totals."""
    registrants: Mapped[int] = mapped_column(default=0)
    """Persons that the file lists as registered with the room."""
    skipped: Mapped[list[dict[str, Any]]]
    """Rows left out: number and reason."""
    noted: Mapped[list[dict[str, Any]]]
    """Rows that were read, but deserve a look."""
    asks_zone: Mapped[bool] = mapped_column(default=False)
    asks_date_order: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ImportState]
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[str] = mapped_column(String(64), default="")
    signed_totals: Mapped[dict[str, Any] | None]
    """What the signer saw beside the room's totals: persons, minutes, peak, who was unmatched."""
    override_reason: Mapped[str] = mapped_column(default="")
    """Why a file of another time was read all the same."""
    sitting: Mapped[Sitting] = relationship()


class Connection(Model):
    """One join-leave interval that a live room reported. Appended, and kept as it is."""

    __tablename__ = "connection"
    __table_args__ = (
        CheckConstraint("left_at IS NULL OR left_at >= joined_at", name="leaves_after_join"),
        Index("ix_connection_import_id_row", "import_id", "row"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("attendance_import.id"))
    row: Mapped[int]
    """Line of the file, from 1."""
    section: Mapped[str] = mapped_column(String(16))
    role: Mapped[str] = mapped_column(String(16))
    """`attendee`, else staff of the room, whatever the section: no participant; or `absent`."""
    identity: Mapped[Digest]
    """Of address and normalised name, without an address of the room's identifier too:
    who the room says it was. Replaced by erasure.
    """
    name: Mapped[str] = mapped_column(String(300))
    email: Mapped[str] = mapped_column(String(320), default="")
    external_id: Mapped[str] = mapped_column(String(300), default="")
    """What the room calls the person: our own token where we gave it one. Emptied by erasure."""
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    """None: the room reported no leave; the live window's end stands in."""
    reported_minutes: Mapped[int | None]


class MatchHow(enum.StrEnum):
    EMAIL = "email"
    TOKEN = "token"  # noqa: S105  (a word, not a secret)
    ALIAS = "alias"
    HAND = "hand"
    APART = "apart"
    """Decided by a person: nobody who registered."""


class Match(Model):
    """Whose an identity of an import is. The newest row holds; undone by a new row."""

    __tablename__ = "attendance_match"
    __table_args__ = (Index("ix_attendance_match_import_id_identity", "import_id", "identity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("attendance_import.id"))
    identity: Mapped[Digest]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """None: taken back, or apart."""
    how: Mapped[MatchHow]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(default="")


class CheckInHow(enum.StrEnum):
    LIST = "list"
    CODE = "code"
    """The code of the person's own page, read by a camera."""
    CORRECTION = "correction"


class CheckIn(Model):
    """A person in the room of a hybrid sitting. A later row replaces an earlier one."""

    __tablename__ = "check_in"
    __table_args__ = (
        CheckConstraint("left_at IS NULL OR left_at >= came_at", name="leaves_after_coming"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    how: Mapped[CheckInHow]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("check_in.id"), unique=True)
    """The row that this one says better: it counts no longer."""
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """The person was not there after all."""
    reason: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(64))
    sitting: Mapped[Sitting] = relationship()
    person: Mapped[Person] = relationship()


class CertificateRule(Model):
    """From how many minutes a certificate is given. Declared beforehand: the newest row holds."""

    __tablename__ = "certificate_rule"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"), index=True)
    minutes: Mapped[int | None]
    """Within one sitting. None: no certificates are given."""
    declared_at: Mapped[datetime]
    declared_by: Mapped[str] = mapped_column(String(64))


class Certificate(Model):
    """That a person attended a webinar for the declared minutes. Its public id is its code."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("webinar_id", "person_id"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by = '')", name="withdrawn_by_somebody"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinar.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    """In which the minutes were reached."""
    rule_id: Mapped[int] = mapped_column(ForeignKey("certificate_rule.id"))
    name: Mapped[str] = mapped_column(String(300))
    """As it stood when it was issued. Emptied by erasure."""
    issued_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str] = mapped_column(String(64), default="")
    reason: Mapped[str] = mapped_column(default="")
    """Of the withdrawal: shown to the Secretariat alone."""
    sitting: Mapped[Sitting] = relationship()
    rule: Mapped[CertificateRule] = relationship()
