"""Which questions of a matrix can be answered, and what is lacking."""

from typing import Any

from webinars.evaluation.sights.evaluability import NO_DATA, SMALL, answerable, numbers_in
from webinars.evaluation.sights.figures import Indicator, Line


def indicator(number: int, **cells: Any) -> Indicator:  # noqa: ANN401  (cells of a figure)
    told: dict[str, Any] = {"n": None, "d": None, "value": None, "low": None, "high": None}
    line = Line("", "attended", "", "", is_share=True, **told | cells)
    return Indicator(number, f"name {number}", "", 1, (line,), ())


FOUND = [
    indicator(1, n=30, d=40, value=0.75),
    indicator(14, n=3, d=4, value=0.75),
    indicator(19),
    indicator(23, n=3, d=4, value=0.75),  # four webinars are all there are
]


def test_a_row_is_answerable_in_whole_in_part_not_yet_or_in_words_alone() -> None:
    rows = ("1 23", "1 19", "19 30", "")

    told = [answerable(numbers_in(row), FOUND).verdict for row in rows]

    assert told == ["yes", "part", "no", "words"]


def test_what_is_lacking_is_named_with_its_reason() -> None:
    gaps = answerable([1, 14, 19, 23], FOUND).gaps

    assert [(gap.number, gap.reason) for gap in gaps] == [(19, NO_DATA), (14, SMALL)]


def test_what_one_webinar_lacks_does_not_speak_for_the_series() -> None:
    """A line without the title of its webinar is not one of the series all the same."""
    (whole,) = indicator(22, d=1, value=0.0).lines
    (later,) = indicator(22, is_whole=False).lines
    found = [Indicator(22, "name 22", "", 1, (later, whole), ())]

    assert answerable([22], found).verdict == "yes"
