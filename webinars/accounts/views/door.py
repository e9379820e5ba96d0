"""The blueprint of accounts, and the way on after sign-in."""

from datetime import timedelta

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.routing import RequestRedirect

from webinars.accounts.operations import KeyUsed
from webinars.accounts.queries import SignedIn
from webinars.web.access import signed_in
from webinars.web.forms import Form
from webinars.web.permissions import Permission

bp = Blueprint("accounts", __name__)

WORKSPACES: list[tuple[Permission, str]] = [
    (Permission.SCHEDULE, "/secretariat/"),
    (Permission.EVALUATE, "/evaluation/"),
    (Permission.REPRESENT, "/states/mine"),
    (Permission.COORDINATE, "/groups/mine"),
    (Permission.ADMINISTER, "/administration/accounts"),
]
"""Where each permission's work begins, the first that a person holds being their home."""

WITHIN = timedelta(minutes=10)
MOST_SIGN_INS = 100
"""Sign-ins `WITHIN` from one network: an office of sixty signs in, a list of passwords does not."""
MOST_LETTERS = 20
"""Requests for a letter `WITHIN` from one network."""


def me() -> SignedIn:
    """Return who is signed in, with all that this room knows of them."""
    person = signed_in()
    if not isinstance(person, SignedIn):
        raise RequestRedirect(url_for("accounts.sign_in"))
    return person


def ask_anew(page: str, form: Form) -> ResponseReturnValue:
    """Show, in the place of what a spent link led to, the form that asks for a new one."""
    return render_template(page, form=form, refused=KeyUsed.message), KeyUsed.status


def local_path(text: str) -> str | None:
    """Return `text` if it is a path on this site, so that a link cannot lead elsewhere."""
    ours = text.startswith("/") and not text.startswith(("//", "/\\")) and "\\" not in text
    return text if ours and text.isprintable() else None


def home_of(permissions: frozenset[Permission]) -> str:
    for permission, path in WORKSPACES:
        if permission in permissions:
            return path
    return "/account"
