"""What a file is, told from its first bytes."""

import codecs

import pytest

from webinars.storage.rules import Kind, file_name, media_type_of

MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
"""128 kbit/s at 44.1 kHz: 417 bytes to the next frame."""


def ftyp(major: bytes, *compatible: bytes) -> bytes:
    brands = major + bytes(4) + b"".join(compatible)
    return (8 + len(brands)).to_bytes(4, "big") + b"ftyp" + brands + b"\0\0\0\x08free"


def ebml(doctype: bytes) -> bytes:
    inner = b"\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08"
    inner += b"\x42\x82" + bytes([0x80 | len(doctype)]) + doctype
    return b"\x1aE\xdf\xa3" + bytes([0x80 | len(inner)]) + inner


def ogg(packet: bytes) -> bytes:
    return b"OggS\0\x02" + bytes(20) + b"\x01\x13" + packet + bytes(20)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (ftyp(b"isom", b"isom", b"avc1"), Kind.MP4),
        (ftyp(b"mp42", b"mp41"), Kind.MP4),
        (ftyp(b"XAVC", b"iso2"), Kind.MP4),
        (ftyp(b"M4A ", b"mp42"), Kind.M4A),
        (ftyp(b"qt  "), Kind.MOV),
        (ebml(b"webm"), Kind.WEBM),
        (ebml(b"matroska"), Kind.MKV),
        (ogg(b"OpusHead"), Kind.OGG),
        (ogg(b"\x01vorbis"), Kind.OGG),
        (ogg(b"\x80theora"), Kind.OGV),
        (b"RIFF\x24\0\0\0WAVEfmt ", Kind.WAV),
        (b"ID3\x04\0\0\0\0\x02\x01" + bytes(300), Kind.MP3),
        (MP3_FRAME * 2, Kind.MP3),
        (MP3_FRAME[:100], Kind.MP3),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Kind.PNG),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Kind.JPEG),
        (b"PK\x03\x04\x14\0", Kind.ZIP),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nWelcome", Kind.VTT),
        (codecs.BOM_UTF8 + b"WEBVTT - floor language\r\n", Kind.VTT),
        (b"WEBVTT", Kind.VTT),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nWelcome\r\n", Kind.SRT),
        ("Prénom,Nom,État\nАнна,王,ԱՄ\n".encode(), Kind.TEXT),
        (codecs.BOM_UTF16_LE + "Name\tTime\n".encode("utf-16-le"), Kind.TEXT),
        (b"MZ,Mozambique\nAO,Angola\n", Kind.TEXT),
    ],
)
def test_the_content_tells_what_a_file_is(head: bytes, kind: Kind) -> None:
    assert media_type_of(head) is kind


@pytest.mark.parametrize(
    "head",
    [
        b"",
        bytes(100),
        b"GIF89a\x40\0\x30\0",
        ftyp(b"heic", b"mif1"),
        b"\0\0\0\x07ftypisom",
        ebml(b"other"),
        ogg(b"unknown!"),
        b"RIFF\x24\0\0\0AVI LIST",
        MP3_FRAME + b"no second frame here, so this was chance",
        b"WEBVTT\0",
        b"Name,Time\n\xff\xfe,latin\n",
        b"Name\0,Time\n",
        b"  <!doctype html><title>x</title>",
        codecs.BOM_UTF16_BE + "<html>".encode("utf-16-be"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?php echo 1;",
    ],
)
def test_what_has_no_known_signature_is_nothing(head: bytes) -> None:
    assert media_type_of(head) is None


def test_webvtt_needs_its_whole_word() -> None:
    assert media_type_of(b"WEBVTTX\n") is Kind.TEXT


def test_a_character_cut_by_the_end_of_the_head_is_still_text() -> None:
    assert media_type_of("é".encode() * 100 + b"\xc3") is Kind.TEXT


@pytest.mark.parametrize(
    ("said", "kind", "name"),
    [
        ("Webinar 3.mp4", Kind.MP4, "Webinar 3.mp4"),
        ("Webinar 3.M4V", Kind.MP4, "Webinar 3.M4V"),
        ("slides.exe", Kind.PDF, "slides.exe.pdf"),
        ("../../etc/passwd", Kind.TEXT, "passwd.txt"),
        ("C:\\Users\\amina\\talk.pptx", Kind.PPTX, "talk.pptx"),
        ("report.csv", Kind.TEXT, "report.csv"),
        ("ندوة.pdf", Kind.PDF, "ندوة.pdf"),
        ("fdp\u202egnp.exe", Kind.PNG, "fdpgnp.exe.png"),
        ('a"b\r\nSet-Cookie: x.vtt', Kind.VTT, "ab Set-Cookie x.vtt"),
        ("", Kind.WAV, "file.wav"),
        ("...", Kind.WAV, "file.wav"),
        ("x" * 300 + ".pdf", Kind.PDF, "x" * 120 + ".pdf"),
    ],
)
def test_a_file_is_shown_under_a_safe_name_that_ends_as_it_is(
    said: str, kind: Kind, name: str
) -> None:
    assert file_name(said, media_type=kind) == name
