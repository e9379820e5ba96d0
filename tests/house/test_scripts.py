"""The commands of the first hour: what they take, and what they say when they cannot."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.house.tree import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose environment is complete, as far as its stamps say."""
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / "scripts").mkdir()
    for script in ("venv", "run", "test", "translate"):
        shutil.copy(ROOT / "scripts" / script, tmp_path / "scripts")
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')  # tells what it is given
    (programs / "python").chmod(0o755)
    for lock in ("runtime", "dev"):
        shutil.copy(ROOT / "requirements" / f"{lock}.txt", tmp_path / ".venv")
    return tmp_path


def run(
    checkout: Path, script: str, *arguments: str, at: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [checkout / "scripts" / script, *arguments],
        cwd=at or checkout,
        env={"PATH": os.environ["PATH"], "PYTHON": "no-such-python"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_environment_costs_nothing(checkout: Path) -> None:
    began = time.monotonic()
    answer = run(checkout, "venv")
    took = time.monotonic() - began

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert took < 0.2


def test_without_a_python_that_is_new_enough_it_says_so(checkout: Path, tmp_path: Path) -> None:
    bare = tmp_path / "path"
    bare.mkdir()
    for tool in ("dirname", "cmp", "sh"):
        (bare / tool).symlink_to(str(shutil.which(tool)))
    (checkout / ".venv" / "runtime.txt").unlink()

    answer = subprocess.run(
        [checkout / "scripts" / "venv"],
        env={"PATH": str(bare)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "Python 3.11 or newer is needed." in answer.stderr


def test_run_hands_over_its_options(checkout: Path, tmp_path: Path) -> None:
    answer = run(checkout, "run", "--port", "8123", "--data=here", "--empty", at=tmp_path)

    server = answer.stdout.partition("webinars.app.serve\n")[2].splitlines()
    assert server == ["--port", "8123", "--data", f"{tmp_path}/here", "--empty"]


def test_run_leaves_the_data_directory_to_the_settings(checkout: Path) -> None:
    answer = run(checkout, "run")

    assert "--data" not in answer.stdout


def test_run_refuses_what_it_does_not_know(checkout: Path) -> None:
    answer = run(checkout, "run", "--prot", "8123")

    assert answer.returncode == 2
    assert "--prot is not an option." in answer.stderr


def test_test_passes_its_arguments_on(checkout: Path) -> None:
    answer = run(checkout, "test", "tests/unit", "-k", "two words", "--all", "-x")

    suite = answer.stdout.partition("pytest\n")[2]
    assert suite.split("\n")[:-1] == ["tests/unit", "-k", "two words", "-m", "", "-x"]


@pytest.mark.parametrize(
    ("offered", "browser"), [("exit 0", "chromium-headless-shell"), ("exit 100", "chromium")]
)
def test_the_lightest_browser_that_the_archive_has_is_installed(
    tmp_path: Path, offered: str, browser: str
) -> None:
    programs = {
        "bin/id": "echo 0",
        "bin/apt-get": "echo apt-get $* >&2",
        "bin/apt-cache": offered,
        "scripts/check": "echo checked",
    }
    for name, does in programs.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    for name in ("bash", "sh", "dirname", "grep"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci")

    done = subprocess.run(
        [tmp_path / ".ci/run"],
        env={"PATH": str(tmp_path / "bin")},
        capture_output=True,
        text=True,
        check=True,
    )

    [installed] = [line for line in done.stderr.splitlines() if "apt-get install" in line]
    assert installed.endswith(f" libical3 {browser} fontconfig fonts-noto-core fonts-noto-cjk")
    assert done.stdout == "checked\n"
