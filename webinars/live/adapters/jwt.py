"""JSON Web Tokens (RFC 7519), minted and checked. Ours to choose the algorithm, never the token's.

Signatures are PyJWT's work, which is loaded only where a token is met. Until when a token holds
is judged by who asks for its claims: providers' clocks differ, and some tokens say no moment.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jwt import PyJWS

ALGORITHMS = ("HS256", "HS512", "RS256")
LONGEST = 8192


class BadToken(Exception):
    """It is not what one of our secrets signs."""


def minted(claims: Mapping[str, Any], *, secret: str, algorithm: str = "HS256") -> str:
    """Return a token signed with a shared secret."""
    return _signatures().encode(_compact(claims), secret, algorithm)


def minted_by_key(claims: Mapping[str, Any], *, pem: str, kid: str) -> str:
    """Return a token signed with RS256 by the private key `pem`.

    Raises:
        ValueError: `pem` is no RSA key.
    """
    from jwt import PyJWTError  # noqa: PLC0415  (loaded only where a token is met)

    try:
        return _signatures().encode(_compact(claims), pem, "RS256", {"kid": kid})
    except (PyJWTError, TypeError) as error:
        raise ValueError("not an RSA key") from error


def claims_of(token: str, *, secrets: Iterable[str], algorithm: str) -> dict[str, Any]:
    """Return the claims of a token that one of `secrets` signed with `algorithm`.

    Raises:
        BadToken: of another shape, algorithm or secret.
    """
    if len(token) > LONGEST:
        raise BadToken
    for secret in filter(None, secrets):
        claims = _checked(token, secret, algorithm)
        if claims is not None:
            return claims
    raise BadToken


def _checked(token: str, secret: str, algorithm: str) -> dict[str, Any] | None:
    from jwt import PyJWTError  # noqa: PLC0415  (loaded only where a token is met)

    try:
        claims = json.loads(_signatures().decode(token, secret, algorithms=[algorithm]))
    except (PyJWTError, ValueError, RecursionError):
        return None
    return claims if isinstance(claims, dict) else None


def _compact(claims: Mapping[str, Any]) -> bytes:
    return json.dumps(claims, separators=(",", ":"), ensure_ascii=False).encode()


@cache
def _signatures() -> "PyJWS":
    """Return PyJWT's signatures, for secrets of any length: how long one is, the provider says."""
    from jwt import PyJWS  # noqa: PLC0415  (loaded only where a token is met)
    from jwt.algorithms import HMACAlgorithm  # noqa: PLC0415

    class Shared(HMACAlgorithm):
        def check_key_length(self, key: bytes) -> None:
            """Say nothing of a provider's own secret."""

    signatures = PyJWS(algorithms=ALGORITHMS)
    for name, digest in (("HS256", Shared.SHA256), ("HS512", Shared.SHA512)):
        signatures.unregister_algorithm(name)
        signatures.register_algorithm(name, Shared(digest))
    return signatures
