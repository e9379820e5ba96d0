"""Tables written without looking at each character are what the csv module would have written."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from webinars.evaluation.files.writing import unquoted

cells = st.one_of(
    st.none(),
    st.text(alphabet="ab,;\"' \r\n\u2028ذ语", max_size=4),
    st.integers(),
    st.booleans(),
    st.dates(date(1, 1, 1)),
    st.decimals(allow_nan=False, allow_infinity=False),
)
rows = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.tuples(*[cells] * width), min_size=1, max_size=5)
)


def by_the_module(page: Sequence[Sequence[object]]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(page)
    return file.getvalue()


@given(rows)
def test_lines_are_the_same_or_left_to_the_module(page: list[tuple[object, ...]]) -> None:
    text = unquoted([*zip(*page, strict=True)])

    assert text is None or text == by_the_module(page)


@given(rows)
def test_what_needs_quotes_is_left_to_the_module(page: list[tuple[object, ...]]) -> None:
    text = unquoted([*zip(*page, strict=True)])

    quoted = '"' in by_the_module(page)
    assert (text is None) == quoted


def test_plain_rows_are_written_at_once() -> None:
    columns = [("KEN", "FRA"), (1, None), (date(2026, 1, 2), Decimal("1.50"))]

    assert unquoted(columns) == "KEN,1,2026-01-02\r\nFRA,,1.50\r\n"


def test_one_column_is_left_to_the_module() -> None:
    assert unquoted([("", "a")]) is None
