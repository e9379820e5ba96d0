"""Templates: nothing inline that the Content-Security-Policy would block, and one frame."""

import re

from tests.house.tree import templates

STYLED_LETTER = "layout/letter.html"
"""The one template with a style of its own: mail readers drop linked sheets."""

EXTENDS = re.compile(r"{%-?\s*extends\s+[\"']([^\"']+)")
BORROWS = re.compile(r"{%-?\s*(?:include|import|from)\s+[\"']([^\"']+)")
COMMENT = re.compile(r"{#.*?#}", flags=re.DOTALL)


def pages() -> dict[str, str]:
    """Return the HTML templates without their comments."""
    found = templates().items()
    return {name: COMMENT.sub("", text) for name, text in found if name.endswith(".html")}


def offenders(pattern: str) -> list[str]:
    found = re.compile(pattern, flags=re.IGNORECASE)
    return [name for name, text in pages().items() if found.search(text)]


DATA = r"<script type=\"application/ld\+json\">{{ structured }}</script>"
"""A block of data, which no browser runs: the one kind that may stand in a page."""


def test_no_template_has_a_script_of_its_own() -> None:
    assert offenders(rf"(?!{DATA})<script(?![^>]*\ssrc=)") == []


def test_no_template_has_a_style_of_its_own() -> None:
    assert set(offenders(r"<style")) <= {STYLED_LETTER}


def test_no_element_has_a_style_or_a_handler() -> None:
    assert offenders(r"<[a-z][^>]*\s(?:style|on[a-z]+)\s*=") == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    """No font, picture, script or sheet of another host: it would see our readers."""
    assert (
        offenders(r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*=[\"'](?:https?:)?//")
        == []
    )


def test_marks_between_values_are_the_languages_own() -> None:
    """Arabic, Chinese and French have others: `comma()`, `semicolon()` and `colon()` know them."""
    assert offenders(r"(?:\}\}|%\}|</(?:a|b|bdi|span)>)[,;:] (?:\{\{|\{%|<)") == []


def test_every_page_stands_in_the_frame() -> None:
    """A template extends one, is one (`layout/`), or is a part that others borrow."""
    borrowed = {name for text in pages().values() for name in BORROWS.findall(text)}
    alone = [
        name
        for name, text in pages().items()
        if not EXTENDS.search(text) and not name.startswith("layout/") and name not in borrowed
    ]

    assert alone == []


def test_every_frame_that_is_extended_exists() -> None:
    named = {name for text in templates().values() for name in EXTENDS.findall(text)}
    named |= {name for text in templates().values() for name in BORROWS.findall(text)}

    assert named - set(templates()) == set()
