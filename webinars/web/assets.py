"""The stylesheet and the script, under addresses that change with their content.

`asset("site.css")` names a digest of the file in the query, so that browsers
keep it for a year without asking, and fetch it anew when it has changed. The
files are few and small: a process reads and compresses each once.
"""

import functools
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, request, url_for
from flask.typing import ResponseReturnValue

from webinars.kernel.refusals import NotFound
from webinars.web.access import public

STATIC = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=300"
"""Asked for without its digest, or with an old one: by a page kept elsewhere."""

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""Said here, since the machine's own table differs from one to the next."""

bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """A static file as it leaves, whole and compressed."""

    kind: str
    digest: str
    plain: bytes
    small: bytes


@functools.cache
def assets() -> dict[str, Asset]:
    """Return every static file by its name, read at the first call."""
    return {path.name: _read(path) for path in sorted(STATIC.iterdir())}


def asset(name: str) -> str:
    """Return the address of a static file in its present version."""
    return url_for("assets.send", name=name, v=assets()[name].digest)


def teach(app: Flask) -> None:
    """Let templates name the static files."""
    app.jinja_env.globals["asset"] = asset


@bp.get("/static/<name>")
@public
def send(name: str) -> ResponseReturnValue:
    found = assets().get(name)
    if found is None:
        raise NotFound
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = Response(found.small if squeezed else found.plain, content_type=found.kind)
    if squeezed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    current = request.args.get("v") == found.digest
    answer.headers["Cache-Control"] = FOR_EVER if current else FOR_NOW
    return answer


def _read(path: Path) -> Asset:
    plain = path.read_bytes()
    digest = hashlib.sha256(plain).hexdigest()[:10]
    return Asset(KINDS[path.suffix], digest, plain, gzip.compress(plain, 9, mtime=0))
