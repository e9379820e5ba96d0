"""Every test here finds the reference states, as those of the states' room do."""

from tests.integration.programme.fixtures import draft, otto
from tests.integration.states.conftest import engine

__all__ = ["draft", "engine", "otto"]
