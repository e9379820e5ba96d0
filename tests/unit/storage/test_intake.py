"""Which files are let in, and the sentence for those that are not."""

import io
import random
import zipfile
import zlib
from collections.abc import Container

import pytest

from webinars.kernel.refusals import BadInput
from webinars.storage.rules import KNOWN, VIDEO, Kind
from webinars.storage.store.intake import (
    CaptionsEncoding,
    Damaged,
    Disguise,
    Macros,
    Program,
    UnknownKind,
    WebPage,
    WrongKind,
    judge,
)

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
MP4 = b"\0\0\0\x18ftypisom\0\0\x02\0isommp42\0\0\0\x08free"
TYPES = "[Content_Types].xml"
EVIDENCE = KNOWN | {Kind.OCTETS}


def judged(data: bytes, *, accept: Container[str] | None = None) -> Kind:
    return judge(io.BytesIO(data), accept=accept)


def zipped(**members: str) -> bytes:
    """Return a ZIP of `members`; `__` in a name stands for a slash."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def office(part: str, *others: str) -> bytes:
    return zipped(**dict.fromkeys((TYPES, part, *others), "<x/>"))


def png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + crc

    size = b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (office("ppt/presentation.xml"), Kind.PPTX),
        (office("xl/workbook.xml"), Kind.XLSX),
        (office("word/document.xml"), Kind.DOCX),
        (zipped(mimetype=Kind.ODP.value, content__xml="<x/>"), Kind.ODP),
        (png(), Kind.PNG),
        (PDF, Kind.PDF),
        (MP4, Kind.MP4),
        (b"MZ,Mozambique,<script>alert(1)</script>\n", Kind.TEXT),
    ],
)
def test_an_honest_file_is_let_in_as_what_it_is(data: bytes, kind: Kind) -> None:
    assert judged(data) is kind


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01" + bytes(60),
        b"MZ\x90\0\x03\0\0\0" + bytes(60),
        b"\xca\xfe\xba\xbe\0\0\0\x34",
        b"\0asm\x01\0\0\0",
        b"#!/bin/sh\nrm -rf /\n",
    ],
)
def test_a_program_is_refused_even_as_evidence(data: bytes) -> None:
    with pytest.raises(Program):
        judged(data, accept=EVIDENCE)


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><p>hello",
        b"\xef\xbb\xbf\n <html lang=en>",
        b"<?xml version='1.0'?><svg onload='alert(1)'/>",
        b"\xff\xfe" + "<table><tr>".encode("utf-16-le"),
    ],
)
def test_a_web_page_is_refused_whatever_it_is_called(data: bytes) -> None:
    with pytest.raises(WebPage):
        judged(data, accept=EVIDENCE)


@pytest.mark.parametrize(
    "data",
    [
        b"harmless text\n" + PDF,
        MP4 + bytes(900) + PDF,
        PDF + office("word/document.xml"),
        png() + office("ppt/presentation.xml"),
        b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(50) + b"\xff\xd9" + zipped(a="b") + bytes(30),
        MP4 + zipped(META__INF="jar"),
        b"Name,Time\n" + zipped(a="b"),
        png() + b"<script>alert(1)</script>",
        zipped(a="b") + office("ppt/presentation.xml"),
    ],
    ids=[
        *("text-pdf", "video-pdf", "pdf-zip", "png-zip", "jpeg-zip-padding"),
        *("video-jar", "text-zip", "png-script", "zip-zip"),
    ],
)
def test_a_file_that_reads_in_two_ways_is_refused(data: bytes) -> None:
    with pytest.raises(Disguise):
        judged(data, accept=EVIDENCE)


@pytest.mark.parametrize("name", ["ppt__vbaProject.bin", "Basic__Standard__Module1.xml"])
def test_a_document_with_macros_is_refused(name: str) -> None:
    with pytest.raises(Macros):
        judged(office("ppt/presentation.xml", name.replace("__", "/")))


@pytest.mark.parametrize(
    "data",
    [
        office("ppt/presentation.xml")[:-60],
        office("ppt/presentation.xml")[:-22],
        png()[:-5],
    ],
    ids=["cut-zip", "zip-without-end", "cut-png"],
)
def test_half_a_file_is_refused_as_damaged(data: bytes) -> None:
    with pytest.raises(Damaged):
        judged(data)


@pytest.mark.parametrize(
    "data",
    [
        bytes(100),
        zipped(readme="just an archive"),
        office("ppt/unknown.xml"),
        zipped(mimetype="application/epub+zip"),
        b"Name,Time\n" * 1000 + b"A\0B,1\n",
        b"Name,Time\n" * 1000 + b"\xe9t\xe9,1\n",
    ],
)
def test_what_we_do_not_know_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownKind):
        judged(data)


def test_bytes_that_we_do_not_know_may_be_kept_as_evidence() -> None:
    torn = b"Name,Time\n" * 1000 + b"A\0B,1\n"

    assert judged(torn, accept=EVIDENCE) is Kind.OCTETS


def test_a_list_of_names_too_long_to_read_is_not_read() -> None:
    crowd = office("ppt/presentation.xml", *(f"ppt/{n}" for n in range(10_001)))

    with pytest.raises(UnknownKind):
        judged(crowd)


def test_a_known_file_in_the_wrong_place_is_refused_by_its_name() -> None:
    with pytest.raises(WrongKind) as refusal:
        judged(PDF, accept=VIDEO)

    assert "application/pdf" in str(refusal.value)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe" + "WEBVTT\n\n".encode("utf-16-le"),
        b"WEBVTT\n\n" + b"x" * 5000 + b"\xe9t\xe9\n",
    ],
    ids=["utf-16", "latin-1-late"],
)
def test_captions_that_are_not_in_utf_8_are_refused_with_the_cure(data: bytes) -> None:
    with pytest.raises(CaptionsEncoding):
        judged(data)


def test_a_zip_end_that_stands_in_a_recording_by_chance_does_no_harm() -> None:
    chance = MP4 + b"\x9d\x01" * 250 + b"PK\x05\x06" + b"\x51" * 40

    assert judged(chance) is Kind.MP4


@pytest.mark.fuzz
def test_no_bytes_at_all_make_the_judge_stumble() -> None:
    dice = random.Random(20261123)  # noqa: S311  (repeatable, not secret)
    documents = [office("ppt/presentation.xml"), zipped(mimetype=Kind.ODP.value)]
    seeds = [*documents, *documents, PDF, MP4, png(), b"WEBVTT\n\n", b"MZ\0\0", b"ID3\x04"]
    for _ in range(20_000):
        data = bytearray(dice.choice(seeds) + dice.randbytes(dice.randrange(40)))
        for _ in range(dice.randrange(6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            kind = judged(bytes(data))
        except BadInput:
            continue
        assert kind in KNOWN
