"""RFC 9110, section 14, case by case."""

import pytest

from webinars.web.ranges import Part, Unsatisfiable, part_asked

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", Part(0, 1)),
        ("bytes=0-499", Part(0, 500)),
        ("bytes=500-999", Part(500, 500)),
        ("bytes=500-", Part(500, 500)),
        ("bytes=999-", Part(999, 1)),
        ("bytes=0-", Part(0, 1000)),
        ("bytes=0-1000", Part(0, 1000)),
        ("bytes=900-99999999999999999999", Part(900, 100)),
        ("bytes=-1", Part(999, 1)),
        ("bytes=-500", Part(500, 500)),
        ("bytes=-1000", Part(0, 1000)),
        ("bytes=-5000", Part(0, 1000)),
        ("BYTES=1-2", Part(1, 2)),
        ("bytes= 1-2 ", Part(1, 2)),
    ],
)
def test_one_range_is_answered(header: str, part: Part) -> None:
    assert part_asked(header, size=SIZE) == part


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=1.5-2",
        "bytes=+1-2",
        "bytes=--5",
        "bytes=1-2-3",
        "bytes=٣-٤",
        "bytes=0-0,-1",
        "bytes=0-1, 4-5",
        "seconds=1-2",
        "bytes 0-499/1000",
        "bytes=0-" + "9" * 5000,
    ],
)
def test_what_is_no_single_range_is_ignored(header: str | None) -> None:
    assert part_asked(header, size=SIZE) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-1000", "bytes=99999-", "bytes=-0"])
def test_a_range_outside_the_file_is_unsatisfiable(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        part_asked(header, size=SIZE)


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=0-0", "bytes=-1"])
def test_an_empty_file_has_no_part(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        part_asked(header, size=0)


def test_a_part_says_where_it_stands() -> None:
    assert Part(500, 500).of(1000) == "bytes 500-999/1000"
