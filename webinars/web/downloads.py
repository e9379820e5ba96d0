"""Stored files on their way to a reader: whole, in parts, or not again (RFC 9110).

A file on this machine's disk goes to the server as a bounded, seekable file, so
that the server sends it as its client takes it and no thread waits: werkzeug's
own range wrapper hides the file, and forty slow viewers then freeze everyone.
"""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Protocol, cast
from urllib.parse import quote

from flask import Response, request
from werkzeug.wsgi import wrap_file

from webinars.kernel.text import clean_line
from webinars.web.ranges import Part, Unsatisfiable, part_asked

AT_ONCE = 8 * 1024 * 1024
"""Bytes of a part that a thread must carry itself, from a bucket. The server buffers as much, so
the thread is free at once; a player asks for the rest (15.3.7 allows a smaller part)."""

SHOWN = ("video/", "audio/", "image/png", "image/jpeg", "application/pdf", "text/")
"""What a browser may show in its own window; all else is only ever saved."""


class SeekableFile(Protocol):
    """A file of which the server reads as much as its client takes."""

    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def tell(self) -> int: ...
    def close(self) -> None: ...


class Shelf(Protocol):
    """Opens stored files, as `storage.store.Store` does."""

    def local_path(self, digest: str) -> Path | None:
        """Return None if the files are elsewhere: `open_range` then yields pieces."""

    def open_range(
        self, digest: str, start: int = 0, length: int | None = None
    ) -> SeekableFile | Iterator[bytes]: ...


class Stored(Protocol):
    """What is known of a stored file, as `storage.models.StoredFile` says it."""

    @property
    def digest(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def media_type(self) -> str: ...


Told = Callable[[int], None]
"""Hears how many octets of an answer were handed to the network, once it is over or was left."""


class Watched:
    """A file that tells, when it is closed, how far the server has sent it.

    The server looks ahead and goes back, so what counts is where it stood at the end.
    """

    def __init__(self, file: SeekableFile, told: Told) -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell
        self._file, self._told, self._began = file, told, file.tell()
        self._closed = False

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            sent = self._file.tell() - self._began
            self._file.close()
            self._told(sent)


def _watched(pieces: Iterator[bytes], told: Told) -> Iterator[bytes]:
    sent = 0
    try:
        for piece in pieces:
            yield piece
            sent += len(piece)
    finally:
        told(sent)


def send_stored(
    shelf: Shelf,
    file: Stored,
    *,
    name: str,
    download: bool,
    public: bool,
    told: Told | None = None,
) -> Response:
    """Answer the present GET or HEAD with `file`, or as much of it as was asked for.

    Args:
        shelf: where the bytes are.
        file: its digest is the strong ETag.
        name: under which it is saved, in any script.
        download: save it rather than show it.
        public: anyone may see it and keep it for good: it never changes. Else nobody keeps it.
        told: hears afterwards how much of it was sent.
    """
    answer = Response(headers=_headers(file, name=name, download=download, public=public))
    answer.set_etag(file.digest)
    if request.if_match and file.digest not in request.if_match:
        return _only(answer, 412)
    if request.if_none_match.contains_weak(file.digest):
        return _only(answer, 304)
    try:
        part = _part(file)
    except Unsatisfiable:
        answer.headers["Content-Range"] = f"bytes */{file.size}"
        return _only(answer, 416)
    if request.method == "HEAD":
        answer.content_length = file.size
        return answer
    if part and not download and shelf.local_path(file.digest) is None:
        part = Part(part.start, min(part.length, AT_ONCE))
    return _filled(answer, shelf, file, part, told)


def _part(file: Stored) -> Part | None:
    """Return the part asked for, unless it was asked of another version (13.1.5, 14.2)."""
    known = request.headers.get("If-Range")
    if request.method != "GET" or known not in {None, f'"{file.digest}"'}:
        return None
    return part_asked(request.headers.get("Range"), size=file.size)


def _filled(
    answer: Response, shelf: Shelf, file: Stored, part: Part | None, told: Told | None
) -> Response:
    start, length = (part.start, part.length) if part else (0, file.size)
    opened = shelf.open_range(file.digest, start, length)
    if isinstance(opened, Iterator):
        answer.response = _watched(opened, told) if told else opened
    else:
        watched = Watched(opened, told) if told else opened
        answer.response = wrap_file(request.environ, cast("IO[bytes]", watched))
    answer.direct_passthrough = True
    if part:
        answer.status_code = 206
        answer.headers["Content-Range"] = part.of(file.size)
    answer.content_length = length
    return answer


def _only(answer: Response, status: int) -> Response:
    """Return `answer` without a body, nor words about one."""
    answer.status_code = status
    for name in ("Content-Type", "Content-Disposition"):
        answer.headers.pop(name, None)
    return answer


def _headers(file: Stored, *, name: str, download: bool, public: bool) -> dict[str, str]:
    kind = file.media_type
    saved = download or not kind.startswith(SHOWN)
    return {
        "Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        "Content-Disposition": disposition(name, saved=saved),
        "Cache-Control": "public, max-age=31536000, immutable" if public else "private, no-store",
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
    }


def disposition(name: str, *, saved: bool) -> str:
    """Return a Content-Disposition: `name` in ASCII, and in UTF-8 if that says more (RFC 6266)."""
    name = clean_line(name).replace("/", "-").replace("\\", "-")
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = plain.replace('"', "'")
    stem = plain.rsplit(".", 1)[0]
    if not stem.strip(" -_."):
        plain = f"file{plain.removeprefix(stem)}"  # nothing of the name is ASCII
    how = "attachment" if saved else "inline"
    extended = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'{how}; filename="{plain}"{extended}'
