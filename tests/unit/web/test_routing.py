"""Addresses are built alike, whether their builder was made at the start or is made late."""

import pytest
from werkzeug.routing import Map, Rule
from werkzeug.routing.exceptions import BuildError

from webinars.web.routing import LateRule

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
