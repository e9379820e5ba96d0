"""Recordings for tests: real files, made by ffmpeg where it is found, else by hand."""

import functools
import io
import shutil
import struct
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from tests.factories.programme import NOON, make_sitting, make_webinar
from webinars.database import Db
from webinars.programme.models import Promise, PromisedPart, Sitting
from webinars.recordings.imports import take
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.recordings.operations import add_asset, publish
from webinars.recordings.operations.adding import Said
from webinars.storage.store import Store

SLIDES = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

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
    "mp4": ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart"],
    "webm": ["-c:v", "libvpx", "-b:v", "80k", "-c:a", "libopus"],
    "ogg": ["-vn", "-c:a", "libopus"],
    "mp3": ["-vn", "-c:a", "libmp3lame"],
}


@functools.cache
def filmed(form: str = "mp4", *, seconds: int = 3) -> bytes | None:
    """Return a test card with a tone, or None where there is no ffmpeg."""
    if shutil.which("ffmpeg") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"card.{form}"
        picture = f"testsrc=size=320x180:rate=10:duration={seconds}"
        tone = f"sine=frequency=440:duration={seconds}"
        inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone]
        subprocess.run(
            ["ffmpeg", "-hide_banner", "-loglevel", "error", *inputs, *CODECS[form], str(made)],
            check=True,
        )
        return made.read_bytes()


def film() -> bytes:
    """Return a real MP4 of three seconds, or one with nothing but its containers."""
    return filmed() or bare_mp4(seconds=3)


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
    db: Db, store: Store, *, sitting: Sitting | None = None, now: datetime = NOON
) -> Recording:
    """Return a public recording: film, checked English captions, slides in English."""
    held = sitting or make_held_sitting(db)
    film_row = make_asset(db, store, sitting=held)
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
