"""What import-linter cannot say: where an import stands, and what it may name."""

import ast
import importlib.metadata
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, functions, modules, name, parsed

JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}

HEAVY = {
    "cryptography": "only where a room of a provider is used",
    "jwt": "only where a room's token is minted or checked",
    "alembic": "half a second that no web process needs",
    "duckdb": "only the evaluation needs it, and it is the largest of all",
    "docx": "half a second and twelve megabytes, for documents that the worker writes",
    "typst": "a compiler of eighty megabytes, for documents that the worker writes",
    "redis": "only where a Redis is set",
    "webinars.app.filling": "the demonstration, in a process of its own that ends",
    "webinars.app.migrating": "likewise",
    "webinars.app.opening": "every room but the front: most of a start, which no first page needs",
    "webinars.database.postgresql": "brings psycopg, which a database of SQLite does not need",
    "webinars.storage.store.bucket": "brings obstore, which a folder does not need",
    "xlsxwriter": "only an export needs it",
    "dateutil.rrule": "pages that plan no series need none",
    "email_validator": "a table of characters that no page needs before somebody writes an address",
    "icalendar": "eighty modules; pages without a calendar need none",
}
"""What may be imported inside a function, where it is used, and why."""

COMES_WITH = {
    "babel": "flask-babel",
    "click": "flask",
    "itsdangerous": "flask",
    "jinja2": "flask",
    "markupsafe": "flask",
    "werkzeug": "flask",
    "wtforms": "flask-wtf",
}
"""What a library that we asked for shows of its own parts, on purpose."""


def imported(node: ast.AST) -> Iterator[str]:
    """Yield the modules that `node` imports, if it is an import."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module


def all_imports(tree: ast.AST) -> set[str]:
    return {module for node in ast.walk(tree) for module in imported(node)}


def test_no_module_is_a_junk_drawer() -> None:
    parts = {name(path): set(path.with_suffix("").parts) for path in modules()}

    assert [path for path, found in parts.items() if found & JUNK_DRAWERS] == []


def test_imports_stand_at_the_top_unless_they_are_heavy() -> None:
    hidden = {
        f"{name(path)}: {module}"
        for path in modules()
        for function in functions(parsed(path))
        for module in all_imports(function)
        if not {module, module.partition(".")[0]} & HEAVY.keys()
    }

    assert hidden == set()


def test_the_forms_of_a_room_are_its_own_affair() -> None:
    strangers = [
        f"{name(path)}: {module}"
        for path in modules()
        for module in sorted(all_imports(parsed(path)))
        if (form := re.match(r"webinars\.(\w+)\.forms\b", module))
        and form[1] not in {"web", path.relative_to(ROOT / "webinars").parts[0]}
    ]

    assert strangers == []


def asked_for(lock: str) -> set[str]:
    """Return the distributions that `requirements/<lock>.in` names, in lower case."""
    text = (ROOT / "requirements" / f"{lock}.in").read_text(encoding="utf-8")
    return set(re.findall(r"^[a-z][\w.-]*", text, flags=re.MULTILINE))


def third_parties(paths: list[Path]) -> set[str]:
    """Return the top-level names that `paths` import and that are neither ours nor Python's."""
    found = {module.partition(".")[0] for path in paths for module in all_imports(parsed(path))}
    ours = {"webinars", "tests", "config", "wsgi", "scripts", "migrations"}
    return found - ours - sys.stdlib_module_names - {"__future__"}


def unasked(modules_used: set[str], asked: set[str]) -> set[str]:
    """Return which of `modules_used` no distribution in `asked` brings."""
    owners = importlib.metadata.packages_distributions()
    return {
        module
        for module in modules_used
        if not asked & {owner.lower() for owner in owners.get(module, [])}
        and COMES_WITH.get(module) not in asked
    }


def test_the_product_imports_what_its_lock_was_asked_for() -> None:
    ours = [*modules(), ROOT / "config.py", ROOT / "wsgi.py", ROOT / "migrations" / "env.py"]

    assert unasked(third_parties(ours), asked_for("runtime")) == set()


def test_the_suite_imports_what_its_lock_was_asked_for() -> None:
    suite = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "scripts").glob("*.py")]

    assert unasked(third_parties(suite), asked_for("runtime") | asked_for("dev")) == set()
