"""What others entrusted to us, such as a room's secret: readable with the server's key alone.

AES-256 in Galois/Counter mode (NIST SP 800-38D). The place in which a secret is
kept is authenticated with it, so that a sealed secret copied into another row
does not open there.
"""

import base64
import os

NONCE = 12
"""Bytes, new for each seal."""


class SealBroken(Exception):
    """It was sealed with another key, for another place, or was changed since."""


def seal_text(key: bytes, text: str, *, place: str) -> str:
    """Return `text` sealed under `key` (32 bytes) for `place`, such as a row's public id."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  (few need it)

    nonce = os.urandom(NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), place.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode("ascii")


def open_text(key: bytes, sealed: str, *, place: str) -> str:
    """Return what was sealed for `place`.

    Raises:
        SealBroken: it does not open.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  (few need it)
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  (few need it)

    try:
        octets = base64.urlsafe_b64decode(sealed)
        return AESGCM(key).decrypt(octets[:NONCE], octets[NONCE:], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
