"""Who appears in a webinar: speakers, moderators, interpreters, opening remarks."""

from datetime import datetime

from webinars.database import Db
from webinars.kernel.text import clean_line, clean_paragraphs
from webinars.programme.models import Appearance, Webinar
from webinars.programme.operations.changes import Changes, change, plain
from webinars.programme.operations.facts import AppearanceFacts
from webinars.programme.operations.refusals import NoName
from webinars.programme.operations.webinars import refuse_cancelled, tell


def add_appearance(
    db: Db, *, webinar: Webinar, facts: AppearanceFacts, by: str, now: datetime
) -> Appearance:
    """Add a person in a part, after those who stand there already.

    Raises:
        NoName: none is given.
        IsCancelled: the webinar was.
    """
    refuse_cancelled(webinar)
    place = max((row.position for row in webinar.appearances), default=-1) + 1
    appearance = Appearance(**_columns(facts), position=place)
    webinar.appearances.append(appearance)
    db.flush()
    detail: Changes = {"name": [None, appearance.name], "part": [None, plain(appearance.part)]}
    tell(db, webinar, "programme.add_appearance", detail, by=by, now=now)
    return appearance


def change_appearance(
    db: Db,
    *,
    webinar: Webinar,
    appearance: Appearance,
    facts: AppearanceFacts,
    by: str,
    now: datetime,
) -> None:
    """Mend what is said of a person who appears.

    Raises:
        NoName: none is given.
        IsCancelled: the webinar was.
    """
    refuse_cancelled(webinar)
    detail = change(appearance, **_columns(facts))
    tell(db, webinar, "programme.change_appearance", detail, by=by, now=now)


def end_appearance(
    db: Db, *, webinar: Webinar, appearance: Appearance, by: str, now: datetime
) -> None:
    """Say that a person no longer takes part. Pages leave her out; the row stays. Twice is once."""
    refuse_cancelled(webinar)
    detail = change(appearance, declined_at=appearance.declined_at or now)
    tell(db, webinar, "programme.end_appearance", detail, by=by, now=now)


def _columns(facts: AppearanceFacts) -> dict[str, object]:
    name = clean_line(facts.name)
    if not name:
        raise NoName
    return {
        "part": facts.part,
        "name": name,
        "function": clean_line(facts.function),
        "biography": clean_paragraphs(facts.biography),
        "person_id": facts.person_id,
    }
