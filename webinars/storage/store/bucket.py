"""A place for files in an S3 bucket, through obstore (young: nothing else here knows it)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import chain
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import SplitResult, unquote

from obstore.exceptions import BaseError
from obstore.store import S3Store

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_
from webinars.storage.store.parts import Shown
from webinars.storage.store.signing import signer_of

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config  # exist for type checkers only

UPLOADED_AT_ONCE = 8 * 1024 * 1024
"""Bytes in one part of an upload; two are in memory. S3 takes 10,000 parts: 80 GB a file."""

READ_AT_ONCE = 2 * 1024 * 1024
"""Bytes in one request. Each has a time limit of its own, so a slow reader never meets it."""

CLIENT: "ClientConfig" = {
    "timeout": timedelta(minutes=2),
    "connect_timeout": timedelta(seconds=5),
    "allow_http": True,  # where the operator wrote an endpoint of http
}
RETRIES: "RetryConfig" = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}


class StoreAway(Refusal):
    message = N_("The file store does not answer. Please try again in a few minutes.")
    status = 503


class Bucket:
    """Files in a bucket. Each is gathered on this machine first, as its digest is its name."""

    folder = None

    def __init__(self, url: SplitResult, options: Mapping[str, str]) -> None:
        self._signer = signer_of(url, options)
        self._store = S3Store(
            url.hostname,
            prefix=url.path.strip("/") or None,
            config=_config(url, options),
            client_options=CLIENT,
            retry_config=RETRIES,
        )

    @contextmanager
    def part(self) -> Iterator[BinaryIO]:
        with TemporaryFile() as part:
            yield part

    def place(self, part: BinaryIO, key: str) -> None:
        """Upload in parts, which the bucket joins at the end: the key never shows half."""
        part.seek(0)
        with _answering():
            self._store.put(key, part, chunk_size=UPLOADED_AT_ONCE, max_concurrency=2)

    def adopt(self, whole: BinaryIO, key: str) -> None:
        self.place(whole, key)

    def signed_address(self, key: str, *, seconds: int, shown: Shown) -> str | None:
        return self._signer.address(key, seconds=seconds, shown=shown) if self._signer else None

    def remove(self, key: str) -> None:
        with _answering(), suppress(FileNotFoundError):
            self._store.delete(key)

    def settle(self, key: str) -> None:
        """Do nothing: what a bucket shows is safe."""

    def size(self, key: str) -> int:
        with _answering():
            return self._store.head(key)["size"]

    def open(self, key: str, *, start: int, length: int) -> Iterator[bytes]:
        pieces = self._pieces(key, start, length)
        first = next(pieces, b"")  # now, so that a missing file is told before an answer begins
        return chain((first,), pieces)

    def _pieces(self, key: str, start: int, length: int) -> Iterator[bytes]:
        end = start + length
        for at in range(start, end, READ_AT_ONCE):
            with _answering():
                piece = self._store.get_range(key, start=at, end=min(at + READ_AT_ONCE, end))
            yield bytes(piece)

    def sweep(self, *, older_than: datetime) -> int:  # noqa: ARG002  (as every shelf)
        """Remove nothing: parts of a broken upload expire by the bucket's own lifecycle rule."""
        return 0

    def keys(self, *, older_than: datetime) -> Iterator[str]:  # noqa: ARG002  (as every shelf)
        """Yield nothing: a bucket cannot say whether a file was wanted again meanwhile."""
        return iter(())

    def discard(self, key: str, *, older_than: datetime) -> bool:  # noqa: ARG002  (as every shelf)
        return False


def _config(url: SplitResult, options: Mapping[str, str]) -> "S3Config":
    """Return what the address says; the usual `AWS_` variables say the rest."""
    config: S3Config = {}
    for name, value in options.items():
        if name == "endpoint":
            config["endpoint"] = value
        elif name == "region":
            config["region"] = value
        else:
            raise ValueError(f"A storage address has no option {name}.")
    if url.username and url.password:
        config["access_key_id"] = unquote(url.username)
        config["secret_access_key"] = unquote(url.password)
    return config


@contextmanager
def _answering() -> Iterator[None]:
    """Turn the bucket's silence, or its "no", into a refusal. FileNotFoundError passes."""
    try:
        yield
    except BaseError as error:
        raise StoreAway from error
