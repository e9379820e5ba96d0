"""Reading letters: edited wordings, who declined what, what bounced."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webinars.database import Db
from webinars.kernel.addresses import BadAddress, normal_address
from webinars.kernel.languages import Language
from webinars.kernel.tokens import digest_of
from webinars.outbox.models import Bounce, Letter, OptOut, Wording


def recipient_of(address: str) -> str:
    """Return the digest under which an address is known here."""
    try:
        return digest_of(normal_address(address))
    except BadAddress:  # emptied, or from before it was checked
        return digest_of(address.casefold())


def find_letter(db: Db, *, public_id: str) -> Letter | None:
    return db.scalars(select(Letter).where(Letter.public_id == public_id)).one_or_none()


def generation_of_letter(db: Db, public_id: str) -> int | None:
    """Return 1 where the letter is known and its address is still kept: the door of LETTERS."""
    kept = select(Letter.id).where(Letter.public_id == public_id, Letter.address != "")
    return None if db.scalar(kept) is None else 1


def topics_declined(db: Db, *, address: str) -> frozenset[str]:
    """Return the topics of which `address` wants no letters."""
    declined = select(OptOut.kind).where(OptOut.address_digest == recipient_of(address))
    return frozenset(db.scalars(declined))


def wordings_of(db: Db, *, kind: str, language: Language) -> dict[str, str]:
    """Return the edited sentences of a kind in a language by their part."""
    newest = (
        select(func.max(Wording.id))
        .where(Wording.kind == kind, Wording.language == language)
        .group_by(Wording.part)
    )
    rows = db.scalars(select(Wording).where(Wording.id.in_(newest)))
    return {row.part: row.words for row in rows if row.words is not None}


def wording_history(db: Db, *, kind: str, language: Language) -> Sequence[Wording]:
    """Return every edit of a kind in a language, the newest first."""
    rows = select(Wording).where(Wording.kind == kind, Wording.language == language)
    return db.scalars(rows.order_by(Wording.id.desc())).all()


def newest_wording(db: Db, *, kind: str, language: Language, part: str) -> Wording | None:
    rows = select(Wording).where(
        Wording.kind == kind, Wording.language == language, Wording.part == part
    )
    return db.scalars(rows.order_by(Wording.id.desc()).limit(1)).one_or_none()


def edited_count(db: Db) -> dict[tuple[str, Language], int]:
    """Return how many sentences of each kind and language are edited now."""
    newest = select(func.max(Wording.id)).group_by(Wording.kind, Wording.language, Wording.part)
    rows = db.execute(
        select(Wording.kind, Wording.language, func.count().label("number"))
        .where(Wording.id.in_(newest), Wording.words.is_not(None))
        .group_by(Wording.kind, Wording.language)
    )
    return {(row.kind, row.language): row.number for row in rows}


def bounces_about(db: Db, *, about: Collection[str]) -> Sequence[Bounce]:
    """Return what came back of the letters about these, the newest first."""
    rows = (
        select(Bounce)
        .join(Bounce.letter)
        .where(Letter.about.in_(about))
        .options(joinedload(Bounce.letter))
        .order_by(Bounce.id.desc())
    )
    return db.scalars(rows).all()


def letters_about(db: Db, *, about: str) -> Sequence[Letter]:
    """Return every letter about something with what came back of it, the newest first."""
    rows = select(Letter).where(Letter.about == about).order_by(Letter.id.desc())
    return db.scalars(rows.options(joinedload(Letter.bounces))).unique().all()
