"""What tus 1.0 says in headers.

https://tus.io/protocols/resumable-upload. Answers are plain sentences, for
whoever reads a client's log.
"""

import base64
import binascii
import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, request
from flask_babel import gettext

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import clean_line
from webinars.programme.queries import find_sitting
from webinars.recordings.operations.refusals import (
    BadMetadata,
    NoLength,
    NoSuchSitting,
    OtherVersion,
    UnknownChecksum,
)
from webinars.recordings.rules import LONGEST
from webinars.storage.operations import Announced
from webinars.storage.store import TooLarge
from webinars.storage.store.checksums import Checksum
from webinars.web.access import sender
from webinars.web.requests import glance

P = ParamSpec("P")

VERSION = "1.0.0"
LARGEST = max(LONGEST.values())
TYPE = "application/offset+octet-stream"
LONGEST_METADATA = 4096
SHA256 = re.compile(r"[0-9a-f]{64}")
OVERRIDES = frozenset({"PATCH", "DELETE", "HEAD"})


def tus(view: Callable[P, Response]) -> Callable[P, Response]:
    """Speak the protocol around a view: its version first, and refusals in plain sentences."""

    @wraps(view)
    def spoken(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                raise OtherVersion
            answer = view(*args, **kwargs)
        except Refusal as refusal:
            answer = _refused(refusal)
        answer.headers["Tus-Resumable"] = VERSION
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return spoken


def _refused(refusal: Refusal) -> Response:
    sentence = gettext(refusal.message, **refusal.values)
    answer = Response(f"{sentence}\n", refusal.status, content_type="text/plain; charset=utf-8")
    if refusal.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if refusal.status == 412:
        answer.headers["Tus-Version"] = VERSION
    return answer


def announced() -> Announced:
    length = request.headers.get("Upload-Length", "")
    if not length.isdecimal() or int(length[:20]) == 0:
        raise NoLength
    if int(length) > LARGEST:
        raise TooLarge(megabytes=LARGEST // 1_000_000)
    said = _metadata()
    about = sender().about or said.get("sitting", "")
    declared = said.get("sha256", "").lower()
    if declared and not SHA256.fullmatch(declared):
        raise BadMetadata
    name = clean_line(said.get("filename") or said.get("name") or "file")[:300]
    _refuse_unknown(about)
    return Announced(name or "file", int(length), about, declared)


def _refuse_unknown(about: str) -> None:
    if about and not (about.isascii() and about.isalnum()):
        raise NoSuchSitting  # PostgreSQL refuses some characters
    with glance() as own:
        if about and find_sitting(own, public_id=about) is None:
            raise NoSuchSitting


def _metadata() -> dict[str, str]:
    header = request.headers.get("Upload-Metadata", "")
    if len(header) > LONGEST_METADATA:
        raise BadMetadata
    try:
        pairs = [one.strip().partition(" ") for one in header.split(",") if one.strip()]
        return {
            name: base64.b64decode(value, validate=True).decode("utf-8") for name, _, value in pairs
        }
    except (binascii.Error, UnicodeDecodeError) as error:
        raise BadMetadata from error


def checksum_asked() -> Checksum | None:
    header = request.headers.get("Upload-Checksum")
    try:
        return Checksum.read(header) if header else None
    except ValueError as error:
        raise UnknownChecksum from error
