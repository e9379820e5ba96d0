"""The locks: complete, hashed, in agreement, and free of addresses."""

import re

import pytest

from tests.house.tree import ROOT

PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^\s;\\]+)", flags=re.MULTILINE)
LOCKS = ["runtime", "dev", "uv"]


def text(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall(text(lock)))


def wanted(lock: str) -> set[str]:
    source = (ROOT / "requirements" / f"{lock}.in").read_text(encoding="utf-8")
    return set(re.findall(r"^[a-z][\w.-]*", source, flags=re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_was_asked_for(lock: str) -> None:
    assert wanted(lock) - set(pins(lock)) == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", text(lock))

    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    """Whoever installs chooses the registry."""
    assert re.findall(r"\w+://\S*|--(?:extra-)?index\S*|--find-links.*", text(lock)) == []


def test_the_development_lock_holds_all_of_the_product() -> None:
    """`scripts/venv --dev` installs it alone, and calls the product installed too."""
    assert pins("runtime").items() <= pins("dev").items()
