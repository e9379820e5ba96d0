"""Who appears in a webinar: speakers, moderators, interpreters, opening remarks."""

from datetime import datetime

from webinars.database import Db
from webinars.kernel.addresses import written_address
from webinars.kernel.text import clean_line, clean_paragraphs
from webinars.people.operations import find_or_make_person
from webinars.programme.models import Appearance, AppearanceText, Webinar
from webinars.programme.operations.changes import Changes, change, plain
from webinars.programme.operations.facts import AppearanceFacts, AppearanceWords
from webinars.programme.operations.inviting import send_off
from webinars.programme.operations.refusals import NoName
from webinars.programme.operations.webinars import refuse_cancelled, tell


def add_appearance(
    db: Db, *, webinar: Webinar, facts: AppearanceFacts, by: str, now: datetime
) -> Appearance:
    """Add a person in a part, after those who stand there already. Nobody is written to.

    Raises:
        NoName: none is given.
        BadAddress: it is not an address.
        IsCancelled: the webinar was.
    """
    refuse_cancelled(webinar)
    place = max((row.position for row in webinar.appearances), default=-1) + 1
    appearance = Appearance(**_columns(db, facts, now), position=place)
    webinar.appearances.append(appearance)
    _say(appearance, _words(facts), now=now)
    db.flush()
    detail: Changes = {"name": [None, appearance.name], "part": [None, plain(appearance.part)]}
    tell(
        db,
        webinar,
        "programme.add_appearance",
        detail,
        by=by,
        now=now,
        subject=appearance.public_id,
    )
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
    """Mend what is said of a person who appears. Another address ends the links of the former.

    Raises:
        NoName, BadAddress, IsCancelled: as `add_appearance`.
    """
    refuse_cancelled(webinar)
    former = appearance.address
    detail = change(appearance, **_columns(db, facts, now))
    if former and former != appearance.address:
        appearance.generation += 1
        appearance.invited_at = appearance.confirmed_at
    detail |= _say(appearance, _words(facts), now=now)
    tell(
        db,
        webinar,
        "programme.change_appearance",
        detail,
        by=by,
        now=now,
        subject=appearance.public_id,
    )


def describe_appearance(
    db: Db, *, appearance: Appearance, words: AppearanceWords, by: str, now: datetime
) -> None:
    """Write function and biography in one language; both empty takes that language away."""
    detail = _say(appearance, words, now=now)
    if detail:
        detail |= {"name": [None, appearance.name], "language": [None, words.language]}
    tell(
        db,
        appearance.webinar,
        "programme.change_appearance",
        detail,
        by=by,
        now=now,
        subject=appearance.public_id,
    )


def end_appearance(
    db: Db, *, webinar: Webinar, appearance: Appearance, by: str, now: datetime
) -> None:
    """Take a person off the list. Pages leave her out; the row stays. Twice is once.

    Whoever was invited is told.
    """
    refuse_cancelled(webinar)
    if appearance.declined_at is not None:
        return
    detail = change(appearance, declined_at=now, ended_by=by)
    send_off(db, appearance=appearance, now=now)
    tell(
        db,
        webinar,
        "programme.end_appearance",
        detail,
        by=by,
        now=now,
        subject=appearance.public_id,
    )


def replace_appearance(
    db: Db, *, appearance: Appearance, facts: AppearanceFacts, by: str, now: datetime
) -> Appearance:
    """Put another person in the place of one, who is taken off the list if she still is on it.

    Raises:
        NoName, BadAddress, IsCancelled: as `add_appearance`.
    """
    webinar = appearance.webinar
    fresh = add_appearance(db, webinar=webinar, facts=facts, by=by, now=now)
    fresh.replaces, fresh.position = appearance.public_id, appearance.position
    end_appearance(db, webinar=webinar, appearance=appearance, by=by, now=now)
    db.flush()
    return fresh


def move_appearance(
    db: Db, *, webinar: Webinar, appearance: Appearance, by: str, now: datetime
) -> None:
    """Let a person stand one place earlier in the order; the first stays where she is."""
    refuse_cancelled(webinar)
    rows = sorted(webinar.appearances, key=lambda row: (row.position, row.id))
    place = rows.index(appearance)
    if place == 0:
        return
    rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for position, row in enumerate(rows):
        row.position = position
    detail: Changes = {"name": [None, appearance.name], "position": [place, place - 1]}
    tell(
        db,
        webinar,
        "programme.change_appearance",
        detail,
        by=by,
        now=now,
        subject=appearance.public_id,
    )


def _columns(db: Db, facts: AppearanceFacts, now: datetime) -> dict[str, object]:
    """Return the row's values. An address tells who she is: then no figure counts her."""
    name = clean_line(facts.name)
    if not name:
        raise NoName
    columns: dict[str, object] = {
        "part": facts.part,
        "name": name,
        "address": written_address(facts.address) if facts.address else "",
        "language": facts.language,
        "zone": facts.zone,
    }
    if not facts.address:
        return columns
    person = find_or_make_person(
        db, name=name, address=facts.address, language=facts.language, zone=facts.zone, now=now
    )
    db.flush()
    return columns | {"person_id": person.id}


def _words(facts: AppearanceFacts) -> AppearanceWords:
    return AppearanceWords(facts.language, facts.function, facts.biography)


def _say(appearance: Appearance, words: AppearanceWords, *, now: datetime) -> Changes:
    said = {
        "function": clean_line(words.function),
        "biography": clean_paragraphs(words.biography),
    }
    text = next((row for row in appearance.texts if row.language is words.language), None)
    if not any(said.values()):
        if text is None:
            return {}
        appearance.texts.remove(text)
        return {name: [getattr(text, name), ""] for name in said if getattr(text, name)}
    if text is None:
        text = AppearanceText(language=words.language, function="", biography="", revised_at=now)
        appearance.texts.append(text)
    differing = change(text, **said)
    if differing:
        text.revised_at = now
    return differing
