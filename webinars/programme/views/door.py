"""The blueprint of the programme's own pages, and what their views share."""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from webinars.kernel.languages import Language, is_language
from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.forms.base import MendingForm
from webinars.programme.models import Series, Sitting, Webinar
from webinars.programme.operations.refusals import ClosedAlready
from webinars.programme.queries import find_series, find_sitting, find_webinar
from webinars.programme.rules import months_between
from webinars.programme.rules.texts import T, text_in
from webinars.web.access import signed_in
from webinars.web.forms import Choice, WatchedForm
from webinars.web.readers import reader
from webinars.web.requests import db, settle
from webinars.web.words.days import month_name
from webinars.web.words.numbers import initial

bp = Blueprint("programme", __name__)

DESK = "/secretariat/webinars/"
"""The desk's page of a webinar, from which every page here is reached."""


def the_series(slug: str) -> Series:
    found = find_series(db(), slug=slug)
    if found is None:
        raise NotFound
    return found


def the_open_series(slug: str) -> Series:
    """Return a series for which webinars may still be planned.

    Raises:
        ClosedAlready: it is closed for good.
    """
    found = the_series(slug)
    if found.closed_at is not None:
        raise ClosedAlready
    return found


def the_webinar(slug: str) -> Webinar:
    found = find_webinar(db(), slug=slug)
    if found is None:
        raise NotFound
    return found


def the_sitting(sitting_id: str) -> Sitting:
    found = find_sitting(db(), public_id=sitting_id)
    if found is None:
        raise NotFound
    return found


def the_language(code: str) -> Language:
    if not is_language(code):
        raise NotFound
    return Language(code)


def by() -> str:
    """Return who acts, for the journal."""
    return signed_in().public_id


def accepted(
    form: MendingForm, act: Callable[[], object], *, stands: Mapping[str, object] | None = None
) -> bool:
    """Do what a valid form asks; show a refusal in the form, with nothing changed.

    `stands` is what the form would be filled with now, so that who saves second
    sees that somebody else saved meanwhile.
    """
    if not form.validate():
        return False
    try:
        if stands is not None and isinstance(form, WatchedForm):
            form.refuse_changed(stands)
        act()
    except Refusal as refusal:
        settle(keep=False)  # before the page is built from what was half done
        form.blame_for(refusal)
        return False
    return True


def to_desk(webinar: Webinar, done: str) -> ResponseReturnValue:
    """Go back to the webinar's page at the desk, which says what was `done`."""
    flash(done)
    return redirect(DESK + webinar.slug, 303)


def nearest(texts: Sequence[T]) -> T:
    """Return the text that is nearest to the reader's language."""
    return text_in(texts, reader().language)[0]


def above(webinar: Webinar) -> dict[str, object]:
    """Return what every page about a webinar shows: where it hangs, and whose it is."""
    text, language = text_in(webinar.texts, reader().language)
    return {
        "webinar": webinar,
        "name": text.title,
        "name_language": language,
        "desk": DESK + webinar.slug,
        "demonstration": webinar.series.demonstration,
    }


def of_series(series: Series) -> dict[str, object]:
    """Return what every page about a series shows."""
    text, language = text_in(series.texts, reader().language)
    return {
        "series": series,
        "name": text.title,
        "name_language": language,
        "demonstration": series.demonstration,
    }


def month_choices(series: Series) -> list[Choice]:
    """Return the months of a series to choose among, in the reader's language."""
    language = reader().language
    months = months_between(series.starts_on, series.ends_on)
    named = [(day, month_name(day, language=language, year=True)) for day in months]
    return [Choice(day.isoformat(), initial(name)) for day, name in named]
