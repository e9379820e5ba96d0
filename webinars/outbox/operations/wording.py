"""Edited wordings: appended, so that the newest counts and each earlier one can be seen."""

from datetime import datetime

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_, clean_line, clean_paragraphs
from webinars.outbox.models import Wording
from webinars.outbox.queries import newest_wording
from webinars.outbox.rules import part_of, placeholders_in, stray_signs

LONGEST = 2_000
"""Characters of a sentence: a letter stays under 20 KB."""


class NoWords(BadInput):
    message = N_("Write something, or take our words back.")


class TooLong(BadInput):
    message = N_("This is too long: a sentence of a letter has at most %(most)s characters.")


class UnknownPlaceholder(BadInput):
    message = N_("%(name)s is not known here. The sentence may use: %(known)s.")


class MissingPlaceholder(BadInput):
    message = N_("%(name)s is missing. The letter would leave out what stands there.")


class NoMarkup(BadInput):
    message = N_("“%(sign)s” cannot stand in a letter. Write words only.")


def reword(
    db: Db, *, kind: str, language: Language, ours: str, words: str, by: str, now: datetime
) -> None:
    """Let letters of `kind` in `language` say `words` instead of the sentence `ours`.

    Args:
        ours: the English sentence, which is its name too.
        by: public id of the account.

    Raises:
        NoWords, TooLong, NoMarkup: nothing is written, too much, or a sign of markup.
        UnknownPlaceholder, MissingPlaceholder: not the same `%(name)s` as in ours.
    """
    clean = clean_paragraphs(words) if "\n" in ours else clean_line(words)
    _check(ours, clean)
    newest = newest_wording(db, kind=kind, language=language, part=part_of(ours))
    if newest is None or newest.words != clean:
        db.add(
            Wording(
                kind=kind,
                language=language,
                part=part_of(ours),
                words=clean,
                editor=by,
                edited_at=now,
            )
        )


def take_ours(db: Db, *, kind: str, language: Language, ours: str, by: str, now: datetime) -> None:
    """Let letters of `kind` in `language` say our own words again."""
    newest = newest_wording(db, kind=kind, language=language, part=part_of(ours))
    if newest is not None and newest.words is not None:
        db.add(
            Wording(
                kind=kind,
                language=language,
                part=part_of(ours),
                words=None,
                editor=by,
                edited_at=now,
            )
        )


def _check(ours: str, words: str) -> None:
    if not words:
        raise NoWords
    if len(words) > LONGEST:
        raise TooLong(most=LONGEST)
    if strays := stray_signs(words):
        raise NoMarkup(sign=strays)
    known, used = placeholders_in(ours), placeholders_in(words)
    for name in sorted(used - known):
        shown = ", ".join(f"%({one})s" for one in sorted(known)) or "–"
        raise UnknownPlaceholder(name=f"%({name})s", known=shown)
    for name in sorted(known - used):
        raise MissingPlaceholder(name=f"%({name})s")
