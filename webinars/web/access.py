"""Who may see a page: said above every view, in words.

    @public                      anyone
    @needs(Permission.SCHEDULE)  a person who is signed in and holds the permission
    @holds(Purpose.MY)           whoever carries the link token in the address

A view that says nothing is refused by a house test. How a permission or a
token is checked is the *gate's* affair, which the roof plugs in.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar, cast
from urllib.parse import urlsplit

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from webinars.kernel.refusals import Forbidden
from webinars.kernel.text import N_
from webinars.kernel.tokens import Purpose
from webinars.web.permissions import Permission
from webinars.web.requests import SAFE_METHODS, house, now

P = ParamSpec("P")
R = TypeVar("R")

__all__ = [
    "Permission",
    "Purpose",
    "csrf",
    "held",
    "holds",
    "needs",
    "public",
    "signed_in",
    "visitor",
]

csrf = CSRFProtect()
"""Checked by `needs` alone: only there does a cookie carry authority."""


class Visitor(Protocol):
    """A person who is signed in."""

    @property
    def public_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    def may(self, permission: Permission) -> bool: ...


class Gate(Protocol):
    """Knows who is signed in, and which row a link token opens."""

    def visitor(self, *, now: datetime) -> Visitor | None:
        """Return who is signed in by this request's cookie."""

    def opens(self, purpose: Purpose, token: str, *, now: datetime) -> str:
        """Return the public id of the row that `token` opens, or raise `BadToken`."""


class CameFromElsewhere(Forbidden):
    message = N_("This form was sent from another site. Open the page here and send it again.")


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Let anyone see the page."""

    @wraps(view)
    def open_view(*args: P.args, **kwargs: P.kwargs) -> R:
        refuse_other_sites()
        return view(*args, **kwargs)

    return declared(open_view, "public")


def needs(
    permission: Permission,
) -> Callable[[Callable[P, R]], Callable[P, R | ResponseReturnValue]]:
    """Let those see the page who are signed in and hold `permission`."""

    def guard(view: Callable[P, R]) -> Callable[P, R | ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | ResponseReturnValue:
            refuse_other_sites()
            person = visitor()
            if person is None:
                return redirect(url_for("accounts.show_sign_in", next=_way_back()), 303)
            if not person.may(permission):
                raise Forbidden
            if request.method not in SAFE_METHODS:
                csrf.protect()
            return view(*args, **kwargs)

        return declared(guarded, permission)

    return guard


def holds(purpose: Purpose) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let whoever carries a link token for `purpose` see the page.

    The view's `token` argument is checked; `held()` is the public id of the
    row that it opens.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            refuse_other_sites()
            g.held = house().gate.opens(purpose, str(kwargs["token"]), now=now())
            return view(*args, **kwargs)

        return declared(guarded, purpose)

    return guard


def declared(view: Callable[P, R], access: str) -> Callable[P, R]:
    view.access = access  # type: ignore[attr-defined]  # read by the house test
    return view


def visitor() -> Visitor | None:
    """Return who is signed in, asking once a request."""
    if "visitor" not in g:
        g.visitor = house().gate.visitor(now=now())
    return cast("Visitor | None", g.visitor)


def signed_in() -> Visitor:
    """Return who is signed in, behind `@needs`."""
    person = visitor()
    if person is None:
        raise Forbidden
    return person


def held() -> str:
    """Return the public id that this page's link token opened, behind `@holds`."""
    return cast("str", g.held)


def refuse_other_sites() -> None:
    """Refuse an unsafe request that a browser says was made by another site's page.

    Browsers send `Sec-Fetch-Site` or `Origin`; a program that sends neither has
    no cookies of anybody to misuse.
    """
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise CameFromElsewhere
    origin = request.headers.get("Origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.host:
        raise CameFromElsewhere


def _way_back() -> str:
    """Return the address to come back to after sign-in: only a page, never a POST."""
    return request.full_path.rstrip("?") if request.method in SAFE_METHODS else "/"
