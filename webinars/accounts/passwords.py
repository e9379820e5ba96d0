"""Passwords: Argon2id by the parameters that OWASP recommends."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_, normal_name

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
SHORTEST, LONGEST = 12, 200


COMMON = frozenset(
    {"password1234", "123456789012", "qwertyuiopas", "demonstration", "administrator"}
)
"""Refused although long enough; shorter ones of the usual lists are refused by length."""


class WeakPassword(BadInput):
    message = N_(
        "Choose a password of %(shortest)s to %(longest)s characters, neither common nor your name."
    )


def hashed(password: str, *, about: tuple[str, ...]) -> str:
    """Return the hash to keep.

    Args:
        about: the person's name and address, which a password may not be.

    Raises:
        WeakPassword: too short, too long, common, or about the person (ASVS 6.2).
    """
    known = {normal_name(word) for word in about} | COMMON
    if not SHORTEST <= len(password) <= LONGEST or normal_name(password) in known:
        raise WeakPassword(shortest=SHORTEST, longest=LONGEST)
    return HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Say whether `password` was hashed so; takes as long for nobody as for somebody."""
    try:
        HASHER.verify(kept or _nobodys(), password)
    except (Argon2Error, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys() -> str:
    """Return what an unknown address is checked against; made late, since hashing is slow."""
    return HASHER.hash("nobody's password")
