"""The whole product with an officer and a sitting, for programs and browsers that send files."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import Engine

from config import load
from tests.factories.accounts import make_account
from tests.factories.recordings import bare_mp4, make_held_sitting
from tests.servers.programs import Program, environment, product, running
from webinars.accounts.models import Account, Role
from webinars.accounts.operations.sign_in import begin
from webinars.app.building import create_app
from webinars.app.migrating import migrate
from webinars.database import Db
from webinars.database.engine import open_engine
from webinars.database.unit import unit_of_work
from webinars.kernel.clock import system_clock
from webinars.recordings.operations.uploading import make_upload_token
from webinars.storage.store import Store
from webinars.web.requests import WebinarsApp

MB = 1024 * 1024


@dataclass(frozen=True)
class Ready:
    """A database in which somebody may send."""

    app: WebinarsApp
    engine: Engine
    data: Path
    sitting: str
    token: str
    cookie: str
    """Of the officer, signed in."""

    @property
    def store(self) -> Store:
        found: Store = self.app.extensions["store"]
        return found

    @contextmanager
    def served(self, *, port: int = 0) -> Iterator[Program]:
        url = self.app.settings.database_url
        with running(*product(self.data), data=self.data, database=url, port=port) as program:
            yield program


def ready(data: Path, *, database: str = "") -> Ready:
    """Prepare a data directory, before anything serves it."""
    given = environment(data, database)
    app = create_app(load({name: value for name, value in given.items() if "WEBINARS_" in name}))
    engine = open_engine(app.settings.database_url)
    migrate(engine, "head")
    app.engine = engine
    with unit_of_work(engine) as db:
        sitting = make_held_sitting(db).public_id
        account = make_account(db, role=Role.SECRETARIAT, email="sender@example.org")
        now = system_clock()
        token = make_upload_token(db, about=sitting, by=account.public_id, now=now)
        cookie = _signed_in(app, db, account)
    return Ready(app, engine, data, sitting, token, cookie)


def _signed_in(app: WebinarsApp, db: Db, account: Account) -> str:
    session = {"_user_id": begin(db, account=account, now=system_clock()), "_fresh": True}
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return str(signer.dumps(session))


def big_film(path: Path, size: int, *, seed: int = 1) -> str:
    """Write an MP4 of `size` bytes whose every megabyte differs; return its SHA-256."""
    head = bare_mp4(seconds=3, media=250)
    left = size - len(head) - 8
    block = hashlib.shake_128(str(seed).encode()).digest(MB)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in _pieces(head + _free(left), block, left):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _free(length: int) -> bytes:
    """Begin a box of nothing (ISO/IEC 14496-12, 8.1.2); beyond 4 GB it goes to the end."""
    whole = 8 + length
    return (whole if whole < 1 << 32 else 0).to_bytes(4, "big") + b"free"


def _pieces(head: bytes, block: bytes, left: int) -> Iterator[bytes]:
    yield head
    number = 0
    while left > 0:
        piece = (number.to_bytes(8, "big") + block[8:])[:left]
        left -= len(piece)
        number += 1
        yield piece
