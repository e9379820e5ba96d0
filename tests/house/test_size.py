"""A room reads in ten minutes: short files, short functions."""

import statistics

from tests.house.tree import Function, functions, modules, name, parsed

LONGEST_FILE = 300
MEDIAN_FUNCTION = 9
LONG_FUNCTION = 25
"""Nine functions in ten are no longer."""


def lines(function: Function) -> int:
    """Count the lines of a function, from `def` to its end, without its docstring."""
    first = function.body[0]
    documented = function.body[1:] and _is_text(first)
    text = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - text


def _is_text(statement: object) -> bool:
    value = getattr(getattr(statement, "value", None), "value", None)
    return isinstance(value, str)


def lengths() -> list[int]:
    return sorted(lines(function) for path in modules() for function in functions(parsed(path)))


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    counted = {name(path): len(path.read_bytes().splitlines()) for path in modules()}

    assert {path: count for path, count in counted.items() if count > LONGEST_FILE} == {}


def test_the_median_function_has_nine_lines_at_most() -> None:
    assert statistics.median(lengths()) <= MEDIAN_FUNCTION


def test_nine_functions_in_ten_have_twenty_five_lines_at_most() -> None:
    found = lengths()

    assert found[len(found) * 9 // 10] <= LONG_FUNCTION
