"""Every page that the code leads to is there."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import modules, name, parsed, templates
from webinars.web.requests import WebinarsApp

IN_TEMPLATES = re.compile(
    r"""url_for\(\s*["']([\w.]+)["'](?=\s*[,)])([^()]*(?:\([^()]*\)[^()]*)*)\)"""
)
GIVEN = re.compile(r"(\w+)\s*=(?!=)")

Link = tuple[str, str, frozenset[str] | None]
"""Where it stands, the name of the page, and the arguments given; None: not told one by one."""


def test_every_link_by_name_leads_to_a_page_with_all_that_it_asks(app: WebinarsApp) -> None:
    """Where an argument is missing, the page with the link fails as a whole."""
    asked: dict[str, list[set[str]]] = {}
    for rule in app.url_map.iter_rules():
        asked.setdefault(rule.endpoint, []).append(rule.arguments - set(rule.defaults or ()))

    broken = [
        (where, page)
        for where, page, given in (*_of_code(), *_of_templates())
        if not any(given is None or needed <= given for needed in asked.get(page, ()))
    ]

    assert broken == []


def _of_code() -> Iterator[Link]:
    for path in modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and _called(node) == "url_for" and node.args:
                page = node.args[0]
                if isinstance(page, ast.Constant):
                    names = [word.arg for word in node.keywords]
                    told = None if None in names else frozenset(map(str, names))
                    yield name(path), str(page.value), told


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _of_templates() -> Iterator[Link]:
    for template, text in templates().items():
        for page, rest in IN_TEMPLATES.findall(text):
            yield template, page, None if "**" in rest else frozenset(GIVEN.findall(rest))
