"""The bare references: what the same server does where there is nothing to do.

A program: `python -m tests.bench.references PORT [DATABASE]` serves, in as many
processes as the product, an empty view and a view that does one durable insert.
"""

import sys
import threading

from flask import Flask

from webinars.app.serve import WEB_PROCESSES
from webinars.database.engine import open_engine
from webinars.web.processes import supervise
from webinars.web.server import listen, serve_web

MADE = "CREATE TABLE IF NOT EXISTS kept (id INTEGER GENERATED ALWAYS AS IDENTITY, words TEXT)"
INSERT = "INSERT INTO kept (words) VALUES ('one row, of as many letters as this sentence has')"


def bare(database: str) -> Flask:
    """Return the two views, with the product's PRAGMAs and its durability."""
    app, engine, own = Flask("bare"), open_engine(database), threading.local()

    @app.get("/")
    def empty() -> str:
        return ""

    @app.post("/")
    def insert() -> str:
        if not hasattr(own, "line"):
            own.line = engine.raw_connection()
        own.line.cursor().execute(INSERT)
        own.line.commit()
        return ""

    return app


def make(database: str) -> None:
    """Make the table of the insert."""
    engine = open_engine(database)
    identity = " GENERATED ALWAYS AS IDENTITY" if engine.dialect.name == "sqlite" else ""
    with engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(MADE.replace(identity, " PRIMARY KEY") if identity else MADE)
    engine.dispose()


def main() -> None:
    port, database = int(sys.argv[1]), sys.argv[2]
    make(database)
    sock = listen("127.0.0.1", port)
    web = {f"web {n}": lambda: serve_web(sock, bare(database)) for n in range(WEB_PROCESSES)}
    supervise(web, ready=lambda: None)


if __name__ == "__main__":
    main()
