"""Tokens: keys that people carry in addresses.

Two sorts. A *link token* is computed from the server's secret, the purpose,
and a row's public id and generation, so that it can be sent again and is
revoked by raising the generation. A *single-use token* is random; only its
digest is kept. A token opens one purpose.
"""

import enum
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from webinars.kernel.ids import LENGTH, encode
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_

KEY_VERSION = "a"
"""First letter of each link token: which key made it. The next key will be `b`."""


class BadToken(NotFound):
    message = N_(
        "This link is not complete or no longer valid. Open the newest letter that we sent you."
    )


class Purpose(enum.StrEnum):
    """What a link token opens. The value is part of the key: never change one."""

    MY = "my"
    JOIN = "join"
    FEEDBACK = "feedback"
    FEED = "feed"
    AGENDA = "agenda"
    OFFER = "offer"
    LETTERS = "letters"
    SPENT = "spent"
    RECEIPT = "receipt"
    PSEUDONYM = "pseudonym"
    PACK = "pack"
    APPEARANCE = "appearances"
    VIEW = "view"
    MEDIA = "media"
    FORM = "form"
    ROOM_SECRET = "room-secret"  # noqa: S105  (a purpose, not a secret)
    SIGN_IN = "sign-in"
    PASSWORD = "password"  # noqa: S105  (a purpose, not a secret)


@dataclass(frozen=True)
class Keyring:
    """The server's secret, from which every purpose has a key of its own."""

    secret: bytes

    def key(self, purpose: Purpose) -> bytes:
        return hmac.digest(self.secret, f"{KEY_VERSION}:{purpose}".encode(), hashlib.sha256)

    def seal(self, purpose: Purpose, text: str) -> str:
        """Return a 128-bit authentication code of `text` under the purpose's key."""
        return encode(hmac.digest(self.key(purpose), text.encode(), hashlib.sha256)[:16])

    def sealer(self, purpose: Purpose) -> Callable[[str], str]:
        """Return a function that makes codes of very many texts: the key is prepared once.

        The codes are 128 bits as those of `seal`, written in hexadecimal.
        """
        prepared = hmac.new(self.key(purpose), digestmod=hashlib.sha256)

        def seal(text: str) -> str:
            code = prepared.copy()
            code.update(text.encode())
            return code.hexdigest()[:32]

        return seal

    def token(self, purpose: Purpose, public_id: str, generation: int) -> str:
        """Return the link token of the row called `public_id`, the same at every call."""
        return f"{KEY_VERSION}{public_id}{self.seal(purpose, f'{public_id}:{generation}')}"

    def opens(self, purpose: Purpose, token: str, generation: int) -> bool:
        """Say whether `token` is the one that `token()` makes for the id that it carries."""
        expected = self.token(purpose, named_in(token), generation)
        return hmac.compare_digest(expected.encode(), token.encode())


def named_in(token: str) -> str:
    """Return the public id that a link token carries, proven or not.

    Raises:
        BadToken: it has not the shape of a link token.
    """
    whole = len(token) == 1 + 2 * LENGTH and token.isascii() and token.isalnum()
    if not whole or not token.startswith(KEY_VERSION):
        raise BadToken
    return token[1 : 1 + LENGTH]


def new_secret_token() -> str:
    """Return a random single-use token of 256 bits."""
    return encode(secrets.token_bytes(32))


def digest_of(token: str) -> str:
    """Return what is kept of a single-use token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
