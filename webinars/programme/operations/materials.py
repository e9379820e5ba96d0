"""Materials: files that go with a webinar, sent in by the Secretariat or by who appears."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.imports import Sent
from webinars.programme.models import Appearance, Audience, Material, MaterialText, Webinar
from webinars.programme.operations.agenda import entitle
from webinars.programme.operations.changes import Changes, change
from webinars.programme.operations.refusals import SentAlready
from webinars.programme.operations.webinars import tell
from webinars.programme.queries.materials import materials_of
from webinars.storage.operations import register_file

KIND = "programme.change_material"


@dataclass(frozen=True)
class SheetFacts:
    titles: Mapping[Language, str] = field(default_factory=dict)
    language: str = ""
    """Of the file (BCP 47). Empty: none in particular."""
    audience: Audience = Audience.DESK


def add_material(
    db: Db,
    *,
    webinar: Webinar,
    sent: Sent,
    facts: SheetFacts,
    by: str,
    now: datetime,
    sender: Appearance | None = None,
) -> Material:
    """Add a file that was taken in. What a `sender` sends waits until it is published.

    Raises:
        NoTitle: it has none in any language.
        SentAlready: these very bytes are a material of the webinar.
    """
    for known in materials_of(db, webinar=webinar):
        if known.digest == sent.kept.digest:
            raise SentAlready(name=known.name)
    material = Material(
        webinar_id=webinar.id,
        appearance_id=sender.id if sender else None,
        name=sent.name,
        language=facts.language,
        audience=Audience.DESK if sender else facts.audience,
        position=_next(db, webinar),
        added_at=now,
        added_by=by,
    )
    entitle(material.texts, MaterialText, facts.titles)
    material.file = register_file(db, kept=sent.kept, now=now)
    db.add(material)
    db.flush()
    told: Changes = {"title": [None, material.texts[0].title], "name": [None, sent.name]}
    tell(db, webinar, "programme.add_material", told, by=by, now=now)
    return material


def change_material(
    db: Db, *, material: Material, facts: SheetFacts, by: str, now: datetime
) -> None:
    """Mend titles, language, and who may fetch it: that publishes it, or takes it back.

    Raises:
        NoTitle: it has none in any language.
    """
    told = entitle(material.texts, MaterialText, facts.titles)
    told |= change(material, language=facts.language, audience=facts.audience)
    if told:
        told.setdefault("title", [None, material.texts[0].title])
    tell(db, material.webinar, KIND, told, by=by, now=now)


def withdraw_material(db: Db, *, material: Material, by: str, now: datetime) -> None:
    """Take a file out of use. Row and bytes stay; its address answers 410. Twice is once."""
    told = change(material, withdrawn_at=material.withdrawn_at or now)
    if told:
        told["title"] = [material.texts[0].title, None]
    tell(db, material.webinar, "programme.withdraw_material", told, by=by, now=now)


def _next(db: Db, webinar: Webinar) -> int:
    last = select(func.max(Material.position)).where(Material.webinar_id == webinar.id)
    return (db.scalar(last) or 0) + 1
