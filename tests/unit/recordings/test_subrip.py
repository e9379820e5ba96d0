"""SubRip, as programs really write it, becomes WebVTT; what cannot be read is refused."""

import codecs

import pytest

from webinars.recordings.imports.subrip import converted
from webinars.recordings.imports.webvtt import BadCaptions, read_captions
from webinars.recordings.rules import Cue
from webinars.storage.rules import Kind, media_type_of

PLAIN = """1
00:00:01,000 --> 00:00:02,500
Good morning

2
00:00:02,500 --> 01:00:04,000
Tom & Ana said:
1 < 2
"""

WANTED = """WEBVTT

00:00:01.000 --> 00:00:02.500
Good morning

00:00:02.500 --> 01:00:04.000
Tom &amp; Ana said:
1 &lt; 2
"""


def told(data: str) -> str:
    with pytest.raises(BadCaptions) as refusal:
        converted(data.encode())
    return str(refusal.value)


def test_captions_become_webvtt_and_say_the_same() -> None:
    made = converted(PLAIN.encode())

    assert made.decode() == WANTED
    assert read_captions(made).cues[1] == Cue(2.5, 3604.0, "Tom & Ana said: 1 < 2")


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        codecs.BOM_UTF8 + PLAIN.encode(),
        codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.replace(",", ".").encode(),
        PLAIN.replace(",500", ",5").encode(),
        PLAIN.replace("1\n00", "00").replace("2\n00", "00").encode(),
        PLAIN.replace("\n\n2", "\n2").encode(),
        PLAIN.replace(" --> ", "-->").encode(),
        PLAIN.replace(",500 -->", ",500  -->")
        .replace("02,500\nG", "02,500  X1:1 Y2:30\nG")
        .encode(),
        ("\n\n" + PLAIN + "\n\n\n").encode(),
        PLAIN.replace("Good", '<font color="#fff">Good</font>').encode(),
        PLAIN.replace("Good", "{\\an8}Good").encode(),
    ],
)
def test_whatever_program_wrote_them_they_are_read_alike(data: bytes) -> None:
    assert media_type_of(data) is Kind.SRT
    assert converted(data).decode() == WANTED


@pytest.mark.parametrize(
    ("language", "encoding", "words"),
    [
        ("fr", "cp1252", "Les États ont déjà répondu"),
        ("es", "cp1252", "¿Qué mostró la evaluación?"),
        ("ar", "cp1256", "صباح الخير"),
        ("ru", "cp1251", "Доброе утро"),
        ("zh", "gb18030", "早上好"),
    ],
)
def test_old_encodings_are_told_by_the_language(language: str, encoding: str, words: str) -> None:
    data = PLAIN.replace("Good morning", words).encode(encoding)

    assert media_type_of(data) is Kind.SRT
    assert read_captions(converted(data, language=language)).cues[0].text == words


def test_bold_italic_and_underlined_stay() -> None:
    made = converted(PLAIN.replace("Good", "<i>Good</i> <b>&amp;</b>").encode())

    assert "<i>Good</i> <b>&amp;</b> morning" in made.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("1\n00:00:02,000 --> 00:00:01,000\nHi\n", "Line 2: the caption ends before it begins"),
        ("1\n00:00:02,000 --> 00:00:02,000\nHi\n", "Line 2: the caption ends before it begins"),
        (
            PLAIN + "\n3\n00:00:00,500 --> 00:00:09,000\nEarlier\n",
            "Line 11: the caption begins before the one above it",
        ),
        ("1\n00:00:01,000 --> 00:00:02,000\n<script>x</script>\n", "Line 3: “<script” is no tag"),
        ("1\n00:00:01,000 --> 00:00:02,000\nfine\n<img src=x>\n", "Line 4: “<img src=x” is no tag"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHi\n\nleft over\n", "Line 5: times are missing here"),
        ("Hi\n1\n00:00:01,000 --> 00:00:02,000\n", "Line 1: times are missing here"),
        ("1\n00:00:01,000 --> \nHi\n", "Line 1: times are missing here"),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n", "There is not one caption"),
        ("", "There is not one caption"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(data: str, sentence: str) -> None:
    assert sentence in told(data)


def test_bytes_of_no_encoding_are_refused() -> None:
    data = PLAIN.encode().replace(b"Good", b"G\x81\x8d")

    with pytest.raises(BadCaptions, match="Line 3: this is not UTF-8"):
        converted(data)
