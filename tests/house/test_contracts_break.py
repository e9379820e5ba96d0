"""Each import contract breaks, alone, when an import that it forbids is added.

A contract that nothing can break says nothing. So the house is copied, one bad
line is written into the copy, and the linter is asked.
"""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

FORBIDDEN = {
    "floors": [
        ("webinars/states/queries.py", "import webinars.people.models"),
        ("webinars/web/readers.py", "import webinars.accounts.models"),
        ("webinars/common/__init__.py", ""),  # a room without a floor
    ],
    "rooms": [
        ("webinars/journal/rules.py", "import webinars.journal.queries"),
        ("webinars/outbox/models.py", "import webinars.outbox.operations"),
        ("webinars/states/utils.py", ""),  # a file without a place
    ],
    "doors": [
        ("webinars/desk/views.py", "import webinars.states.views"),
        ("webinars/desk/views.py", "import webinars.journal.commands"),
    ],
    "no-http": [
        ("webinars/states/queries.py", "import flask"),
        ("webinars/journal/operations.py", "import webinars.web.requests"),
    ],
    "kernel": [
        ("webinars/kernel/clock.py", "import sqlalchemy"),
    ],
}
"""By contract: a file of the house, and the line that must not be in it."""


def contracts() -> dict[str, str]:
    """Return the contracts' names by their keys, as `.importlinter` has them."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    sections = [name for name in parser.sections() if ":contract:" in name]
    return {name.rpartition(":")[2]: parser[name]["name"] for name in sections}


def broken_contracts(house: Path) -> list[str]:
    command = [sys.executable, "-c", LINT, "--no-cache"]
    answer = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    assert "Contracts:" in answer.stdout, answer.stdout + answer.stderr
    return re.findall(r"^(.+) BROKEN\b", answer.stdout, flags=re.MULTILINE)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house, to be spoilt."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    only_code = shutil.ignore_patterns("__pycache__", "data", "translations", "static")
    shutil.copytree(ROOT / "webinars", tmp_path / "webinars", ignore=only_code)
    return tmp_path


def test_each_contract_has_its_forbidden_imports() -> None:
    assert set(contracts()) == set(FORBIDDEN)


def test_every_contract_is_kept(house: Path) -> None:
    assert broken_contracts(house) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [(contract, *spoilt) for contract, cases in FORBIDDEN.items() for spoilt in cases],
)
def test_a_contract_breaks(house: Path, contract: str, file: str, line: str) -> None:
    path = house / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as code:
        code.write(f"\n{line}\n")

    assert broken_contracts(house) == [contracts()[contract]]
