"""How long a recording plays, and whether it is all there, from its container alone.

No decoder is asked. An MP4 or WebM states its own length in bytes, so one that
was cut is found out; MP3 and Ogg are chains without an end, so theirs is not.
"""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_
from webinars.storage.rules import HERTZ, KBITS, Kind

OGG_TAIL = 131_072
"""A page of Ogg has at most 65,307 bytes (RFC 3533), so two thirds of this hold the last one."""


class CutShort(BadInput):
    message = N_("This recording is not complete: its end is missing. Send the whole file again.")


class Unfinished(BadInput):
    message = N_(
        "This recording has no index, so that no program can play it. The recorder did not finish:"
        " save or export it again."
    )


def playing_time(file: BinaryIO, kind: Kind) -> int | None:
    """Return the length in whole seconds, or None where the container does not say it.

    Raises:
        CutShort: the container says that more bytes should follow.
        Unfinished: an MP4 without its index.
    """
    readers = {
        Kind.MP4: _mp4,
        Kind.M4A: _mp4,
        Kind.WEBM: _webm,
        Kind.OGG: _ogg,
        Kind.MP3: _mp3,
    }
    reader = readers.get(kind)
    return reader(file) if reader else None


Box = tuple[bytes, int, int]
"""Its kind, and where its content begins and ends."""


def _mp4(file: BinaryIO) -> int | None:
    """Walk the boxes (ISO/IEC 14496-12, 4.2); the film's header tells the length (8.2.2)."""
    size = file.seek(0, os.SEEK_END)
    boxes = {kind: (start, end) for kind, start, end in _boxes(file, 0, size)}
    if b"moov" not in boxes:
        raise Unfinished
    if not boxes.keys() & {b"mdat", b"moof"}:
        raise CutShort
    inner = {kind: start for kind, start, _ in _boxes(file, *boxes[b"moov"])}
    return _film_seconds(file, inner[b"mvhd"]) if b"mvhd" in inner else None


def _boxes(file: BinaryIO, at: int, end: int) -> Iterator[Box]:
    while at < end:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            raise CutShort
        length, skip = int.from_bytes(head[:4], "big"), 8
        if length == 1:
            length, skip = int.from_bytes(head[8:16], "big"), 16
        elif length == 0:
            length = end - at  # to the end of the file
        if length < skip or at + length > end:
            raise CutShort
        yield head[4:8], at + skip, at + length
        at += length


def _film_seconds(file: BinaryIO, at: int) -> int | None:
    file.seek(at)
    head = file.read(32)
    if len(head) < 32:
        raise CutShort
    scale, length = (
        struct.unpack(">LQ", head[20:32]) if head[0] else struct.unpack(">LL", head[12:20])
    )
    unknown = 0xFFFFFFFFFFFFFFFF if head[0] else 0xFFFFFFFF
    return None if not scale or length in {0, unknown} else -(-length // scale)


SEGMENT, INFO, CLUSTER = 0x18538067, 0x1549A966, 0x1F43B675
SCALE, DURATION = 0x2AD7B1, 0x4489


def _webm(file: BinaryIO) -> int | None:
    """Find the segment's information (RFC 9559, 5.1.2) before the first cluster."""
    size = file.seek(0, os.SEEK_END)
    for name, start, end in _elements(file, 0, size):
        if name == SEGMENT:
            return _segment_seconds(file, start, end)
    raise CutShort


def _segment_seconds(file: BinaryIO, start: int, end: int) -> int | None:
    for name, begin, finish in _elements(file, start, end):
        if name == INFO:
            return _info_seconds(file, begin, finish)
        if name == CLUSTER:
            break
    return None


def _info_seconds(file: BinaryIO, start: int, end: int) -> int | None:
    scale, length = 1_000_000, 0.0
    for name, begin, finish in _elements(file, start, end):
        file.seek(begin)
        data = file.read(min(finish - begin, 8))
        if name == SCALE:
            scale = int.from_bytes(data, "big")
        elif name == DURATION and len(data) in {4, 8}:
            (length,) = struct.unpack(">f" if len(data) == 4 else ">d", data)
    return -int(-length * scale // 1_000_000_000) or None


def _elements(file: BinaryIO, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield each element's id, and where its content begins and ends (RFC 8794, 4 to 6)."""
    while at < end:
        file.seek(at)
        head = file.read(12)
        width = _width(head[:1])
        if not width or len(head) <= width:
            raise CutShort
        wide = _width(head[width : width + 1])
        first = at + width + wide
        length = int.from_bytes(head[width : width + wide], "big") & ((1 << 7 * wide) - 1)
        if length == (1 << 7 * wide) - 1:
            length = end - first  # unknown: as a live recorder leaves it
        if not wide or first + length > end:
            raise CutShort
        yield int.from_bytes(head[:width], "big"), first, first + length
        at = first + length


def _width(first: bytes) -> int:
    """Return how many bytes an id or size takes that begins with `first`; 0 if none can."""
    return 9 - first[0].bit_length() if first and first[0] else 0


def _ogg(file: BinaryIO) -> int | None:
    """Divide the last page's position by the rate of the sound (RFC 7845, 4; Vorbis I, A.2)."""
    file.seek(0)
    head = file.read(256)
    file.seek(max(0, file.seek(0, os.SEEK_END) - OGG_TAIL))
    tail = file.read(OGG_TAIL)
    last = tail.rfind(b"OggS\0")
    rate = _ogg_rate(head)
    if not rate or last < 0 or len(tail) < last + 14:
        return None
    samples = int.from_bytes(tail[last + 6 : last + 14], "little", signed=True)
    return -(-samples // rate) if samples > 0 else None


def _ogg_rate(head: bytes) -> int:
    if b"OpusHead" in head:
        return 48_000
    at = head.find(b"\x01vorbis")
    return int.from_bytes(head[at + 12 : at + 16], "little") if at >= 0 else 0


def _mp3(file: BinaryIO) -> int | None:
    """Ask the encoder's count of frames where there is one, else the rate of the first frame."""
    size = file.seek(0, os.SEEK_END)
    at = _after_tag(file)
    file.seek(at)
    head = file.read(256)
    found = _mp3_rates(head)
    if found is None:
        return None
    samples, hertz, bits = found
    mark = max(head.find(b"Xing"), head.find(b"Info"))
    if mark >= 0 and head[mark + 7] & 1:
        frames = int.from_bytes(head[mark + 8 : mark + 12], "big")
        return -(-frames * samples // hertz)
    return -(-(size - at) * 8 // bits)


def _after_tag(file: BinaryIO) -> int:
    """Return where the sound begins: after an ID3 tag, whose size has seven bits a byte."""
    file.seek(0)
    head = file.read(10)
    if len(head) < 10 or not head.startswith(b"ID3"):
        return 0
    return 10 + sum(byte << 7 * place for place, byte in enumerate(reversed(head[6:10])))


def _mp3_rates(head: bytes) -> tuple[int, int, int] | None:
    """Return samples a frame, samples a second and bits a second (ISO/IEC 11172-3, 2.4.2.3)."""
    if len(head) < 128 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, rate, hertz = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate in {0, 15} or hertz == 3:
        return None
    first = version == 3
    bits = KBITS[1 if first else 2][rate - 1] * 1000
    return 1152 if first else 576, HERTZ[version][hertz], bits
