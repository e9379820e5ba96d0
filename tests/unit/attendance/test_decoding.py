"""Bytes of any kind become clean text, or a refusal that says what to do."""

import codecs
import io
import zipfile

import pytest

from webinars.attendance.imports.decoding import Limits, text_of
from webinars.attendance.imports.records import Outcome, Unreadable

PLAIN = "Attended,Join Time,Leave Time\r\nYes,2026-05-12 09:00,2026-05-12 10:00\r\n"
NAMES = "Salma سلمى,李示例,Пётр"


def refusal_of(raw: bytes, limits: Limits | None = None) -> tuple[Outcome, str]:
    with pytest.raises(Unreadable) as caught:
        text_of(raw, limits=limits or Limits())
    sentence = caught.value.sentence
    return caught.value.outcome, sentence.message % {**sentence.values, "file": "report.csv"}


def zipped(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, "content")
    return held.getvalue()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_marked_text_is_read_whole(mark: bytes, encoding: str) -> None:
    text = text_of(mark + (PLAIN + NAMES).encode(encoding))

    assert (text.content, text.resaved) == (PLAIN + NAMES, False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_without_a_mark(encoding: str) -> None:
    text = text_of((PLAIN + NAMES).encode(encoding))

    assert (text.content, text.encoding) == (PLAIN + NAMES, encoding)


def test_a_few_nul_bytes_do_not_make_utf_16_and_go() -> None:
    raw = PLAIN.encode().replace(b"Yes", b"Y\0e\0s\0")

    assert text_of(raw).content == PLAIN


def test_a_text_of_western_europe_is_read_and_flagged() -> None:
    text = text_of("Renée Exemple, 100 m³, ¿José?".encode("cp1252"))

    assert (text.content, text.encoding, text.resaved) == (
        "Renée Exemple, 100 m³, ¿José?",
        "cp1252",
        True,
    )


def test_a_text_of_central_europe_is_told_by_its_letters() -> None:
    text = text_of("Michał Wałęsa, Żaneta".encode("cp1250"))

    assert (text.content, text.encoding) == ("Michał Wałęsa, Żaneta", "cp1250")


def test_odd_spaces_become_spaces_and_invisible_marks_go() -> None:
    raw = "9:00\u202fAM,\u200eSalma\u200f,\ufeff1\u00a0000".encode()

    assert text_of(raw).content == "9:00 AM,Salma,1 000"


def test_a_guarded_cell_may_hold_a_comma() -> None:
    assert text_of(b'a,="Feb 03, 2025 9:00 PM",="x ""y"""\n').content == (
        'a,"Feb 03, 2025 9:00 PM","x ""y"""\n'
    )


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "holds nothing"),
        (b"\xef\xbb\xbf \r\n\t", "holds nothing"),
        (b"\n <HTML><table>", "web page"),
        ("<!DOCTYPE html>".encode("utf-16"), "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel"),
        (zipped("report.csv"), "compressed"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"%PDF-1.7", "not a text"),
        (b"\x81\x8d\x88\x90 neither code page has these", "not a text"),
        (codecs.BOM_UTF16_LE + b"a\0b", "damaged"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\0", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(raw: bytes, words: str) -> None:
    outcome, sentence = refusal_of(raw)

    assert outcome is Outcome.WRONG_SHAPE
    assert words in sentence


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04\x14\x00\x01\x00" + bytes(40),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        b"-----BEGIN PGP MESSAGE-----\n",
    ],
)
def test_a_protected_file_is_told_apart(raw: bytes) -> None:
    assert refusal_of(raw)[0] is Outcome.ENCRYPTED


def test_a_file_over_the_limit_is_not_even_looked_at() -> None:
    outcome, sentence = refusal_of(b"PK" + bytes(1 << 20), Limits(megabytes=1))

    assert outcome is Outcome.TOO_BIG
    assert "1 MB" in sentence
