"""What the pages that change what was announced have in common."""

from collections.abc import Callable, Sequence

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from webinars.desk.forms import MendedForm, TitleForm
from webinars.desk.queries.letters import letters_rehearsed
from webinars.desk.sights.specimens import Specimen, specimen
from webinars.desk.sights.today import title_of
from webinars.kernel.refusals import NotFound, Refusal
from webinars.outbox.showing import shown
from webinars.programme.models import Sitting, Webinar
from webinars.web.access import signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now, settle


def by() -> str:
    """Return who acts, for the journal."""
    return signed_in().public_id


def the_sitting(webinar: Webinar, public_id: str) -> Sitting:
    found = [sitting for sitting in webinar.sittings if sitting.public_id == public_id]
    if not found:
        raise NotFound
    return found[0]


def rehearsed(act: Callable[[], object]) -> Sequence[Specimen]:
    """Do `act`, read the letters that it would send, one a language, and undo it whole.

    What is shown is what will be sent: the same operation writes the same
    letters, and the same renderer reads them. Nothing of it is kept.

    Raises whatever `act` refuses.
    """
    savepoint = db().begin_nested()
    try:
        act()
        db().flush()
        letters = {letter.language: letter for letter in letters_rehearsed(db(), now=now())}
        read = {code: shown(db(), letter, now=now()) for code, letter in letters.items()}
    finally:
        savepoint.rollback()
    return [specimen(language, content) for language, content in read.items() if content]


def undone(form: MendedForm | TitleForm, refusal: Refusal) -> None:
    """Show a refusal in the form, with nothing changed."""
    settle(keep=False)  # before the page is built from what was half done
    form.blame_for(refusal)


def done(webinar: Webinar, told: int) -> ResponseReturnValue:
    """Go back to the webinar's desk, which says how many letters wait, and takes them back."""
    sentence = ngettext(
        "Done. %(num)s letter leaves in two minutes.",
        "Done. %(num)s letters leave in two minutes.",
        told,
    )
    flash(sentence if told else gettext("Done. Nobody had to be told."))
    return redirect(url_for("desk.webinar_desk", slug=webinar.slug), 303)


def above(webinar: Webinar) -> dict[str, object]:
    return {
        "slug": webinar.slug,
        "title": title_of(webinar, reader().language),
        "demonstration": webinar.series.demonstration,
    }
