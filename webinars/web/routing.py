"""Addresses whose builders are made when they are first used.

Werkzeug writes and compiles two small programs for each address that the house
has, to build links with. A process that has just started needs a dozen of them;
all of them together are a tenth of the wait for its first page.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import IntegerConverter, Map, Rule

LARGEST = 2**31 - 1
"""The largest number of a row that both databases can be asked for."""

Builder = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A rule that compiles what builds its address when somebody links there."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:  # noqa: FBT001, FBT002  (Werkzeug's signature)
        """Return what takes the builder's place, and gives way to it when it is called."""
        compiled = super()._compile_builder

        def build(self: LateRule, **values: Any) -> tuple[str, str]:  # noqa: ANN401  (any converter's)
            made: Builder = compiled(append_unknown).__get__(self, None)
            setattr(self, "_build_unknown" if append_unknown else "_build", made)
            return made(**values)

        return build


class NumberOfRow(IntegerConverter):
    """The number in an address. One that no row can have is no address: a database would fail."""

    def __init__(self, map: Map, *args: Any, **named: Any) -> None:  # noqa: A002, ANN401  (Werkzeug's)
        super().__init__(map, *args, **{"max": LARGEST} | named)
