"""A request is one moment and one unit of work."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar, cast

from flask import current_app, g, request
from flask.wrappers import Request, Response
from sqlalchemy import Connection

from webinars.database import Db
from webinars.database.sharing import Sharing
from webinars.database.unit import Bind, open_db, reading, unit_of_work
from webinars.kernel.clock import Clock, system_clock
from webinars.kernel.refusals import NotFound
from webinars.kernel.tokens import Keyring
from webinars.web.opening import OpeningApp

if TYPE_CHECKING:
    from config import Settings
    from webinars.web.access import Gate

T = TypeVar("T")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class WebinarsRequest(Request):
    """A request in whose form there is no NUL: nobody types one, and PostgreSQL stores none."""

    def _load_form_data(self) -> None:
        super()._load_form_data()
        said = self.__dict__["form"]
        if any("\0" in word for pair in said.items(multi=True) for word in pair):
            pairs = said.items(multi=True)
            clean = [(name.replace("\0", ""), value.replace("\0", "")) for name, value in pairs]
            self.__dict__["form"] = self.parameter_storage_class(clean)


class WebinarsApp(OpeningApp):
    """Flask, with a unit of work around every view.

    The view's work is committed when it answers an unsafe method with success
    or a redirect. It is undone when the view raises, answers 4xx or 5xx, or was
    asked by a safe method: reading a page never changes anything.
    """

    request_class = WebinarsRequest
    settings: "Settings"
    engine: Bind
    keyring: Keyring
    gate: "Gate"
    clock: Clock = staticmethod(system_clock)

    def dispatch_request(self) -> Response:
        try:
            refuse_nul()
            response = self.make_response(super().dispatch_request())
            if request.method not in SAFE_METHODS:
                settle(keep=response.status_code < 400)
        except Exception:
            settle(keep=False)  # before the error page asks who is signed in
            raise
        return response


def refuse_nul() -> None:
    """Answer an address with a NUL in it as one that does not exist: PostgreSQL stores none."""
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        raise NotFound


def house() -> WebinarsApp:
    """Return the running application, with its engine, keys and clock."""
    return cast("WebinarsApp", current_app)


def db() -> Db:
    """Return the request's `Db`, opening it at the first call.

    An upload's body is read and stored before the first call: on SQLite an
    unsafe method holds the write lock from here on.
    """
    if "db" not in g:
        g.db = open_db(house().engine, writing=request.method not in SAFE_METHODS)
    return cast("Db", g.db)


def now() -> datetime:
    """Return the moment of this request, the same at every call."""
    if "now" not in g:
        g.now = house().clock()
    return cast("datetime", g.now)


def settle(*, keep: bool) -> None:
    """Commit the request's work, or undo it. The only place where the web commits."""
    if "db" not in g:
        return
    if keep:
        g.db.commit()
    else:
        g.db.rollback()


def close(_error: BaseException | None) -> None:
    if "db" in g:
        g.pop("db").close()


@contextmanager
def observe() -> Iterator[Db]:
    """Write, after a GET, what was seen rather than asked: media views, finished exports.

    A short unit of its own. Nothing that anyone has, sees or is counted as in a
    register may be written here.
    """
    with unit_of_work(house().engine) as own:
        yield own


def together(work: Callable[[Db], T], *, key: Hashable) -> T:
    """Do `work` in a unit that it shares with those who do the same at this moment.

    It is committed when this returns, and undone if it raises: for the few forms
    that very many send at once, where each commit of its own would be waited for.
    `work` may run in the thread of another request, so it knows of none; works of one
    `key` go together, and lock the same things in the same order.
    """
    app = house()
    if isinstance(app.engine, Connection):  # a test, whose work is all undone
        with unit_of_work(app.engine) as own:
            return work(own)
    sharing: Sharing = app.extensions.setdefault("sharing", Sharing(app.engine))
    return sharing.do(work, key=key)


@contextmanager
def glance() -> Iterator[Db]:
    """Read before the request's own unit of work begins, in one that ends at once."""
    with reading(house().engine) as own:
        yield own
