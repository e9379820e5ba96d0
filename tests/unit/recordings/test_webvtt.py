"""Captions, read strictly: each fault with its line."""

import pytest

from webinars.recordings.imports.webvtt import BadCaptions, cues_of, read_captions
from webinars.recordings.rules import Cue

GOOD = """WEBVTT - a title

NOTE
who made it

STYLE
::cue { color: white }

intro
00:00.000 --> 00:02.500 line:0 position:20%
<v.loud Amina Mfano>Tom &amp; Ana said
<i>two</i> <c.yellow>lines</c>

00:00:02.500 --> 01:00:04.000
<00:00:03.000>Then <lang fr>bonjour</lang>.
"""


def told(data: str) -> str:
    with pytest.raises(BadCaptions) as refusal:
        read_captions(data.encode())
    return str(refusal.value)


def cue(words: str = "Hi", times: str = "00:01.000 --> 00:02.000") -> str:
    return f"WEBVTT\n\n{times}\n{words}\n"


def test_cues_come_with_times_words_and_speaker() -> None:
    assert read_captions(GOOD.encode()).cues == (
        Cue(0.0, 2.5, "Tom & Ana said two lines", "Amina Mfano"),
        Cue(2.5, 3604.0, "Then bonjour."),
    )


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_every_system_are_read(ending: str) -> None:
    assert read_captions(GOOD.replace("\n", ending).encode()).cues == cues_of(GOOD.encode())


def test_a_mark_of_utf8_is_read_over() -> None:
    assert len(read_captions(b"\xef\xbb\xbf" + cue().encode()).cues) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("", "Line 1: captions in WebVTT begin with the word WEBVTT"),
        ("WEBVTTX\n\n", "Line 1:"),
        ("webvtt\n\n", "Line 1:"),
        ("WEBVTT\n00:01.000 --> 00:02.000\nHi", "Line 1:"),
        ("WEBVTT\n\n", "There is not one caption in this file."),
        ("WEBVTT\n\nNOTE nothing\n", "There is not one caption"),
        (cue(""), "There is not one caption"),
        (cue(times="00:02.000 --> 00:01.000"), "Line 3: the caption ends before it begins"),
        (cue(times="00:01.000 --> 00:01.000"), "Line 3: the caption ends before it begins"),
        (cue(times="0:01.000 --> 0:02.000"), "Line 3: times are missing here"),
        (cue(times="00:01,000 --> 00:02,000"), "Line 3: times are missing here"),
        (cue(times="00:61.000 --> 00:62.000"), "Line 3: times are missing here"),
        (cue(times="00:01.000-->00:02.000"), "Line 3: times are missing here"),
        (cue(times="id\n00:01.000"), "Line 4: times are missing here"),
        (cue(times="٠٠:٠١.٠٠٠ --> ٠٠:٠٢.٠٠٠"), "Line 3: times are missing here"),
        (cue(times="00:01.000 --> 00:02.000 onclick:x"), "“onclick:x” is no setting"),
        (cue("One --> two"), "Line 4: times are missing here"),
        (cue("fine\n<script>alert(1)</script>"), "Line 5: “<script” is no tag of WebVTT"),
        (cue("<b onclick=x"), "Line 4: “<b onclick=x” is no tag"),
        (cue("<img src=x>"), "Line 4: “<img src=x” is no tag"),
        (cue("<br/>"), "Line 4: “<br/” is no tag"),
        (cue("1 < 2"), "Line 4: “< 2” is no tag"),
        (
            cue() + "\n00:00.500 --> 00:03.000\nBefore\n",
            "Line 6: the caption begins before the one",
        ),
    ],
)
def test_a_fault_is_refused_with_its_line(data: str, sentence: str) -> None:
    assert sentence in told(data)


def test_bytes_that_are_not_utf8_are_refused_with_their_line() -> None:
    with pytest.raises(BadCaptions, match="Line 4: this is not UTF-8"):
        read_captions(b"WEBVTT\n\nNOTE\ncaf\xe9\n")


def test_captions_may_overlap_and_it_is_said_where() -> None:
    data = "WEBVTT\n\n00:01.000 --> 00:04.000\nOne\n\n01:00:03.000 --> 01:00:05.000\nTwo\n"
    both = data + "\n01:00:04.000 --> 01:00:06.000\nThree\n\n01:00:04.000 --> 01:00:05.000\nFour\n"

    assert read_captions(data.encode()).overlaps == ()
    assert read_captions(both.encode()).overlaps == ("01:00:04", "01:00:04")


def test_captions_begin_at_the_same_moment_without_being_backwards() -> None:
    data = cue() + "\n00:01.000 --> 00:02.000\nAlso\n"

    assert [found.text for found in cues_of(data.encode())] == ["Hi", "Also"]


def test_captions_that_were_harmed_give_no_cues() -> None:
    assert cues_of(b"\0\0\0") == ()
