"""The documents say what there is: addresses, commands, data, and files that exist."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from scripts.catalogues import TRANSLATED
from tests.house.tree import ROOT, name
from webinars.app.rooms import COMMANDS
from webinars.evaluation.files import (
    CHAIN,
    CODEBOOK,
    FIGURES,
    MANIFEST,
    NARROWING,
    PACKAGE,
    README,
    SEAL,
    WORKBOOK,
)
from webinars.evaluation.files.describing import CODEBOOK_HEAD
from webinars.evaluation.indicators import Figure
from webinars.evaluation.tables import EVERY
from webinars.web.requests import WebinarsApp

DOCS = ROOT / "docs"
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
PLACE = re.compile(r"`((?:webinars|templates|migrations|scripts|tests|requirements)/[\w./]*)")
GROUP = re.compile(r"^## .*: `([a-z-]+)`$")
ROW = re.compile(r"^\| (?:\*\*)?`(/[^`]*)`(?:\*\*)? \| ([A-Z ]+) \|")
COMMAND = re.compile(r"^## `flask --app wsgi ([a-z]+ [a-z-]+)(.*)`$", re.MULTILINE)


def text(*parts: str) -> str:
    return DOCS.joinpath(*parts).read_text(encoding="utf-8")


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    bare = [re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings]
    return {heading.strip().replace(" ", "-") for heading in bare}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    lost = []
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if re.match(r"[a-z]+:", link):
            continue
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)

    assert lost == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_file_of_ours_that_is_named_is_there(document: Path) -> None:
    """A module may be named without its ending, and be a package by now."""
    named = set(PLACE.findall(document.read_text(encoding="utf-8")))

    assert {
        one for one in named if not any((ROOT / f"{one}{end}").exists() for end in ("", ".py"))
    } == set()


def test_the_index_leads_to_every_document() -> None:
    led_to = {(DOCS / link).resolve() for link in LINK.findall(text("README.md"))}

    assert set(DOCS.rglob("*.md")) - led_to == {DOCS / "README.md"}


def test_every_picture_is_shown_somewhere() -> None:
    shown = {
        (document.parent / link).resolve()
        for document in DOCUMENTS
        for link in LINK.findall(document.read_text(encoding="utf-8"))
    }

    assert set((DOCS / "pictures").iterdir()) - shown == set()


def test_the_first_screen_of_the_readme_shows_both_commands() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30]

    assert {"scripts/run", "scripts/test"} <= {line.split("#")[0].strip() for line in first}


def described_addresses() -> set[tuple[str, str, str]]:
    """Return (access, address, method) of every row, by the heading under which it stands."""
    found, access = set(), ""
    for line in text("reference", "addresses.md").splitlines():
        if line.startswith("## "):
            group = GROUP.match(line)
            access = group[1] if group else ""
        elif access and (row := ROW.match(line)):
            found |= {(access, row[1], method) for method in row[2].split()}
    return found


def test_the_addresses_are_those_that_the_product_answers(app: WebinarsApp) -> None:
    answered = {
        (str(getattr(app.view_functions[rule.endpoint], "access", "")), rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method not in {"HEAD", "OPTIONS"}
    }

    assert described_addresses() == answered


def test_the_files_of_a_snapshot_are_those_that_are_written() -> None:
    described = re.findall(r"`([\w-]+\.\w+)`", text("reference", "addresses.md"))
    fixed = {CHAIN, CODEBOOK, FIGURES, MANIFEST, PACKAGE, README, SEAL, WORKBOOK}
    fixed |= {"populations.sql", NARROWING}

    assert set(described) == fixed | {f"{table.name}.csv" for table in EVERY}


def test_the_keys_of_a_figure_and_of_the_codebook_are_described() -> None:
    described = set(re.findall(r"`(\w+)`", text("reference", "addresses.md")))

    assert {field.name for field in fields(Figure)} | set(CODEBOOK_HEAD) <= described


def registered_commands() -> dict[str, click.Command]:
    return {
        f"{room.name} {verb}": command
        for room in COMMANDS
        for verb, command in room.commands.items()
    }


def test_the_commands_are_those_that_are_registered() -> None:
    described = COMMAND.findall(text("reference", "commands.md"))

    assert [name for name, _ in described] == sorted(registered_commands())


@pytest.mark.parametrize("spoken", sorted(registered_commands()))
def test_every_option_of_a_command_is_described(spoken: str) -> None:
    page = text("reference", "commands.md")
    section = page.partition(f"## `flask --app wsgi {spoken}")[2].partition("\n## ")[0]
    options = {option for one in registered_commands()[spoken].params for option in one.opts}

    described = set(re.findall(r"(--[a-z][a-z-]*)", section))

    assert described - {"--app"} == {option for option in options if option.startswith("--")}


def test_a_new_language_is_told_how_many_there_are() -> None:
    """The page that says what a language needs names every one that is there."""
    assert all(f"`{code}`" in text("how-to", "add-a-language.md") for code in TRANSLATED)
