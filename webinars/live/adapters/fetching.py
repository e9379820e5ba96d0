"""Fetching a file from a room, taken up where the line broke."""

from collections.abc import Mapping
from contextlib import ExitStack
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple, Self

from webinars.live.adapters.outbound import open_stream
from webinars.live.rules.faults import Away, Changed
from webinars.live.rules.hosts import Allowed

TRIES = 5
"""In a row without a byte more: then the line is not merely bad."""


class Begun(NamedTuple):
    """What an earlier reader had of a file, and which file it was."""

    at: int
    """Bytes from its start."""
    size: int
    mark: str
    """The ETag; empty where the room said none."""


class Fetch:
    """Reads a room's file to its end, as a file is read. Close it, or use it as a context.

    Each new line asks for what is missing, and only of the same file: a changed
    ETag or another length is an error rather than two halves of two files.
    """

    def __init__(
        self,
        link: str,
        *,
        allowed: Allowed,
        headers: Mapping[str, str],
        begun: Begun | None = None,
    ) -> None:
        self._link, self._allowed, self._headers = link, allowed, dict(headers)
        self.at = begun.at if begun else 0
        """Bytes from the start of the file that the reader has."""
        self.size: int | None = begun.size if begun else None
        """Of the whole file, once the room has said it."""
        self.mark = begun.mark if begun else ""
        self._line: ExitStack | None = None
        self._response: HTTPResponse | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes more, or none at the end.

        Raises:
            RoomFault: the room does not give the rest.
        """
        for _ in range(TRIES):
            if self.size is not None and self.at >= self.size:
                return b""
            piece = self._piece(size)
            if piece or self.size is None:
                self.at += len(piece)
                return piece
            self.close()
        raise Away

    def close(self) -> None:
        """Let go of the line; a later read opens another."""
        line, self._line, self._response = self._line, None, None
        if line is not None:
            line.close()

    def _piece(self, size: int) -> bytes:
        """Return a piece, or none where the line broke."""
        try:
            response = self._response or self._open()
            return response.read(size)
        except Away:
            return self._broken()
        except (OSError, HTTPException):
            return self._broken()

    def _broken(self) -> bytes:
        if self.size is None:
            raise Away  # not one answer yet: the caller's job tries again later
        return b""

    def _open(self) -> HTTPResponse:
        self._line = ExitStack()
        headers = dict(self._headers)
        if self.at:
            headers["Range"] = f"bytes={self.at}-"
        stream = open_stream(self._link, allowed=self._allowed, headers=headers)
        self._response = response = self._line.enter_context(stream)
        self._agree(response)
        if self.at and response.status != 206:
            self._skip(response, self.at)
        return response

    def _agree(self, response: HTTPResponse) -> None:
        """See that this is the file whose first part was read."""
        length = response.headers.get("Content-Length", "")
        begins = self.at if response.status == 206 else 0
        whole = begins + int(length) if length.isdecimal() else None
        mark = response.headers.get("ETag", "")
        if self.size is not None and (whole, mark) != (self.size, self.mark):
            raise Changed
        self.size, self.mark = whole, mark

    def _skip(self, response: HTTPResponse, count: int) -> None:
        """Read what is known already, from a room that cannot begin in the middle."""
        while count > 0:
            piece = response.read(min(count, 1 << 20))
            if not piece:
                raise Away
            count -= len(piece)
