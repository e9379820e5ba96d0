"""Building the application: settings in, a Flask application with every room out."""

import gc
import logging
from functools import partial

from flask import Flask
from jinja2 import FileSystemBytecodeCache, StrictUndefined

import config
from webinars.accounts.gate import Door, install_gate
from webinars.app import AT_REST
from webinars.app.front import FRONT, REVISION, Commands
from webinars.app.migrating import ROOT
from webinars.database.engine import open_engine
from webinars.database.unit import Bind
from webinars.kernel.tokens import Keyring, Purpose
from webinars.programme.queries import has_demonstration
from webinars.storage.store import open_store
from webinars.web import assets, errors, headers, keeping, readers, requests
from webinars.web.access import csrf, visitor
from webinars.web.requests import WebinarsApp, db, house
from webinars.web.words.teaching import teach

BODY_LIMIT = 4 * 1024**3
"""Octets that a request may carry; forms without files are held to 2 MB by Werkzeug."""

COLLECTED_AFTER = (20_000, 20, 20)
"""Objects, and turns, after which the collector looks: at the usual 700 it takes an eighth of each
busy second."""


def create_app(settings: config.Settings | None = None, engine: Bind | None = None) -> WebinarsApp:
    """Return the application. Nothing is opened before its first request."""
    chosen = settings or config.load()
    app = WebinarsApp(
        "webinars",
        root_path=str(ROOT / "webinars"),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.settings = chosen
    app.engine = engine or open_engine(chosen.database_url)
    app.keyring = Keyring(chosen.secret_key.encode())
    doors: dict[Purpose, Door] = {}
    app.gate = install_gate(app, doors)
    app.extensions["store"] = open_store(chosen.storage_url, gathering=chosen.data / "uploads")
    _configure(app, chosen)
    _furnish(app)
    app.leave_closed(partial(_let_in, app, doors))
    _keep_compiled(app, chosen)
    _let_the_collector_work()
    return app


def _let_the_collector_work() -> None:
    """End the collector's rest, once a process: `webinars.app` began it.

    What stands by now stays, and need not be looked at: one look would take longer than
    the first page.
    """
    if gc.get_threshold() == AT_REST:
        gc.freeze()
        gc.set_threshold(*COLLECTED_AFTER)


def _configure(app: WebinarsApp, settings: config.Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        SESSION_COOKIE_NAME="__Host-webinars" if settings.secure else "webinars",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "webinars/web/translations"),
        WTF_CSRF_CHECK_DEFAULT=False,  # `needs` checks, where a cookie carries authority
        WTF_CSRF_TIME_LIMIT=None,
    )
    logging.getLogger("waitress").setLevel(logging.ERROR)


def _furnish(app: WebinarsApp) -> None:
    readers.speak_six_languages(app)
    csrf.init_app(app)
    keeping.keep_pages(app, REVISION)
    app.register_blueprint(errors.bp)
    for blueprint in FRONT:
        app.register_blueprint(blueprint)
    app.cli = Commands(app)
    app.after_request(headers.protect)
    app.teardown_request(requests.close)
    _teach(app)


def _let_in(app: WebinarsApp, doors: dict[Purpose, Door]) -> None:
    """Load and let in the rooms that the first page does without."""
    from webinars.app.opening import let_in  # noqa: PLC0415  (most of a start)

    let_in(app, doors)


def _teach(app: Flask) -> None:
    """Give the templates their words, and make a missing value an error, not a gap."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # as scripts/translate reads sentences
    teach(app.jinja_env)
    assets.teach(app)
    app.context_processor(_context)


def _keep_compiled(app: Flask, settings: config.Settings) -> None:
    """Compile a template once, not at each start: half of what the first page would wait for."""
    folder = settings.data / "cache" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _context() -> dict[str, object]:
    return {"reader": readers.reader(), "who": visitor, "demonstration": Demonstration()}


class Demonstration:
    """Whether the data are demonstration data: asked by pages that say it, once a revision.

    Asked late, since the page of a fault is built without the database.
    """

    def __bool__(self) -> bool:
        app, revision = house(), keeping.revision()
        known: tuple[int, bool] | None = app.extensions.get("demonstration")
        if known is None or known[0] != revision:
            known = (revision, has_demonstration(db()))
            app.extensions["demonstration"] = known
        return known[1]
