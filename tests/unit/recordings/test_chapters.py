"""Chapters: of the agenda, by hand, and as a player wants them."""

import pytest

from webinars.kernel.languages import Language
from webinars.kernel.refusals import BadInput
from webinars.programme.models import AgendaItem, AgendaText
from webinars.recordings.imports.webvtt import read_captions
from webinars.recordings.rules.chapters import (
    Line,
    Mark,
    lines_of,
    marks_from,
    of_agenda,
    title_in,
    track_of,
)
from webinars.recordings.rules.written import print_of

BOTH = {"en": "Opening", "ar": "الافتتاح"}


def item(minutes: int, title: str) -> AgendaItem:
    return AgendaItem(minutes=minutes, texts=[AgendaText(language=Language.ENGLISH, title=title)])


def test_the_items_of_the_agenda_follow_one_another() -> None:
    agenda = [item(5, "Opening"), item(20, "Three offices"), item(30, "Questions")]

    assert of_agenda(agenda, begins=90, until=1600) == [
        Mark(90, {"en": "Opening"}),
        Mark(390, {"en": "Three offices"}),
        Mark(1590, {"en": "Questions"}),
    ]
    assert len(of_agenda(agenda, begins=90, until=1590)) == 2
    assert len(of_agenda(agenda, begins=90, until=0)) == 3
    assert of_agenda([AgendaItem(minutes=5, texts=[])], begins=0, until=0) == []


def test_what_is_written_comes_in_the_order_of_time() -> None:
    lines = [Line("1:00:00", {"en": " Questions "}), Line("", {}), Line("5:30", BOTH | {"xx": "?"})]

    assert marks_from(lines) == [Mark(330, BOTH), Mark(3600, {"en": "Questions"})]
    assert marks_from(lines_of(marks_from(lines))) == marks_from(lines)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (Line("soon", BOTH), "Chapter 2: “soon” is no time"),
        (Line("", BOTH), "Chapter 2: “” is no time"),
        (Line("5:00", {"en": "  "}), "Chapter 2 has no title"),
        (Line("0:00:00", BOTH), "Two chapters begin at 00:00:00"),
    ],
)
def test_what_is_no_chapter_is_refused_with_its_number(line: Line, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        marks_from([Line("0:00", BOTH), line])


def test_a_reader_finds_the_title_that_is_nearest() -> None:
    assert title_in(Mark(0, BOTH), "ar") == ("الافتتاح", "ar")
    assert title_in(Mark(0, BOTH), "zh") == ("Opening", "en")
    assert title_in(Mark(0, {"ru": "Начало"}), "zh") == ("Начало", "ru")


def test_a_player_reads_each_until_the_next_and_no_title_breaks_the_file() -> None:
    marks = [Mark(0, {"en": "A & B --> <i>C"}), Mark(90, {"en": "Questions"})]

    track = track_of(marks, language="en", seconds=120)

    assert track.startswith(
        "WEBVTT\n\n00:00:00.000 --> 00:01:30.000\nA &amp; B --&gt; &lt;i&gt;C\n"
    )
    assert [(cue.start, cue.end) for cue in read_captions(track.encode()).cues] == [
        (0, 90),
        (90, 120),
    ]
    late = track_of(marks, language="en", seconds=60)
    assert [cue.end for cue in read_captions(late.encode()).cues] == [90, 91]
    unknown = track_of(marks, language="en", seconds=0)
    assert [cue.end for cue in read_captions(unknown.encode()).cues] == [90, 43200]


def test_a_change_of_a_title_or_a_time_is_seen() -> None:
    prints = {
        print_of([(0, BOTH)]),
        print_of([(1, BOTH)]),
        print_of([(0, {"en": "x"})]),
    }

    assert len(prints | {print_of([])}) == 4
    assert print_of([[0, dict(reversed(BOTH.items()))]]) in prints
