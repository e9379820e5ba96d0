"""Captions for tests, and what a page of them sends."""

from collections.abc import Sequence

from webinars.database import Db
from webinars.programme.models import Sitting
from webinars.recordings.models import Asset
from webinars.recordings.queries import recording_of
from webinars.recordings.rules import captions_of
from webinars.storage.store import Store, pieces


def long_captions(count: int) -> str:
    cues = [
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> "
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.900\nword {n}"
        for n in range(count)
    ]
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def in_use(db: Db, sitting: Sitting) -> Asset:
    db.expire_all()
    recording = recording_of(db, sitting=sitting)
    assert recording is not None
    [asset] = captions_of(recording.assets)
    return asset


def words(store: Store, asset: Asset) -> str:
    return b"".join(pieces(store.open_range(asset.digest))).decode()


def at(asset: Asset) -> str:
    return f"/secretariat/recordings/files/{asset.public_id}/captions"


def page_of(
    rows: Sequence[tuple[str, str, str, str]], *, first: int = 0, last: int = 3, **over: str
) -> dict[str, str]:
    """Return what a page sends whose rows are the captions `first` until before `last`."""
    sent = {"first": str(first), "last": str(last), "rows": str(len(rows)), "review": "draft"}
    for n, (start, end, who, text) in enumerate(rows):
        sent |= {f"start-{n}": start, f"end-{n}": end, f"who-{n}": who, f"text-{n}": text}
        sent[f"was-{n}"] = str(first + n) if n < last - first else ""
    return sent | {"do": "keep"} | over


THREE = [
    ("00:00:00.000", "00:00:01.000", "Moderator", "Good morning, good afternoon, good evening."),
    ("00:00:01.000", "00:00:02.000", "Amina Mfano", "We asked for a database."),
    ("00:00:02.000", "00:00:03.000", "", "What we needed was for two registers to agree."),
]
