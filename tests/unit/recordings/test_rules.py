"""Cues become paragraphs; clocks and seconds; what a page holds of a transcript."""

import pytest

from webinars.recordings.rules import Cue, Paragraph, clock_of, paragraphs, seconds_of
from webinars.recordings.sights import excerpt


def cue(start: float, text: str, *, speaker: str = "", seconds: float = 2.0) -> Cue:
    return Cue(start, start + seconds, text, speaker)


def test_cues_of_one_speaker_are_one_paragraph() -> None:
    said = [cue(0, "Good", speaker="Ana"), cue(2, "morning."), cue(4, "All.", speaker="Ana")]

    assert list(paragraphs(said)) == [Paragraph(0, "Ana", "Good morning. All.")]


def test_another_speaker_or_a_pause_begins_a_paragraph() -> None:
    said = [cue(0, "One", speaker="Ana"), cue(2, "Two", speaker="Jean"), cue(9, "Three")]

    assert [one.start for one in paragraphs(said)] == [0, 2, 9]


def test_a_long_speech_is_parted_where_a_sentence_ends() -> None:
    said = [cue(2 * place, "word " * 19 + "end.") for place in range(10)]

    found = list(paragraphs(said))

    assert [len(one.text) for one in found] == [499, 499]
    assert all(one.text.endswith(".") for one in found)


def test_a_speech_without_sentences_is_parted_all_the_same() -> None:
    said = [cue(2 * place, "字" * 100) for place in range(30)]

    assert max(len(one.text) for one in paragraphs(said)) <= 1100


def test_no_cues_are_no_paragraphs() -> None:
    assert list(paragraphs([])) == []


@pytest.mark.parametrize(
    ("clock", "seconds"),
    [
        ("00:05:10", 310),
        ("5:10", 310),
        ("1:00:00", 3600),
        ("", 0),
        ("x", 0),
        ("1:99", 0),
        ("٥:١٠", 0),
    ],
)
def test_a_clock_is_so_many_seconds(clock: str, seconds: int) -> None:
    assert seconds_of(clock) == seconds


def test_seconds_are_shown_as_they_are_read() -> None:
    assert [clock_of(seconds) for seconds in (0, 61.9, 36_000)] == [
        "00:00:00",
        "00:01:01",
        "10:00:00",
    ]
    assert seconds_of(clock_of(4321)) == 4321


def test_a_short_transcript_stands_whole_and_a_long_one_in_part() -> None:
    short = [Paragraph(0, "", "word")]
    long = [Paragraph(place, "", "слово " * 50) for place in range(90)]

    assert excerpt(short).whole
    assert not excerpt(long).whole
    assert 0 < len(excerpt(long).paragraphs) < 20


def test_one_endless_paragraph_is_shown_rather_than_none() -> None:
    assert len(excerpt([Paragraph(0, "", "word " * 9000)]).paragraphs) == 1


def test_words_in_chinese_are_joined_without_a_space() -> None:
    cues = [Cue(0, 4, "先回答问题。", "李"), Cue(4, 8, "再谈其他。"), Cue(8, 12, "谢谢")]
    assert [one.text for one in paragraphs(cues)] == ["先回答问题。再谈其他。谢谢"]
