"""Standing pages: what happens to personal data, accessibility, and how to reach us."""

from email.utils import parseaddr

from flask import render_template
from flask.typing import ResponseReturnValue

from webinars.desk.front.door import bp
from webinars.desk.rules.notice import VERSIONS
from webinars.registrations.rules import CONSENTS
from webinars.web.access import public
from webinars.web.keeping import kept
from webinars.web.requests import house


@bp.get("/privacy")
@public
@kept
def privacy() -> ResponseReturnValue:
    return render_template(
        "desk/privacy.html", versions=VERSIONS, consents=CONSENTS, address=_address()
    )


@bp.get("/accessibility")
@public
@kept
def accessibility() -> ResponseReturnValue:
    return render_template("desk/accessibility.html", address=_address())


@bp.get("/contact")
@public
@kept
def contact() -> ResponseReturnValue:
    return render_template("desk/contact.html", address=_address())


def _address() -> str:
    """Return the address of the house, as letters from it say."""
    return parseaddr(house().settings.mail_from)[1]
