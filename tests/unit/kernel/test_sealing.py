"""What others entrusted to us opens with our key, in its own place, and unchanged only."""

from collections.abc import Callable

import pytest

from webinars.kernel.sealing import SealBroken, open_text, seal_text

KEY, OTHER = b"k" * 32, b"o" * 32


def test_a_secret_opens_where_it_was_sealed() -> None:
    sealed = seal_text(KEY, "sécret", place="account-1")

    assert open_text(KEY, sealed, place="account-1") == "sécret"
    assert "sécret" not in sealed


def test_the_same_secret_never_looks_the_same() -> None:
    assert seal_text(KEY, "a", place="p") != seal_text(KEY, "a", place="p")


@pytest.mark.parametrize(
    ("key", "place", "change"),
    [
        (OTHER, "p", str),
        (KEY, "q", str),
        (KEY, "p", lambda sealed: sealed[:-4]),
        (KEY, "p", lambda sealed: sealed[4:]),
        (KEY, "p", lambda _: "not base64 !"),
    ],
)
def test_another_key_or_place_or_a_change_breaks_the_seal(
    key: bytes, place: str, change: Callable[[str], str]
) -> None:
    sealed = seal_text(KEY, "a", place="p")

    with pytest.raises(SealBroken):
        open_text(key, change(sealed), place=place)
