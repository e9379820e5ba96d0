"""Promising the parts of a webinar in named languages."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime

from webinars.database import Db
from webinars.kernel.text import clean_line
from webinars.programme.models import Promise, PromisedPart, Webinar
from webinars.programme.operations.changes import Changes
from webinars.programme.operations.refusals import BadLanguage
from webinars.programme.operations.webinars import refuse_cancelled, tell

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
"""The shape of a BCP 47 tag as far as we need it: pt, zh-Hans, pt-BR."""


def promise_languages(
    db: Db,
    *,
    webinar: Webinar,
    promises: Mapping[PromisedPart, Collection[str]],
    by: str,
    now: datetime,
) -> None:
    """Promise each part in exactly these languages (BCP 47); parts not named stay as they are.

    A promise taken back keeps its row, with the moment.

    Raises:
        BadLanguage: not the code of a language.
        IsCancelled: the webinar was.
    """
    refuse_cancelled(webinar)
    differing: Changes = {}
    for part, languages in promises.items():
        wanted = {_language_code(language) for language in languages}
        differing |= _promise_part(webinar, part, wanted, now=now)
    tell(db, webinar, "programme.promise_languages", differing, by=by, now=now)


def _language_code(text: str) -> str:
    code = clean_line(text)
    if not LANGUAGE_CODE.fullmatch(code) or len(code) > 16:
        raise BadLanguage(language=code[:40])
    return code


def _promise_part(
    webinar: Webinar, part: PromisedPart, wanted: set[str], *, now: datetime
) -> Changes:
    rows = {row.language: row for row in webinar.promises if row.part is part}
    standing = {language for language, row in rows.items() if row.withdrawn_at is None}
    for language in standing - wanted:
        rows[language].withdrawn_at = now
    for language in sorted(wanted - standing):
        row = rows.get(language)
        if row is None:
            webinar.promises.append(Promise(part=part, language=language, promised_at=now))
        else:
            row.promised_at, row.withdrawn_at = now, None
    if standing == wanted:
        return {}
    return {f"promise {part}": [", ".join(sorted(standing)), ", ".join(sorted(wanted))]}
