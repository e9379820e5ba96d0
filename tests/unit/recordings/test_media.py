"""How long a recording plays, and whether its end is there, from its container."""

import io
import struct

import pytest

from tests.factories.recordings import bare_mp4, box, filmed
from webinars.recordings.imports.media import CutShort, Unfinished, playing_time
from webinars.storage.rules import Kind

KINDS = {"mp4": Kind.MP4, "webm": Kind.WEBM, "ogg": Kind.OGG, "mp3": Kind.MP3}


def length(data: bytes, kind: Kind = Kind.MP4) -> int | None:
    return playing_time(io.BytesIO(data), kind)


@pytest.mark.parametrize("form", KINDS)
def test_a_real_file_says_how_long_it_plays(form: str) -> None:
    data = filmed(form)

    found = length(data, KINDS[form])

    assert found in {3, 4}  # codecs fill their last frame


@pytest.mark.parametrize("index_last", [False, True])
def test_ten_hours_are_ten_hours(*, index_last: bool) -> None:
    assert length(bare_mp4(seconds=36_000, index_last=index_last)) == 36_000


def test_lengths_in_sixty_four_bits_are_read() -> None:
    header = b"\1" + bytes(19) + struct.pack(">LQ", 1000, 7_000_000) + bytes(80)
    large = struct.pack(">L4sQ", 1, b"mdat", 16 + 500) + bytes(500)

    assert length(box(b"ftyp", b"isom") + large + box(b"moov", box(b"mvhd", header))) == 7000


@pytest.mark.parametrize("missing", [1, 7, 100, 30_000])
@pytest.mark.parametrize("index_last", [False, True])
def test_an_mp4_that_was_cut_is_found_out(missing: int, *, index_last: bool) -> None:
    with pytest.raises((CutShort, Unfinished)):
        length(bare_mp4(index_last=index_last)[:-missing])


def test_a_webm_that_was_cut_is_found_out() -> None:
    data = filmed("webm")

    with pytest.raises(CutShort):
        length(data[:-100], Kind.WEBM)


def test_an_mp4_without_index_was_never_finished() -> None:
    with pytest.raises(Unfinished):
        length(box(b"ftyp", b"isom") + box(b"mdat", bytes(999)))


@pytest.mark.parametrize(
    "data", [b"", b"\0", bytes(16), b"\xff" * 64, box(b"ftyp", b"") + b"\0\0\0\4moov"]
)
def test_nonsense_is_refused_and_not_followed(data: bytes) -> None:
    with pytest.raises((CutShort, Unfinished)):
        length(data)


@pytest.mark.parametrize("data", [b"", bytes(64), b"\xff" * 64, b"\x1aE\xdf\xa3\x80"])
def test_nonsense_of_another_kind_is_refused_too(data: bytes) -> None:
    with pytest.raises(CutShort):
        length(data, Kind.WEBM)


def test_sound_of_one_rate_is_as_long_as_its_bytes_say() -> None:
    frame = b"\xff\xfb\x90\x00" + bytes(413)  # 128 kbit/s at 44,100 Hz
    tag = b"ID3\4\0\0\0\0\1\x48" + bytes(200)

    assert length(tag + frame * 383, Kind.MP3) == 10  # 383 × 417 × 8 / 128,000 = 9.98
    assert length(frame, Kind.MP3) == 1


def test_sound_that_does_not_say_its_length_has_none() -> None:
    assert length(b"OggS\0" + bytes(90), Kind.OGG) is None
    assert length(b"ID3\4" + bytes(90), Kind.MP3) is None
