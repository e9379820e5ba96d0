"""The parts of a webinar's page beside its text: who appears, agenda, materials, in one query.

Each comes in the language that is nearest to the reader's, as the text does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, select, union_all

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import (
    AgendaItem,
    AgendaText,
    Appearance,
    AppearanceText,
    Audience,
    Material,
    MaterialText,
    Part,
)
from webinars.programme.queries.columns import distance
from webinars.storage.models import StoredFile


@dataclass(frozen=True)
class Appearing:
    name: str
    part: Part
    function: str
    biography: str
    language: Language


@dataclass(frozen=True)
class Item:
    """Of the agenda."""

    title: str
    language: Language
    who: str
    minutes: int


@dataclass(frozen=True)
class Sheet:
    """A material."""

    public_id: str
    title: str
    language: Language
    name: str
    media_type: str
    size: int
    """In bytes."""
    spoken: str
    """Language of the file (BCP 47); empty: none in particular."""
    audience: Audience


@dataclass(frozen=True)
class Parts:
    people: list[Appearing] = field(default_factory=list)
    agenda: list[Item] = field(default_factory=list)
    materials: list[Sheet] = field(default_factory=list)


def read_parts(db: Db, *, webinar_id: int, language: Language) -> Parts:
    """Return what is shown of a webinar, each sort in its order.

    Interpreters, those who declined, and what was sent in and not published are left out.
    """
    rows = union_all(
        _people(webinar_id, language), _agenda(webinar_id, language), _sheets(webinar_id, language)
    ).order_by("sort", "position", "id")
    return _parted(db.execute(rows))


def _parted(rows: Iterable[Any]) -> Parts:
    parts = Parts()
    for sort, _, _, public_id, head, line, words, language, number, kind, audience in rows:
        tongue = Language(language or Language.ENGLISH)
        if sort == "people":
            parts.people.append(Appearing(head, Part(kind), line, words, tongue))
        elif sort == "agenda":
            parts.agenda.append(Item(head, tongue, line, number))
        else:
            sheet = Sheet(public_id, head, tongue, line, words, number, kind, Audience(audience))
            parts.materials.append(sheet)
    return parts


def _people(webinar_id: int, language: Language) -> Select[Any]:
    text = _nearest(AppearanceText, AppearanceText.appearance_id == Appearance.id, language)
    return (
        select(
            *_named("people", Appearance),
            Appearance.name.label("head"),
            func.coalesce(AppearanceText.function, "").label("line"),
            func.coalesce(AppearanceText.biography, "").label("words"),
            cast(AppearanceText.language, String).label("language"),
            literal(0).label("number"),
            cast(Appearance.part, String).label("kind"),
            literal("").label("audience"),
        )
        .outerjoin(AppearanceText, AppearanceText.id == text)
        .where(
            Appearance.webinar_id == webinar_id,
            Appearance.declined_at.is_(None),
            Appearance.name != "",
            Appearance.part != Part.INTERPRETER,
        )
    )


def _agenda(webinar_id: int, language: Language) -> Select[Any]:
    text = _nearest(AgendaText, AgendaText.item_id == AgendaItem.id, language)
    return (
        select(
            *_named("agenda", AgendaItem),
            func.coalesce(AgendaText.title, "").label("head"),
            AgendaItem.who.label("line"),
            literal("").label("words"),
            cast(AgendaText.language, String).label("language"),
            AgendaItem.minutes.label("number"),
            literal("").label("kind"),
            literal("").label("audience"),
        )
        .outerjoin(AgendaText, AgendaText.id == text)
        .where(AgendaItem.webinar_id == webinar_id)
    )


def _sheets(webinar_id: int, language: Language) -> Select[Any]:
    text = _nearest(MaterialText, MaterialText.material_id == Material.id, language)
    return (
        select(
            *_named("sheets", Material),
            func.coalesce(MaterialText.title, Material.name).label("head"),
            Material.name.label("line"),
            StoredFile.media_type.label("words"),
            cast(MaterialText.language, String).label("language"),
            StoredFile.size.label("number"),
            Material.language.label("kind"),
            cast(Material.audience, String).label("audience"),
        )
        .join(StoredFile, StoredFile.digest == Material.digest)
        .outerjoin(MaterialText, MaterialText.id == text)
        .where(
            Material.webinar_id == webinar_id,
            Material.withdrawn_at.is_(None),
            Material.audience != Audience.DESK,
        )
    )


def _named(sort: str, of: Any) -> tuple[Any, ...]:  # noqa: ANN401  (one of three models)
    return (
        literal(sort).label("sort"),
        of.position.label("position"),
        of.id.label("id"),
        of.public_id.label("public_id"),
    )


def _nearest(text: Any, mine: Any, language: Language) -> Any:  # noqa: ANN401  (one of three models)
    """Return the id of the text that is nearest to `language` for each row."""
    own = (
        select(text.id)
        .where(mine)
        .order_by(distance(text.language, language), text.language)
        .limit(1)
    )
    return own.correlate(mine.right.table).scalar_subquery()
