"""Public ids: integers stay inside, these go outside."""

import base64
import secrets

LENGTH = 26
"""Characters of a public id: 128 random bits in base 32, lower case, without padding."""


def new_public_id() -> str:
    return encode(secrets.token_bytes(16))


def encode(octets: bytes) -> str:
    """Return `octets` in lower-case base 32: safe in addresses, file names and by telephone."""
    return base64.b32encode(octets).decode("ascii").rstrip("=").lower()
