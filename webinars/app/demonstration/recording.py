"""The recording of the first webinar: a test card, and what fictitious people said over it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from webinars.database import Db
from webinars.programme.models import Webinar
from webinars.recordings.imports import take
from webinars.recordings.models import AssetKind, Review
from webinars.recordings.operations import add_asset, publish
from webinars.recordings.operations.adding import Said
from webinars.recordings.operations.lessons import set_lessons
from webinars.recordings.operations.slides import set_turns
from webinars.recordings.rules.slides import Turn
from webinars.recordings.rules.written import print_of
from webinars.storage.store import Store

HERE = Path(__file__).parent
PATIENCE = 120
LATER = timedelta(days=6)
"""After the sitting, as the archive promises."""

BY = "demonstration"


def record_first(db: Db, store: Store, *, webinar: Webinar, now: datetime) -> None:
    """Keep and publish what was recorded of the first sitting of `webinar`."""
    told = what_was_said()
    sitting = webinar.sittings[0]
    when = min(now, sitting.starts_at + LATER)
    for appearance in webinar.appearances:
        appearance.consented_recording_at = appearance.consented_recording_at or when
    kept = {
        said.kind: add_asset(
            db,
            sitting=sitting,
            taken=take(store, BytesIO(data), name=name, kind=said.kind),
            said=said,
            by=BY,
            now=when,
        )
        for name, data, said in _files(told)
    }
    slides = kept[AssetKind.SLIDES]
    turns = [Turn(at, number) for at, number in told["turns"]]
    set_turns(db, asset=slides, turns=turns, alike=False, by=BY, now=when)
    set_lessons(
        db,
        recording=slides.recording,
        given=told["lessons"],
        seen=print_of({}),
        by=BY,
        now=when,
    )
    publish(db, recording=slides.recording, reason="", by=BY, now=when)


def what_was_said() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((HERE / "recording.json").read_text(encoding="utf-8"))
    return told


def _files(told: dict[str, Any]) -> Iterator[tuple[str, bytes, Said]]:
    with tempfile.TemporaryDirectory() as name:
        program = [sys.executable, "-I", str(HERE / "card.py"), name, json.dumps(told["slides"])]
        environment = {"PATH": os.defpath}
        subprocess.run(program, check=True, timeout=PATIENCE, env=environment)  # noqa: S603  (ours)
        yield "sitting.mp4", Path(name, "film.mp4").read_bytes(), Said(AssetKind.ORIGINAL)
        data = Path(name, "slides.pdf").read_bytes()
        yield "slides.pdf", data, Said(AssetKind.SLIDES, "en")
    for language, lines in told["captions"].items():
        checked = told["checked"].get(language, "")
        review = Review.VERIFIED if checked else Review.MACHINE
        said = Said(AssetKind.CAPTIONS, language, review, checked)
        yield f"{language}.vtt", captions(told["times"], lines), said


def captions(times: list[list[int]], lines: list[list[str]]) -> bytes:
    cues = [
        f"{_stamp(start)} --> {_stamp(end)}\n<v {speaker}>{words}\n"
        for (start, end), (speaker, words) in zip(times, lines, strict=True)
    ]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def _stamp(second: int) -> str:
    return f"{second // 60:02}:{second % 60:02}.000"
