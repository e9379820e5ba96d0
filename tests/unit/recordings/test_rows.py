"""Captions changed row by row: what is not touched stays as it stands in the file."""

from dataclasses import replace

import pytest

from webinars.recordings.imports.webvtt import read_captions
from webinars.recordings.rules.rows import (
    Row,
    RowRefused,
    cues_from,
    joined,
    moment_of,
    rows_of,
    split,
    with_cues,
    with_new,
)
from webinars.recordings.rules.scripts import Place, Script, file_of, place_in

FILE = """WEBVTT - of the first sitting

STYLE
::cue { color: white }

opening
00:00:00.000 --> 00:00:02.500 line:0 position:20%
<v Amina Mfano>Tom &amp; Ana said:
<i>two</i> lines

NOTE heard badly

00:00:02.500 --> 00:00:04.000
1 &lt; 2, and <lang fr>bonjour</lang>

00:00:04.000 --> 00:00:06.000
<v.loud Moderator>Thank you &amp;amp; goodbye
"""


def script(data: str = FILE) -> Script:
    return read_captions(data.encode()).script


def lines(count: int) -> Script:
    """Return captions that each last a second."""
    cues = [f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\nword {n}" for n in range(count)]
    return script("\n\n".join(["WEBVTT", *cues]) + "\n")


def changed(rows: list[Row], source: Script) -> Script:
    count = len(source.cues)
    return with_cues(source, cues_from(rows, source, 0, count), Place(0, count, is_same=True))


def test_a_file_that_is_read_is_written_alike() -> None:
    assert file_of(script()) == FILE


def test_rows_that_nobody_touched_change_nothing() -> None:
    assert file_of(changed(rows_of(script(), 0, 3), script())) == FILE


def test_a_row_shows_signs_and_names_as_people_write_them() -> None:
    first, second, third = rows_of(script(), 0, 3)

    assert first == Row(
        "00:00:00.000", "00:00:02.500", "Amina Mfano", "Tom & Ana said:\n<i>two</i> lines", 0
    )
    assert second.text == "1 < 2, and <lang fr>bonjour</lang>"
    assert third.text == "<v.loud Moderator>Thank you &amp;amp; goodbye"


def test_what_is_written_keeps_settings_name_and_comment() -> None:
    first, second, third = rows_of(script(), 0, 3)
    rows = [replace(first, text="A & B"), replace(second, start="0:03,1", speaker="X"), third]

    made = file_of(changed(rows, script()))

    assert (
        "opening\n00:00:00.000 --> 00:00:02.500 line:0 position:20%\n<v Amina Mfano>A &amp; B\n"
        in made
    )
    assert "NOTE heard badly\n\n00:00:03.100 --> 00:00:04.000\n<v X>1 &lt; 2" in made


def test_a_row_without_words_is_left_out_and_its_comment_stays() -> None:
    first, second, third = rows_of(script(), 0, 3)

    made = file_of(
        changed([replace(first, text=" \n "), replace(second, text=""), third], script())
    )

    assert made.startswith("WEBVTT - of the first sitting\n\nSTYLE")
    assert "NOTE heard badly\n\n00:00:04.000 --> 00:00:06.000\n" in made


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"start": "soon"}, "Row 2: “soon” is no time"),
        ({"end": ""}, "Row 2: “” is no time"),
        ({"end": "0:02.5"}, "Row 2: the caption ends before it begins"),
        ({"start": "0:00", "text": "x"}, ""),
        ({"text": "<script>alert(1)</script>"}, "Row 2: “<script” is no tag"),
        ({"text": "a <b onclick=x"}, "Row 2: “<b onclick=x” is no tag"),
        ({"start": "0:05", "end": "0:07"}, "Row 3 begins before the one above it"),
    ],
)
def test_a_fault_is_told_with_its_row(over: dict[str, str], sentence: str) -> None:
    first, second, third = rows_of(script(), 0, 3)
    rows = [first, replace(second, **over), third]  # type: ignore[arg-type]
    if not sentence:
        assert len(changed(rows, script()).cues) == 3
        return
    with pytest.raises(RowRefused, match=sentence):
        changed(rows, script())


def test_an_arrow_in_the_words_cannot_break_the_file() -> None:
    row = rows_of(lines(1), 0, 1)[0]

    made = file_of(changed([replace(row, text="one\n\n00:01.000 --> 00:02.000\ntwo")], lines(1)))

    assert len(read_captions(made.encode()).cues) == 1
    assert read_captions(made.encode()).cues[0].text == "one 00:01.000 --> 00:02.000 two"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("0:05:30.5", 330_500),
        ("5:30", 330_000),
        ("1:00:00,25", 3_600_250),
        ("٠٠:٠٥:٣٠", 330_000),
        (" 00:01.007 ", 1_007),
        ("5:61", None),
        ("", None),
        ("-1:00", None),
    ],
)
def test_times_are_read_as_people_write_them(written: str, moment: int | None) -> None:
    assert moment_of(written) == moment


def test_a_row_is_parted_at_the_sentence_nearest_to_its_middle() -> None:
    row = Row("0:00", "0:10", "Amina", "We asked for it. Nobody had one.", 4)

    first, second = split([row], 0, number=1)

    assert (first.text, second.text) == ("We asked for it.", "Nobody had one.")
    assert (first.end, second.start, second.end) == ("00:00:05.000", "00:00:05.000", "0:10")
    assert (first.was, second.was, second.speaker) == (4, None, "Amina")


def test_chinese_is_parted_in_its_middle() -> None:
    first, second = split([Row("0:00", "0:10", "", "我们要求建立一个", None)], 0, number=1)

    assert (first.text, second.text) == ("我们要求", "建立一个")


def test_two_rows_become_one_and_a_new_one_follows() -> None:
    rows = rows_of(lines(3), 0, 3)

    one = joined(rows, 0)
    more = with_new(rows, 2)

    assert one[0] == Row("00:00:00.000", "00:00:02.000", "", "word 0\nword 1", 0)
    assert len(one) == 2
    assert more[3] == Row("00:00:03.000", "00:00:05.000", "", "", None)
    assert with_new(rows, -1)[0] == Row("00:00:00.000", "00:00:02.000", "", "", None)


def test_what_two_changed_in_different_places_goes_together() -> None:
    mine, theirs = lines(10), lines(10)
    longer = with_cues(theirs, [], Place(1, 3, is_same=True))

    assert place_in(longer, mine, 5, 10) == Place(3, 8, is_same=True)
    assert place_in(longer, mine, 0, 1) == Place(0, 1, is_same=True)
    assert place_in(longer, mine, 0, 5) == Place(0, 3, is_same=False)
    assert place_in(longer, mine, 1, 2).is_same is False
    assert place_in(mine, mine, 0, 10) == Place(0, 10, is_same=True)
    assert place_in(lines(0 + 10), lines(10), 9, 10).is_same
