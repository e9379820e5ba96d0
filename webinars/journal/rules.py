"""How entries are digested and chained. Changing a line here breaks every chain."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Protocol

GENESIS = "0" * 64
"""What the first entry is chained to."""


class Sealable(Protocol):
    """The fields of an entry that the chain covers."""

    public_id: str
    kind: str
    actor: str
    subject: str
    at: datetime
    evidence: bool
    detail_digest: str | None


def canonical(content: object) -> bytes:
    """Return `content` as JSON with sorted keys and no spaces, in UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_detail(salt: str, content: dict[str, Any]) -> str:
    return hashlib.sha256(salt.encode() + b"\n" + canonical(content)).hexdigest()


def chained(previous: str, sequence: int, entry: Sealable) -> str:
    """Return the hash of `entry` at `sequence`, given the hash of the entry before it."""
    fields = [
        previous,
        sequence,
        entry.public_id,
        entry.kind,
        entry.actor,
        entry.subject,
        entry.at.astimezone(UTC).isoformat(),
        entry.evidence,
        entry.detail_digest,
    ]
    return hashlib.sha256(canonical(fields)).hexdigest()
