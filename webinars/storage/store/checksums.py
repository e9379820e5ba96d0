"""Sums over bytes: of one piece, as its sender states it, and of a whole file as it passes."""

import base64
import hashlib
import os
from dataclasses import dataclass

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_

CHUNK = 1024 * 1024
ALGORITHMS = ("sha256", "sha1", "md5")
"""Of one piece (tus 1.0, checksum: `sha1` is a must). Never of what is kept."""


class BadChecksum(BadInput):
    message = N_("This piece is not what its checksum says. Nothing of it was kept; send it again.")
    status = 460


@dataclass(frozen=True)
class Checksum:
    """What a piece must come to."""

    algorithm: str
    digest: bytes

    @classmethod
    def read(cls, header: str) -> "Checksum":
        """Read `Upload-Checksum: <algorithm> <base64>`; ValueError where it is none we know."""
        algorithm, _, said = header.strip().partition(" ")
        if algorithm not in ALGORITHMS:
            raise ValueError(algorithm)
        return cls(algorithm, base64.b64decode(said, validate=True))


class Digest:
    """A SHA-256 and how many bytes of the file it has seen."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._state, self.seen = hashlib.sha256(), 0

    def feed(self, data: bytes, at: int) -> None:
        if at == self.seen:
            self._state.update(data)
            self.seen += len(data)

    def catch_up(self, file: int, end: int) -> str:
        while self.seen < end:
            data = os.pread(file, min(CHUNK, end - self.seen), self.seen)
            if not data:
                break
            self.feed(data, self.seen)
        return self._state.hexdigest()
