"""Which numbers of a workbook are dates, told by their formats."""

import pytest

from webinars.kernel.workbooks.cells import lines_within
from webinars.kernel.workbooks.formats import Formats, kind_of


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", set()),
        ("0.00", set()),
        ("#,##0 [$€-407]", set()),
        ('0 "days"', set()),
        ("@", set()),
        ("[Red]0;[Blue]-0", set()),
        ("yyyy\\-mm\\-dd", {"day"}),
        ("mmmm", {"day"}),
        ("[$-409]m/d/yy h:mm AM/PM;@", {"day", "hour"}),
        ('d "de" mmmm', {"day"}),
        ("h:mm", {"hour"}),
        ("mm:ss.0", {"hour"}),
        ("[h]:mm:ss", {"elapsed"}),
        ("[mm]:ss", {"elapsed"}),
    ],
)
def test_a_format_says_whether_a_number_is_a_date(code: str, kind: set[str]) -> None:
    assert kind_of(code) == kind


@pytest.mark.parametrize(
    ("number", "value", "written"),
    [
        ("0", "46155.5", "46155.5"),
        ("14", "46155", "2026-05-13"),
        ("22", "46155.416666666664", "2026-05-13 10:00:00"),
        ("21", "0.0208333333333333", "00:30:00"),
        ("46", "1.0416666666666667", "25:00:00"),
        ("22", "1e99", "1e99"),
        ("22", "-1", "-1"),
        ("22", "nan", "nan"),
        ("22", "soon", "soon"),
    ],
)
def test_a_date_is_written_with_the_year_first(number: str, value: str, written: str) -> None:
    formats = Formats()
    formats.start("cellXfs", {})
    formats.start("xf", {"numFmtId": number})

    assert formats.written(value, "0") == written


def test_lines_of_spans_that_overlap_are_told_once() -> None:
    spans = [(4, 9), (1, 2), (5, 6), (8, 10_000_000)]

    assert list(lines_within(spans, last=11)) == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11]
