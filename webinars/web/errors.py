"""Error pages: a sentence, a status, and that nothing has been changed.

Refusals are expected and speak for themselves. Anything else is logged under a
reference that the page shows; the page of a 500 asks nothing of the database.
"""

import logging
import secrets

from flask import Blueprint, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from webinars.kernel.refusals import BadInput, Forbidden, Gone, NotFound, Refusal
from webinars.kernel.text import N_

bp = Blueprint("errors", __name__)
log = logging.getLogger("webinars")


class TooLarge(Refusal):
    message = N_("The file is larger than this page accepts.")
    status = 413


class WrongMethod(Refusal):
    message = N_("This address is opened in another way. Go back and use the button on the page.")
    status = 405


class FormTooOld(Refusal):
    message = N_("This form was open for too long. Go back, reload the page and send it again.")
    status = 400


DOORS = {
    "/secretariat/": N_("Today"),
    "/evaluation/": N_("Figures"),
    "/administration/": N_("Accounts"),
}
"""Workspaces by the beginning of their addresses."""

KNOWN: dict[int, type[Refusal]] = {
    400: FormTooOld,
    403: Forbidden,
    404: NotFound,
    405: WrongMethod,
    410: Gone,
    413: TooLarge,
}


@bp.app_errorhandler(Refusal)
def refused(refusal: Refusal) -> tuple[str, int]:
    message = gettext(refusal.message, **refusal.values)
    page = render_template("layout/error.html", message=message, ways=_ways())
    return page, refusal.status


def _ways() -> list[tuple[str, str]]:
    """Return where the reader may go on: who works here, to where that work begins."""
    own = [(path, gettext(label)) for path, label in DOORS.items() if request.path.startswith(path)]
    return own or [("/programme", gettext("See the programme"))]


@bp.app_errorhandler(HTTPException)
def failed_http(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirect
    message, status = refused(KNOWN.get(error.code, BadInput)())
    return message, error.code if error.code in KNOWN else status


@bp.app_errorhandler(Exception)
def failed(error: Exception) -> tuple[str, int]:
    """Log without body, address or token; the reference leads from the page to the log."""
    reference = secrets.token_hex(4).upper()
    log.error("%s %s %s", reference, request.endpoint, type(error).__name__, exc_info=error)
    return render_template("layout/plain.html", reference=reference), 500
