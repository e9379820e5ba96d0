"""The gate: who is signed in, and which row a link token opens.

Flask-Login keeps a random token in the signed cookie; the sign-in itself is a
row that can be ended everywhere. Link tokens are opened by *doors*, one a
purpose, which the rooms that own the rows declare and `app` plugs in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from webinars.accounts.queries import SignedIn, find_by_id, find_signed_in
from webinars.database import Db
from webinars.kernel.tokens import BadToken, Purpose, named_in
from webinars.storage.queries import find_token
from webinars.web.access import Sender
from webinars.web.permissions import Permission
from webinars.web.requests import WebinarsApp, glance, house, now

Door = Callable[[Db, str], int | None]
"""Returns the present generation of the row called so, or None if there is none."""


class Bearer(UserMixin):  # type: ignore[misc]  # Flask-Login states no types
    """Flask-Login's view of a sign-in: its id is the token, never the account's."""

    def __init__(self, token: str, person: SignedIn | None = None) -> None:
        self.id = token
        self.person = person


@dataclass
class AccountsGate:
    """What `web.access` asks."""

    doors: dict[Purpose, Door]

    def visitor(self, *, now: datetime) -> SignedIn | None:  # noqa: ARG002  (the loader asks the same clock)
        return current_user.person if current_user.is_authenticated else None

    def opens(self, purpose: Purpose, token: str, *, now: datetime) -> str:  # noqa: ARG002  (link tokens have no end but revocation)
        """Return the public id of the row that `token` opens.

        Raises:
            BadToken: forged, revoked, cut short, or made for another purpose.
        """
        public_id = named_in(token)
        with glance() as db:
            generation = self.doors[purpose](db, public_id)
        if generation is None or not house().keyring.opens(purpose, token, generation):
            raise BadToken
        return public_id

    def sender(self, token: str, *, now: datetime) -> Sender | None:
        """Return the account for which an upload token speaks, while it is open."""
        with glance() as db:
            found = find_token(db, token=token, now=now)
            person = find_by_id(db, public_id=found.owner, now=now) if found else None
            return Sender(person, found.about) if found and person else None


def install_gate(app: WebinarsApp, doors: dict[Purpose, Door]) -> AccountsGate:
    manager = LoginManager(app)
    manager.session_protection = (
        None  # a delegate's network changes; the row is what ends a sign-in
    )
    manager.user_loader(_load)
    return AccountsGate(doors)


def _load(token: str) -> Bearer | None:
    with glance() as db:
        person = find_signed_in(db, token=token, now=now())
    return Bearer(token, person) if person else None


def admit(token: str) -> None:
    """Put a fresh sign-in's token into this browser's cookie, and nothing that was there before."""
    session.clear()
    login_user(Bearer(token))


def dismiss() -> None:
    logout_user()
    session.clear()


def permission_of_any(person: SignedIn, *permissions: Permission) -> bool:
    return any(person.may(permission) for permission in permissions)
