"""Materials and agenda as a reader of one language sees them, from rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from webinars.desk.sights.texts import Said
from webinars.kernel.languages import Language
from webinars.programme.models import AgendaItem, Material
from webinars.programme.rules import text_in


@dataclass(frozen=True)
class SheetSight:
    public_id: str
    name: str
    title: Said
    spoken: str
    """Language of the file (BCP 47); empty: none in particular."""
    size: int
    """In bytes."""
    published: bool


@dataclass(frozen=True)
class ItemSight:
    title: Said
    minutes: int
    who: str


def sheet_sights(rows: Sequence[Material], language: Language) -> tuple[SheetSight, ...]:
    return tuple(_sheet(row, language) for row in rows)


def item_sights(rows: Sequence[AgendaItem], language: Language) -> tuple[ItemSight, ...]:
    return tuple(_item(row, language) for row in rows)


def _sheet(row: Material, language: Language) -> SheetSight:
    text, tongue = text_in(row.texts, language)
    return SheetSight(
        public_id=row.public_id,
        name=row.name,
        title=Said(text.title, tongue),
        spoken=row.language,
        size=row.file.size,
        published=row.audience != "desk",
    )


def _item(row: AgendaItem, language: Language) -> ItemSight:
    text, tongue = text_in(row.texts, language)
    return ItemSight(Said(text.title, tongue), row.minutes, row.who)
