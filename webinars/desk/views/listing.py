"""What pages about lists of people share: reading the file, the preview, the template."""

import csv
import io

from flask import Response
from werkzeug.datastructures import FileStorage

from webinars.database import Db
from webinars.desk.forms.lists import words_of
from webinars.desk.sights.lists import ListSight, list_sight
from webinars.kernel.languages import Language
from webinars.kernel.refusals import NotFound
from webinars.registrations.imports.people import COLUMNS, People, Words, people_in
from webinars.registrations.imports.sheets import MEGABYTES
from webinars.registrations.models import DelegateList, ListPurpose, ListState
from webinars.registrations.queries import find_list, registered_among
from webinars.states.queries import spellings
from webinars.web.requests import db, glance, now
from webinars.web.words.teaching import translated

MOST = (MEGABYTES << 20) + 1
"""Bytes that are looked at: more than a list may have, so that its sentence can say so."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}


def read_file(file: FileStorage, *, own_state: str | None = None) -> tuple[bytes, People]:
    """Return the bytes and the people of a file; read before the unit of work begins.

    Raises:
        Unreadable: the file as a whole cannot be taken.
    """
    raw = file.stream.read(MOST)
    with glance() as short:
        words = words_now(short, own_state=own_state)
    return raw, people_in(raw, words=words)


def words_now(short: Db, *, own_state: str | None = None) -> Words:
    return words_of(spellings(short, on=now().date()), own_state=own_state)


def the_list(
    public_id: str, *, code: str | None, purpose: ListPurpose = ListPurpose.REGISTER
) -> DelegateList:
    """Return a list of that State; None: the Secretariat's.

    Raises:
        NotFound: there is none, or it is another's: the same answer.
    """
    found = find_list(db(), public_id=public_id, code=code, purpose=purpose)
    if found is None:
        raise NotFound
    return found


def sight_of(listed: DelegateList) -> ListSight:
    """Return a list for its page; who is registered already is asked while it is a preview."""
    known: frozenset[tuple[str, str]] = frozenset()
    if listed.state is ListState.PREVIEWED:
        who = [(row["address"], row["name"]) for row in listed.rows]
        known = registered_among(db(), webinar_id=listed.sitting.webinar_id, who=who)
    return list_sight(listed, known)


def template(kind: str, keys: list[str]) -> Response:
    """Answer with an empty list whose headings are in the reader's language."""
    if kind not in KINDS:
        raise NotFound
    heads = [translated(COLUMNS[key]) for key in keys]
    body = _csv(heads) if kind == "csv" else _xlsx(heads)
    answer = Response(body, content_type=KINDS[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="list.{kind}"'
    return answer


def default_language(language: str | None) -> Language:
    return Language(language or Language.ENGLISH)


def _csv(heads: list[str]) -> bytes:
    """Return a heading line with a mark, without which spreadsheets misread Arabic."""
    out = io.StringIO()
    csv.writer(out).writerow(heads)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(heads: list[str]) -> bytes:
    import xlsxwriter  # noqa: PLC0415  (a second that no other page needs)

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(heads) - 1, 28, text)
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
    return out.getvalue()
