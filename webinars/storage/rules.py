"""What a file is, by its content alone.

The name of a file and what its sender says of it are not asked. Each answer
rests on a signature that its own standard puts at a fixed place.
"""

import codecs
import re
from enum import StrEnum

from webinars.kernel.text import clean_line

HEAD = 4096
"""How many of a file's first bytes `media_type_of` wants to see."""


class Kind(StrEnum):
    """The media types that we hand out; there are no others."""

    MP4 = "video/mp4"
    MOV = "video/quicktime"
    M4A = "audio/mp4"
    WEBM = "video/webm"
    MKV = "video/x-matroska"
    MP3 = "audio/mpeg"
    OGG = "audio/ogg"
    OGV = "video/ogg"
    WAV = "audio/wav"
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODP = "application/vnd.oasis.opendocument.presentation"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ODT = "application/vnd.oasis.opendocument.text"
    VTT = "text/vtt"
    SRT = "application/x-subrip"
    TEXT = "text/plain"
    """Tables too (CSV): nothing in their bytes sets them apart for certain."""
    ZIP = "application/zip"
    """An archive whose names have not been looked at yet; never stored as such."""
    OCTETS = "application/octet-stream"
    """Bytes that we do not know: only where a caller asks to keep even those, as evidence."""


VIDEO = frozenset({Kind.MP4, Kind.MOV, Kind.WEBM, Kind.MKV, Kind.OGV})
AUDIO = frozenset({Kind.M4A, Kind.MP3, Kind.OGG, Kind.WAV})
SLIDES = frozenset({Kind.PDF, Kind.PPTX, Kind.ODP})
PICTURES = frozenset({Kind.PNG, Kind.JPEG})
CAPTIONS = frozenset({Kind.VTT, Kind.SRT})
TEXTUAL = CAPTIONS | {Kind.TEXT}
KNOWN = frozenset(Kind) - {Kind.ZIP, Kind.OCTETS}

ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.MP4: (".mp4", ".m4v"),
    Kind.MOV: (".mov",),
    Kind.M4A: (".m4a",),
    Kind.WEBM: (".webm",),
    Kind.MKV: (".mkv",),
    Kind.MP3: (".mp3",),
    Kind.OGG: (".ogg", ".opus", ".oga"),
    Kind.OGV: (".ogv",),
    Kind.WAV: (".wav",),
    Kind.PDF: (".pdf",),
    Kind.PNG: (".png",),
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.PPTX: (".pptx",),
    Kind.XLSX: (".xlsx",),
    Kind.DOCX: (".docx",),
    Kind.ODP: (".odp",),
    Kind.ODS: (".ods",),
    Kind.ODT: (".odt",),
    Kind.VTT: (".vtt",),
    Kind.SRT: (".srt",),
    Kind.TEXT: (".txt", ".csv", ".tsv"),
    Kind.OCTETS: (".bin",),
}

SIGNATURES = (
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"PK\x03\x04", Kind.ZIP),
)

BRANDS = {
    b"M4A ": Kind.M4A,
    b"M4B ": Kind.M4A,
    b"qt  ": Kind.MOV,
} | dict.fromkeys(
    (
        b"isom",
        b"iso2",
        b"iso4",
        b"iso5",
        b"iso6",
        b"mp41",
        b"mp42",
        b"avc1",
        b"dash",
        b"M4V ",
        b"MSNV",
    ),
    Kind.MP4,
)
"""Brands of ISO/IEC 14496-12 files, as registered at mp4ra.org."""

OGG_CODECS = {
    b"OpusHead": Kind.OGG,
    b"\x01vorbis": Kind.OGG,
    b"\x7fFLAC": Kind.OGG,
    b"Speex   ": Kind.OGG,
    b"\x80theora": Kind.OGV,
}

MATROSKA = re.compile(rb"\A\x1aE\xdf\xa3.{1,64}?\x42\x82.{1,8}?(webm|matroska)", re.DOTALL)
"""The EBML header with its DocType element (RFC 8794, section 11.2.4)."""

UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""Controls that no text holds: their presence means that the bytes are something else."""

WEBVTT = re.compile(r"WEBVTT(?:[ \t\r\n]|\Z)")
SUBRIP = re.compile(
    r"\s*(?:\d{1,6}\s*[\r\n]\s*)?(?:\d{1,3}:)?\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->\s*\d", re.ASCII
)
"""The number of the first caption may be missing, and a point may stand for the comma."""

MARKUP = re.compile(r"\s*<[A-Za-z!?/]")


def media_type_of(head: bytes) -> Kind | None:
    """Return what a file that begins with `head` is, or None if it is nothing we know.

    An office document answers `ZIP`: its names stand at the end of the file.
    """
    for begins, kind in SIGNATURES:
        if head.startswith(begins):
            return kind
    return _media(head) or _text(head)


def _media(head: bytes) -> Kind | None:
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if found := MATROSKA.match(head):
        return Kind.WEBM if found[1] == b"webm" else Kind.MKV
    if head.startswith(b"OggS\0"):
        return next((kind for mark, kind in OGG_CODECS.items() if mark in head[:64]), None)
    if head[:4] in {b"RIFF", b"RF64"} and head[8:12] == b"WAVE":
        return Kind.WAV
    return Kind.MP3 if _is_mp3(head) else None


def _iso_media(head: bytes) -> Kind | None:
    """Ask the major brand, then the compatible ones (ISO/IEC 14496-12, 4.3)."""
    length = int.from_bytes(head[:4], "big")
    if not 16 <= length <= 1024 or length % 4:
        return None
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(length, len(head)), 4))]
    return next((BRANDS[brand] for brand in brands if brand in BRANDS), None)


KBITS = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Rates of layer III in kbit/s: MPEG-1, then MPEG-2 and 2.5."""

HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _is_mp3(head: bytes) -> bool:
    """See whether there is an ID3 tag, or one frame of layer III and the next one after it."""
    if head.startswith(b"ID3"):
        return len(head) >= 10 and head[3] in {2, 3, 4} and max(head[6:10]) < 0x80
    length = _mp3_frame(head)
    return bool(length) and (len(head) <= length or _mp3_frame(head[length:]) > 0)


def _mp3_frame(data: bytes) -> int:
    """Return the length in bytes of the MPEG layer III frame at the start of `data`, or 0."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2:
        return 0
    version, rate, hertz = data[1] >> 3 & 3, data[2] >> 4, data[2] >> 2 & 3
    if version == 1 or rate in {0, 15} or hertz == 3:
        return 0
    first = version == 3
    bits = KBITS[1 if first else 2][rate - 1] * 1000
    return (144 if first else 72) * bits // HERTZ[version][hertz] + (data[2] >> 1 & 1)


def decoder_for(head: bytes) -> codecs.IncrementalDecoder:
    """Return a decoder of UTF-16 where its mark stands at the start, else of UTF-8."""
    marked = head[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    return codecs.getincrementaldecoder("utf-16" if marked else "utf-8-sig")()


def as_text(head: bytes) -> str | None:
    """Return `head` read as text, without a last character cut in two, or None if it is no text."""
    try:
        text = decoder_for(head).decode(head)
    except UnicodeDecodeError:
        return None
    return text if text and not UNSEEN.search(text) else None


def is_old_subrip(head: bytes) -> bool:
    """Say whether these are captions in an encoding of one byte a letter, or of GB 18030."""
    text = head.decode("latin-1")
    return SUBRIP.match(text) is not None and not UNSEEN.search(text)


def _text(head: bytes) -> Kind | None:
    text = as_text(head)
    if text is None:
        return Kind.SRT if is_old_subrip(head) else None
    if MARKUP.match(text):
        return None
    if WEBVTT.match(text):
        return Kind.VTT
    return Kind.SRT if SUBRIP.match(text) else Kind.TEXT


def file_name(said: str, *, media_type: str) -> str:
    r"""Return the name under which a file is shown and offered for download.

    `said` is what the sender called it: the last part of a path counts (`/` or
    `\`), without controls, and it ends as its content demands.
    """
    last = re.split(r"[/\\]", said)[-1]
    name = re.sub(r'[<>:"|?*\x00-\x1f]', "", clean_line(last)).strip(". ")[:120] or "file"
    endings = ENDINGS[Kind(media_type)]
    return name if name.lower().endswith(endings) else name + endings[0]
