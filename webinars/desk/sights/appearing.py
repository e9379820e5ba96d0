"""A webinar as somebody who appears in it sees it: her answer, her hours, what is needed."""

from dataclasses import dataclass
from datetime import datetime

from webinars.desk.sights.materials import ItemSight, item_sights
from webinars.desk.sights.texts import Said
from webinars.kernel.languages import Language
from webinars.programme.models import Appearance, AppearanceText, Rehearsal, Sitting, Webinar
from webinars.programme.rules import (
    PARTS,
    Answer,
    answer_of,
    can_answer,
    own_text,
    rehearsals_ahead,
    shown,
    standing,
    text_in,
    was_announced,
)


@dataclass(frozen=True)
class Other:
    """Somebody else who appears."""

    name: str
    part: str
    """An English id."""
    function: Said


@dataclass(frozen=True)
class AppearingSight:
    appearance: Appearance
    answer: Answer
    part: str
    """An English id."""
    title: Said
    abstract: Said
    webinar: Webinar
    announced: bool
    sittings: tuple[Sitting, ...]
    rehearsals: tuple[Rehearsal, ...]
    others: tuple[Other, ...]
    zone: str | None
    """Of her clock, where it is known."""
    can_answer: bool
    ahead: bool
    """Whether a sitting or a rehearsal is still to come, so that the way in is worth telling."""
    agenda: tuple[ItemSight, ...]
    texts: tuple[AppearanceText, ...]
    """What is said of her so far."""


def appearing_sight(
    appearance: Appearance, *, language: Language, zone: str | None, now: datetime
) -> AppearingSight:
    """Return what the page of `appearance` shows; `zone` is the reader's choice, if any."""
    webinar = appearance.webinar
    text, tongue = text_in(webinar.texts, language)
    sittings, rehearsals = standing(webinar), rehearsals_ahead(webinar, now)
    return AppearingSight(
        appearance=appearance,
        answer=answer_of(appearance),
        part=PARTS[appearance.part],
        title=Said(text.title, tongue),
        abstract=Said(text.abstract, tongue),
        webinar=webinar,
        announced=was_announced(webinar),
        sittings=tuple(sittings),
        rehearsals=tuple(rehearsals),
        others=tuple(
            _other(one, language) for one in shown(webinar.appearances) if one is not appearance
        ),
        zone=zone or appearance.zone,
        can_answer=can_answer(appearance, now),
        ahead=bool(rehearsals) or any(one.ends_at > now for one in sittings),
        agenda=item_sights(webinar.agenda, language),
        texts=tuple(appearance.texts),
    )


def _other(row: Appearance, language: Language) -> Other:
    text = own_text(row, language)
    said = Said(text.function, text.language) if text else Said("", language)
    return Other(row.name, PARTS[row.part], said)
