"""The files of the house, as the tests beside this one look at them."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    return sorted((ROOT / "webinars").rglob("*.py"))


def templates() -> dict[str, str]:
    """Return the text of each template by the name under which it is rendered."""
    place = ROOT / "templates"
    files = sorted(path for path in place.rglob("*") if path.is_file())
    return {str(path.relative_to(place)): path.read_text(encoding="utf-8") for path in files}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tracked() -> list[Path]:
    """Return the files that a clone brings, and those that are about to be added.

    Where there is no git, the checkout came some other way and holds nothing else.
    """
    if not (shutil.which("git") and (ROOT / ".git").exists()):
        return [path for path in sorted(ROOT.rglob("*")) if path.is_file() and not _made(path)]
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [ROOT / entry for entry in listed.stdout.split("\0") if entry]
    return [path for path in paths if path.is_file()]


def _made(path: Path) -> bool:
    """Return whether our own commands made this file: environment, caches, data."""
    first, *_ = path.relative_to(ROOT).parts
    return first in {".venv", ".venv.lock", "var"} or first.endswith("_cache") or _is_cache(path)


def _is_cache(path: Path) -> bool:
    return "__pycache__" in path.parts or path.suffix == ".mo"
