"""Who may see a page: said above every view, in words.

    @public                      anyone
    @needs(Permission.SCHEDULE)  a person who is signed in and holds the permission
    @holds(Purpose.MY)           whoever carries the link token in the address
    @sends(Permission.SCHEDULE)  a program, by an upload token, or a page, for who is signed in

A view that says nothing is refused by a house test. How a permission or a
token is checked is the *gate's* affair, which the roof plugs in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar, cast
from urllib.parse import urlsplit

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from webinars.kernel.refusals import Forbidden, Refusal
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
    "sender",
    "sends",
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

    def sender(self, token: str, *, now: datetime) -> "Sender | None":
        """Return who sends files with this upload token, or None where it opens nothing."""


@dataclass(frozen=True)
class Sender:
    """Who sends a file, and for what, if it is said."""

    person: Visitor
    about: str = ""
    """Public id of the only thing that an upload token is for; empty for who is signed in."""


class NotSignedIn(Refusal):
    message = N_("Sign in, or send an upload token that is still valid.")
    status = 401


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


def sends(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let those send files who hold `permission`; `sender()` says who it is.

    By an upload token (`Authorization: Bearer …`), or signed in: then an unsafe
    request says by its `Origin` that a page of ours makes it, in place of the form
    token. Other sites cannot say so.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            g.sender = _by_token() or _by_cookie()
            if not g.sender.person.may(permission):
                raise Forbidden
            return view(*args, **kwargs)

        return declared(guarded, permission)

    return guard


def _by_token() -> Sender | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return None
    found = house().gate.sender(token.strip(), now=now()) if scheme.lower() == "bearer" else None
    if found is None:
        raise NotSignedIn
    return found


def _by_cookie() -> Sender:
    refuse_other_sites()
    person = visitor()
    if person is None:
        raise NotSignedIn
    if request.method not in SAFE_METHODS and request.headers.get("Origin", "") in {"", "null"}:
        raise CameFromElsewhere
    return Sender(person)


def sender() -> Sender:
    """Return who sends, behind `@sends`."""
    return cast("Sender", g.sender)


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
    no cookies of anybody to misuse. A proxy may call us by another name than readers do.
    """
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise CameFromElsewhere
    origin = request.headers.get("Origin")
    ours = {request.host, urlsplit(house().settings.base_url).netloc}
    if origin and origin != "null" and urlsplit(origin).netloc not in ours:
        raise CameFromElsewhere


def _way_back() -> str:
    """Return the address to come back to after sign-in: only a page, never a POST."""
    return request.full_path.rstrip("?") if request.method in SAFE_METHODS else "/"
