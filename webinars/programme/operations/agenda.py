"""The agenda of a webinar: what comes in which order, for how long, and whose turn it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.text import clean_line
from webinars.programme.models import AgendaItem, AgendaText, MaterialText, Webinar
from webinars.programme.operations.changes import Changes, change
from webinars.programme.operations.refusals import NoTitle
from webinars.programme.operations.webinars import refuse_cancelled, tell

Titled = TypeVar("Titled", AgendaText, MaterialText)

KIND = "programme.change_agenda"


@dataclass(frozen=True)
class ItemFacts:
    minutes: int
    titles: Mapping[Language, str] = field(default_factory=dict)
    who: str = ""


def add_item(db: Db, *, webinar: Webinar, facts: ItemFacts, by: str, now: datetime) -> AgendaItem:
    """Add an item after those that stand there.

    Raises:
        NoTitle: it has none in any language.
        IsCancelled: the webinar was.
    """
    refuse_cancelled(webinar)
    place = max((row.position for row in webinar.agenda), default=-1) + 1
    item = AgendaItem(minutes=facts.minutes, who=clean_line(facts.who), position=place)
    entitle(item.texts, AgendaText, facts.titles)
    webinar.agenda.append(item)
    told: Changes = {"title": [None, item.texts[0].title], "minutes": [None, item.minutes]}
    tell(db, webinar, KIND, told, by=by, now=now)
    return item


def change_item(
    db: Db, *, webinar: Webinar, item: AgendaItem, facts: ItemFacts, by: str, now: datetime
) -> None:
    """Mend an item.

    Raises:
        NoTitle, IsCancelled: as `add_item`.
    """
    refuse_cancelled(webinar)
    before = item.texts[0].title if item.texts else ""
    told = entitle(item.texts, AgendaText, facts.titles)
    told |= change(item, minutes=facts.minutes, who=clean_line(facts.who))
    if told:
        told.setdefault("title", [None, before])
    tell(db, webinar, KIND, told, by=by, now=now)


def move_item(db: Db, *, webinar: Webinar, item: AgendaItem, by: str, now: datetime) -> None:
    """Let an item come one turn earlier; the first stays."""
    refuse_cancelled(webinar)
    rows = sorted(webinar.agenda, key=lambda row: (row.position, row.id))
    place = rows.index(item)
    if place == 0:
        return
    rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for position, row in enumerate(rows):
        row.position = position
    told: Changes = {"title": [None, item.texts[0].title], "position": [place, place - 1]}
    tell(db, webinar, KIND, told, by=by, now=now)


def remove_item(db: Db, *, webinar: Webinar, item: AgendaItem, by: str, now: datetime) -> None:
    """Take an item off the agenda; the journal keeps what it was."""
    refuse_cancelled(webinar)
    told: Changes = {"title": [item.texts[0].title, None], "minutes": [item.minutes, None]}
    webinar.agenda.remove(item)
    tell(db, webinar, KIND, told, by=by, now=now)


def entitle(
    texts: list[Titled],
    kind: type[Titled],
    titles: Mapping[Language, str],
) -> Changes:
    """Give the titles by language; empty ones go. Return what differs, of the first of them.

    Raises:
        NoTitle: none is left.
    """
    wanted = {code: line for code, said in titles.items() if (line := clean_line(said))}
    if not wanted:
        raise NoTitle
    before = {text.language: text.title for text in texts}
    if before == wanted:
        return {}
    texts[:] = [text for text in texts if text.language in wanted]
    for text in texts:
        text.title = wanted.pop(text.language)
    texts += [kind(language=code, title=line) for code, line in wanted.items()]
    return {"title": [next(iter(before.values()), None), texts[0].title]}
