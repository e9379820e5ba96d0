"""The door of a State's workspace: whoever passes is its focal point today.

Every view below `/states/<code>` stands behind `of_own_state`; a test walks all of
them with a focal point of another State.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from webinars.accounts.queries import SignedIn
from webinars.desk.queries.delegation import term_for
from webinars.kernel.refusals import NotFound
from webinars.people.models import FocalPoint
from webinars.programme.models import Webinar
from webinars.programme.queries import find_webinar
from webinars.programme.rules import was_announced
from webinars.states.queries import get_state, names
from webinars.web.access import signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, glance, now

P = ParamSpec("P")


@dataclass(frozen=True)
class Own:
    """The State whose focal point is signed in."""

    code: str
    name: str
    """In the reader's language."""
    term: FocalPoint

    @property
    def account(self) -> str:
        """Public id of the account that acts."""
        return signed_in().public_id


def of_own_state(
    view: Callable[Concatenate[Own, P], ResponseReturnValue],
) -> Callable[..., ResponseReturnValue]:
    """Open `view` to the focal point of the State in the address, and to nobody else.

    Raises:
        UnknownState: there is no such State.
        NotYourDelegation: the term is another State's, has ended, or has not begun.
    """

    @wraps(view)
    def opened(code: str, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        with glance() as short:  # a file is read after this, and before anything is written
            state = get_state(short, code=code)
            term = term_for(short, person_id=person_id(), code=state.code, on=now().date())
            named = dict(names(short, language=reader().language, on=now().date()))
        own = Own(state.code, named.get(state.code, state.code), term)
        return view(own, *args, **kwargs)

    return opened


def person_id() -> int | None:
    person = signed_in()
    return person.person_id if isinstance(person, SignedIn) else None


def webinar_called(slug: str) -> Webinar:
    """Return an announced webinar.

    Raises:
        NotFound: there is none, or it is not known yet.
    """
    webinar = find_webinar(db(), slug=slug)
    if webinar is None or not was_announced(webinar):
        raise NotFound
    return webinar


def seen_on_page() -> dict[str, str]:
    """Return how each registration stood when the form's page was read, by its public id."""
    fields = request.form.items()
    return {name.removeprefix("was-"): stand for name, stand in fields if name.startswith("was-")}


def to_delegation(own: Own, webinar: Webinar) -> ResponseReturnValue:
    return redirect(url_for("desk.delegation", code=own.code, slug=webinar.slug), 303)
