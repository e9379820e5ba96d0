"""Addresses are built alike, whether their builder was made at the start or is made late."""

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule
from werkzeug.routing.exceptions import BuildError

from webinars.web.routing import LARGEST, LateRule, NumberOfRow

ADDRESSES = [
    ("/webinars/<slug>", {"slug": "law of the sea"}),
    ("/secretariat/sittings/<id>/<int:part>", {"id": "a/b", "part": 3}),
    ("/programme", {"lang": "ar", "page": 2}),
]


def built(kind: type[Rule], address: str, values: dict[str, object]) -> str:
    """Return the second link of two: the first makes the builder."""
    line = Map([kind(address, endpoint="here")]).bind("example.org")
    line.build("here", values)
    return line.build("here", values)


@pytest.mark.parametrize(("address", "values"), ADDRESSES)
def test_a_late_builder_makes_the_address_that_an_early_one_makes(
    address: str, values: dict[str, object]
) -> None:
    assert built(LateRule, address, values) == built(Rule, address, values)


def test_no_builder_is_made_before_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(Rule, "_compile_builder", lambda rule, _unknown: made.append(rule.rule))
    Map([LateRule("/webinars/<slug>", endpoint="here")])
    assert made == []


def test_an_address_that_lacks_a_value_is_refused_late_too() -> None:
    line = Map([LateRule("/webinars/<slug>", endpoint="here")]).bind("example.org")
    with pytest.raises(BuildError):
        line.build("here", {})


def test_a_number_that_no_row_can_have_is_no_address() -> None:
    """Neither database could be asked for it: SQLite ends at 8 bytes, PostgreSQL's rows at 4."""
    line = Map([LateRule("/rows/<int:row>", endpoint="here")], converters={"int": NumberOfRow})
    address = line.bind("example.org")

    assert address.match(f"/rows/{LARGEST}") == ("here", {"row": LARGEST})
    with pytest.raises(NotFound):
        address.match(f"/rows/{LARGEST + 1}")
