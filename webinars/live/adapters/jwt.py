"""JSON Web Tokens (RFC 7519), minted and checked. Ours to choose the algorithm, never the token's.

Only what rooms need: HS256 and HS512 with a shared secret, RS256 with our key.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any

DIGESTS = {"HS256": hashlib.sha256, "HS512": hashlib.sha512}
LONGEST = 8192


class BadToken(Exception):
    """It is not what one of our secrets signs."""


def minted(claims: Mapping[str, Any], *, secret: str) -> str:
    """Return a token signed with HS256."""
    signing = _signing({"alg": "HS256", "typ": "JWT"}, claims)
    return f"{signing}.{_code(_mac('HS256', secret, signing))}"


def minted_by_key(claims: Mapping[str, Any], *, pem: str, kid: str) -> str:
    """Return a token signed with RS256 by the private key `pem`.

    Raises:
        ValueError: `pem` is no RSA key.
    """
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15  # noqa: PLC0415  (few)
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("not an RSA key")  # noqa: TRY004  (a wrong value of the right type)
    signing = _signing({"alg": "RS256", "typ": "JWT", "kid": kid}, claims)
    return f"{signing}.{_code(key.sign(signing.encode(), PKCS1v15(), SHA256()))}"


def claims_of(token: str, *, secrets: Iterable[str], algorithm: str) -> dict[str, Any]:
    """Return the claims of a token that one of `secrets` signed with `algorithm`.

    Raises:
        BadToken: of another shape, algorithm or secret.
    """
    signing, _, code = token.rpartition(".")
    head, _, body = signing.partition(".")
    if len(token) > LONGEST or not body or _json(head).get("alg") != algorithm:
        raise BadToken
    given = _octets(code)
    signs = [hmac.compare_digest(_mac(algorithm, one, signing), given) for one in secrets if one]
    if not any(signs):
        raise BadToken
    return _json(body)


def _signing(head: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    compact = (
        json.dumps(part, separators=(",", ":"), ensure_ascii=False) for part in (head, claims)
    )
    return ".".join(_code(part.encode()) for part in compact)


def _mac(algorithm: str, secret: str, signing: str) -> bytes:
    return hmac.digest(secret.encode(), signing.encode(), DIGESTS[algorithm])


def _code(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")


def _octets(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise BadToken from error


def _json(text: str) -> dict[str, Any]:
    try:
        read = json.loads(_octets(text))
    except (ValueError, RecursionError) as error:
        raise BadToken from error
    if not isinstance(read, dict):
        raise BadToken
    return read
