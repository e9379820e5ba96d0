"""Addresses at which a bucket hands out a file for a while (AWS Signature Version 4, in the query).

obstore signs too, but not how the bucket shall call the file: whoever saves a
recording would get a name of 64 figures.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import SplitResult, quote, unquote, urlsplit

from webinars.kernel.clock import Clock, system_clock
from webinars.storage.store.parts import Shown

ALGORITHM = "AWS4-HMAC-SHA256"
LONGEST = 7 * 24 * 3600
"""Seconds that S3 lets a signature be good for."""


@dataclass(frozen=True)
class Signer:
    """The key of a bucket, and where it is."""

    endpoint: str
    path: str
    """Of the bucket and our prefix, as the address has it."""
    region: str
    key: str
    secret: str
    clock: Clock = system_clock

    def address(self, name: str, *, seconds: int, shown: Shown) -> str:
        """Return an address that opens `name` for so many seconds from now."""
        host, path = urlsplit(self.endpoint).netloc, quote(f"{self.path}/{name}")
        stamp = self.clock().astimezone(UTC)
        query = self._query(stamp, min(seconds, LONGEST), shown)
        asked = f"GET\n{path}\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD"
        told = [ALGORITHM, _second(stamp), self._scope(stamp), _sha256(asked)]
        signature = hmac.digest(self._day_key(stamp), "\n".join(told).encode(), "sha256").hex()
        return f"{self.endpoint}{path}?{query}&X-Amz-Signature={signature}"

    def _query(self, stamp: datetime, seconds: int, shown: Shown) -> str:
        values = {
            "X-Amz-Algorithm": ALGORITHM,
            "X-Amz-Credential": f"{self.key}/{self._scope(stamp)}",
            "X-Amz-Date": _second(stamp),
            "X-Amz-Expires": str(seconds),
            "X-Amz-SignedHeaders": "host",
            "response-content-disposition": shown.disposition,
            "response-content-type": shown.media_type,
        }
        return "&".join(f"{name}={quote(value, safe='')}" for name, value in values.items())

    def _scope(self, stamp: datetime) -> str:
        return f"{stamp:%Y%m%d}/{self.region}/s3/aws4_request"

    def _day_key(self, stamp: datetime) -> bytes:
        key = f"AWS4{self.secret}".encode()
        for part in (f"{stamp:%Y%m%d}", self.region, "s3", "aws4_request"):
            key = hmac.digest(key, part.encode(), "sha256")
        return key


def signer_of(url: SplitResult, options: Mapping[str, str]) -> Signer | None:
    """Return who signs for the bucket at `url`; None where its key comes from elsewhere."""
    key = unquote(url.username or "") or os.environ.get("AWS_ACCESS_KEY_ID", "")
    secret = unquote(url.password or "") or os.environ.get("AWS_SECRET_ACCESS_KEY", "")
    if not (key and secret):
        return None
    region = options.get("region") or os.environ.get("AWS_REGION", "us-east-1")
    endpoint = options.get("endpoint", f"https://s3.{region}.amazonaws.com").rstrip("/")
    prefix = url.path.strip("/")
    path = f"/{url.hostname}/{prefix}" if prefix else f"/{url.hostname}"
    return Signer(endpoint, path, region, key, secret)


def _second(stamp: datetime) -> str:
    return f"{stamp:%Y%m%dT%H%M%SZ}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
