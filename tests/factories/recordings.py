"""Recordings for tests: real files, and some that are made by hand to be odd."""

import functools
import io
import struct
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import av

from tests.factories.programme import NOON, make_sitting, make_webinar
from webinars.database import Db
from webinars.programme.models import Promise, PromisedPart, Sitting
from webinars.recordings.imports import take
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.recordings.operations import add_asset, publish
from webinars.recordings.operations.adding import Said
from webinars.storage.store import Store

SLIDES = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def slides_of(*pages: str) -> bytes:
    """Return a real PDF with a line of text on each page, twice as wide as tall."""
    contents = [f"BT /F1 36 Tf 60 300 Td ({words}) Tj ET" for words in pages]
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for place, content in enumerate(contents):
        box = "/MediaBox[0 0 810 405]/Resources<</Font<</F1 3 0 R>>>>"
        objects += [
            f"<</Type/Page/Parent 2 0 R{box}/Contents {5 + 2 * place} 0 R>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
        ]
    return _pdf(objects)


def _pdf(objects: Sequence[str]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj{one}endobj\n".encode()
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count, table = len(objects) + 1, len(data)
    data += f"xref\n0 {count}\n0000000000 65535 f \n{rows}".encode()
    return data + f"trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()


ENGLISH = """WEBVTT

00:00.000 --> 00:01.000
<v Moderator>Good morning, good afternoon, good evening.

00:01.000 --> 00:02.000
<v Amina Mfano>We asked for a database.

00:02.000 --> 00:03.000
What we needed was for two registers to agree.
"""

ARABIC = """WEBVTT

00:00.000 --> 00:01.500
<v المنسق>صباح الخير

00:01.500 --> 00:03.000
<v أمينة مفانو>طلبنا قاعدة بيانات
"""

CODECS = {
    "mp4": ("libx264", "aac"),
    "webm": ("libvpx", "libopus"),
    "ogg": ("", "libopus"),
    "mp3": ("", "libmp3lame"),
}


@functools.cache
def filmed(
    form: str = "mp4",
    *,
    seconds: int = 3,
    size: tuple[int, int] = (320, 180),
    rate: int = 10,
    bits: int = 400_000,
) -> bytes:
    """Return a test card with a tone, as a camera would have made it.

    Args:
        rate: pictures a second.
        bits: a second of the pictures; more than a test card needs are used up by grain.
    """
    pictures, sounds = CODECS[form]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"card.{form}"
        with av.open(str(made), "w", options=FASTSTART if form == "mp4" else {}) as out:
            streams: list[Any] = [out.add_stream(sounds, rate=48_000)]
            if pictures:
                streams.insert(0, out.add_stream(pictures, rate=rate))
                streams[0].width, streams[0].height = size
                streams[0].pix_fmt, streams[0].bit_rate = "yuv420p", bits
                streams[0].options = {"preset": "ultrafast"} if bits > 400_000 else {}
            for stream in streams:
                _encode(out, stream, _frames(stream, seconds, size, rate, grain=bits > 400_000))
        return made.read_bytes()


FASTSTART = {"movflags": "+faststart"}


def _frames(
    stream: av.VideoStream | av.AudioStream,
    seconds: int,
    size: tuple[int, int],
    rate: int,
    *,
    grain: bool,
) -> Iterator[Any]:
    graph = av.filter.Graph()
    if stream.type == "video":
        card = f"size={size[0]}x{size[1]}:rate={rate}:duration={seconds}"
        source, sink = graph.add("testsrc", card), graph.add("buffersink")
        if grain:
            source.link_to(noise := graph.add("noise", "alls=30:allf=t"))
            source = noise
    else:
        tone = f"frequency=440:sample_rate=48000:duration={seconds}"
        source, sink = graph.add("sine", tone), graph.add("abuffersink")
    source.link_to(sink)
    graph.configure()
    with suppress(av.EOFError):
        while True:
            frame: Any = sink.pull()
            yield frame.reformat(format="yuv420p") if stream.type == "video" else frame


def _encode(
    out: av.container.OutputContainer,
    stream: av.VideoStream | av.AudioStream,
    frames: Iterator[Any],
) -> None:
    for frame in frames:
        if stream.type == "video":
            frame.pict_type = 0
        out.mux(stream.encode(frame))
    out.mux(stream.encode())


def film() -> bytes:
    """Return a real MP4 of three seconds."""
    return filmed()


def box(kind: bytes, content: bytes) -> bytes:
    """Return a box of ISO/IEC 14496-12."""
    return struct.pack(">L4s", 8 + len(content), kind) + content


def bare_mp4(*, seconds: int = 3, media: int = 40_000, index_last: bool = False) -> bytes:
    """Return the containers of an MP4: type, index with its length, and bytes of no picture."""
    header = bytes(12) + struct.pack(">LL", 1000, seconds * 1000) + bytes(80)
    index, data = (
        box(b"moov", box(b"mvhd", header)),
        box(b"mdat", bytes(range(250)) * (media // 250)),
    )
    rest = data + index if index_last else index + data
    return box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41") + rest


def make_held_sitting(db: Db, *, floor: tuple[str, ...] = (), **over: object) -> Sitting:
    """Return a sitting of an announced webinar, with languages promised for the floor."""
    webinar = make_webinar(db, sittings=0)
    for language in floor:
        row = Promise(part=PromisedPart.FLOOR, language=language, promised_at=NOON)
        webinar.promises.append(row)
    return make_sitting(db, webinar=webinar, **over)  # type: ignore[arg-type]


def make_asset(
    db: Db,
    store: Store,
    *,
    sitting: Sitting,
    data: bytes | None = None,
    kind: AssetKind = AssetKind.ORIGINAL,
    language: str = "",
    review: Review | None = None,
    name: str = "sitting.mp4",
    now: datetime = NOON,
) -> Asset:
    """Keep a file the way the page does; checked captions are checked by Salma Mithal."""
    content = io.BytesIO(film() if data is None else data)
    taken = take(store, content, name=name, kind=kind)
    return add_asset(
        db,
        sitting=sitting,
        taken=taken,
        said=Said(kind, language, review, "Salma Mithal" if review is Review.VERIFIED else ""),
        by="test",
        now=now,
    )


def make_captions(
    db: Db,
    store: Store,
    *,
    sitting: Sitting,
    language: str = "en",
    review: Review = Review.VERIFIED,
    data: str = ENGLISH,
) -> Asset:
    return make_asset(
        db,
        store,
        sitting=sitting,
        data=data.encode(),
        kind=AssetKind.CAPTIONS,
        language=language,
        review=review,
        name=f"{language}.vtt",
    )


def make_public(
    db: Db,
    store: Store,
    *,
    sitting: Sitting | None = None,
    film: Asset | None = None,
    now: datetime = NOON,
) -> Recording:
    """Return a public recording: film, checked English captions, slides in English."""
    held = sitting or make_held_sitting(db)
    film_row = film or make_asset(db, store, sitting=held)
    make_captions(db, store, sitting=held)
    make_asset(
        db,
        store,
        sitting=held,
        data=SLIDES,
        kind=AssetKind.SLIDES,
        language="en",
        name="slides.pdf",
    )
    publish(db, recording=film_row.recording, reason="", by="test", now=now)
    return film_row.recording
