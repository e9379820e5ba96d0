"""Error pages: a sentence, a status, and that nothing has been changed.

Refusals are expected and speak for themselves. Anything else is logged under a
reference that the page shows; the page of a 500 asks nothing of the database.
"""

import logging
import secrets
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from webinars.kernel.faults import told
from webinars.kernel.refusals import BadInput, Forbidden, Gone, NotFound, Refusal
from webinars.kernel.text import N_
from webinars.kernel.tokens import BadToken
from webinars.web.readers import said_here

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
    page = render_template("layout/error.html", message=message, ways=_ways(refusal))
    return page, refusal.status


@bp.app_errorhandler(HTTPException)
def failed_http(error: HTTPException) -> ResponseReturnValue | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirect
    if isinstance(error, MethodNotAllowed) and request.method == "GET" and (page := _page_of()):
        return redirect(page, 303)
    message, status = refused(KNOWN.get(error.code, BadInput)())
    return message, error.code if error.code in KNOWN else status


def _ways(refusal: Refusal) -> list[tuple[str, str]]:
    """Return where one may go on from a refusal: addresses and labels, the best one first.

    Who works here gets to where that work begins, everybody else to the programme.
    """
    own = [(path, gettext(label)) for path, label in DOORS.items() if request.path.startswith(path)]
    ways = own or [("/programme", gettext("See the programme"))]
    if isinstance(refusal, BadToken):
        return [("/my", gettext("Send my link again")), *ways]
    sent = request.method == "POST" and refusal.status != HTTPStatus.NOT_FOUND
    page = _page_of() if sent else None
    if not page or page == request.path:  # which would only say the same again
        return ways
    return [(page, gettext("Back to the page")), *ways]


def _page_of() -> str | None:
    """Return the page of an address that only a button opens: itself or the nearest above.

    Whoever reloads a form that was sent, opens its tab again, or asks for its page in another
    language, comes by such an address; that language and zone are kept.
    """
    adapter = current_app.create_url_adapter(request)
    path = request.path
    while adapter and path:
        if adapter.test(path, "GET"):
            said = said_here()
            return f"{path}?{urlencode(said)}" if said else path
        path = path.rpartition("/")[0]
    return None


@bp.app_errorhandler(Exception)
def failed(error: Exception) -> tuple[str, int]:
    """Log without body, address, token or message; the reference leads from the page to the log."""
    reference = secrets.token_hex(4).upper()
    log.error("%s %s\n%s", reference, request.endpoint, told(error))
    return render_template("layout/plain.html", reference=reference), 500
