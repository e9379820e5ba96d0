"""A house for a browser to visit: an application, a database of its own, and a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread
from wsgiref.types import WSGIApplication

from flask.sessions import SecureCookieSessionInterface
from werkzeug.serving import make_server

from config import load
from tests.servers.databases import Build, Databases
from webinars.accounts.models import Account
from webinars.accounts.operations.sign_in import begin
from webinars.app.building import create_app
from webinars.database import Db
from webinars.web.requests import WebinarsApp


def house(
    folder: Path, databases: Databases, fill: Build | None = None, *, now: datetime | None = None
) -> WebinarsApp:
    """Return an application whose files are in `folder`, at `now` or by the machine's clock.

    Its database is a new one, as the migrations and `fill` leave it.
    """
    chosen = {
        "WEBINARS_DATA_DIR": str(folder),
        "WEBINARS_SECRET_KEY": "no secret, " * 4,
        "WEBINARS_DATABASE_URL": databases.built(fill),
    }
    app = create_app(load(chosen))
    if now is not None:
        app.clock = lambda: now
    return app


@contextmanager
def served(app: WSGIApplication) -> Iterator[str]:
    """Serve `app` on a free port, in threads of this process; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def cookie_of(app: WebinarsApp, db: Db, account: Account) -> str:
    """Sign `account` in; return the cookie by which a browser is known then."""
    session = {"_user_id": begin(db, account=account, now=app.clock()), "_fresh": True}
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return str(signer.dumps(session))
