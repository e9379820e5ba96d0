"""Files are kept whole, once, and as what they are: on disk and in a bucket alike."""

import hashlib
import io
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from urllib.parse import quote

import pytest

from config import load
from tests.conftest import NOON
from tests.servers.s3 import BUCKET, KEY, SECRET, nanio_is_here, s3_server
from webinars.kernel.refusals import Refusal
from webinars.storage.rules import VIDEO, Kind
from webinars.storage.store import Kept, Missing, NoRoom, Store, TooLarge, open_store, pieces
from webinars.storage.store.bucket import StoreAway
from webinars.storage.store.folder import Folder
from webinars.storage.store.intake import Empty, Program, WrongKind

VIDEO_HEAD = b"\0\0\0\x18ftypisom\0\0\x02\0isommp42\0\0\0\x08free"
MB = 1024 * 1024


def recording(size: int) -> bytes:
    return (VIDEO_HEAD + b"0123456789abcdef" * (size // 16 + 1))[:size]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(scope="session")
def bucket_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not nanio_is_here():
        pytest.skip("no S3 server: nanio is not installed")
    with s3_server(tmp_path_factory.mktemp("s3")) as endpoint:
        secret = quote(SECRET, safe="")
        yield f"s3://{KEY}:{secret}@{BUCKET}/PREFIX?endpoint={endpoint}&region=us-east-1"


@pytest.fixture(params=["disk", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "disk":
        return open_store(f"file://{tmp_path}/files")
    address: str = request.getfixturevalue("bucket_address")
    return open_store(address.replace("PREFIX", tmp_path.name))


def read(store: Store, digest: str, start: int = 0, length: int | None = None) -> bytes:
    return b"".join(pieces(store.open_range(digest, start, length)))


@pytest.mark.parametrize("size", [40, MB, 3 * MB + 1, 17 * MB])
def test_what_is_kept_comes_back_byte_for_byte(store: Store, size: int) -> None:
    data = recording(size)

    kept = store.keep(io.BytesIO(data))

    assert (kept.digest, kept.size, kept.media_type) == (sha256(data), size, Kind.MP4)
    assert read(store, kept.digest) == data
    assert store.size(kept.digest) == size
    assert store.verify(kept.digest)


@pytest.mark.parametrize(
    ("start", "length"), [(0, 1), (0, 5 * MB), (5 * MB - 1, 1), (100, 200), (1, 4 * MB), (MB, None)]
)
def test_any_range_can_be_opened(store: Store, start: int, length: int | None) -> None:
    data = recording(5 * MB)
    digest = store.keep(io.BytesIO(data)).digest

    assert read(store, digest, start, length) == data[start:][:length]


def test_the_same_bytes_twice_are_one_file(store: Store) -> None:
    first = store.keep(io.BytesIO(recording(1000)))

    assert store.keep(io.BytesIO(recording(1000))) == first


@pytest.mark.race
def test_the_same_bytes_by_eight_at_once_are_one_whole_file(store: Store) -> None:
    start = Barrier(8)

    def upload(_: int) -> Kept:
        start.wait()
        return store.keep(io.BytesIO(recording(3 * MB)))

    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(upload, range(8)))

    assert {each.digest for each in kept} == {sha256(recording(3 * MB))}
    assert store.verify(sha256(recording(3 * MB)))


def test_what_was_never_kept_is_missing(store: Store) -> None:
    unknown = "0" * 64

    assert not store.exists(unknown)
    assert not store.verify(unknown)
    with pytest.raises(Missing):
        store.size(unknown)
    with pytest.raises(Missing):
        store.open_range(unknown)
    with pytest.raises(Missing):
        store.open_range(unknown, 0, 10)


def test_a_range_beyond_the_end_is_refused(store: Store) -> None:
    digest = store.keep(io.BytesIO(recording(100))).digest

    with pytest.raises(Refusal):
        read(store, digest, 90, 20)


def test_what_is_no_digest_is_never_a_path(store: Store) -> None:
    for name in ("../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"):
        with pytest.raises(ValueError, match="is not a digest"):
            store.exists(name)


def test_what_is_refused_leaves_nothing(store: Store) -> None:
    program, text = b"\x7fELF" + bytes(100), b"Name,Time\n"

    with pytest.raises(Program):
        store.keep(io.BytesIO(program))
    with pytest.raises(WrongKind):
        store.keep(io.BytesIO(text), accept=VIDEO)
    with pytest.raises(Empty):
        store.keep(io.BytesIO())
    with pytest.raises(TooLarge) as refusal:
        store.keep(io.BytesIO(recording(2_000_001)), at_most=2_000_000)

    assert "2 MB" in str(refusal.value)
    assert [store.exists(sha256(data)) for data in (program, text, recording(2_000_001))] == [
        *(False, False, False),
    ]


def test_a_stream_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() >= 2 * MB:
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        open_store(f"file://{tmp_path}").keep(Broken(recording(3 * MB)))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_on_disk_a_file_has_its_digest_for_a_name_and_is_only_read(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}/with%20space")
    kept = store.keep(io.BytesIO(recording(100)))

    path = tmp_path / "with space" / kept.digest[:2] / kept.digest

    assert store.local_path(kept.digest) == path
    assert path.read_bytes() == recording(100)
    assert path.stat().st_mode & 0o777 == 0o440


def test_the_data_directory_may_be_called_anything(tmp_path: Path) -> None:
    data = tmp_path / "a%20b #1?é"
    store = open_store(load({"WEBINARS_DATA_DIR": str(data)}).storage_url)

    digest = store.keep(io.BytesIO(recording(100))).digest

    assert store.local_path(digest) == data / "storage" / digest[:2] / digest


def test_in_a_bucket_there_is_no_local_path(bucket_address: str) -> None:
    assert open_store(bucket_address).local_path("0" * 64) is None


def test_a_damaged_file_fails_its_check_and_is_mended_by_the_same_bytes(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}")
    digest = store.keep(io.BytesIO(recording(1000))).digest
    path = store.local_path(digest)
    assert path is not None
    path.chmod(0o640)
    path.write_bytes(recording(999) + b"!")

    assert not store.verify(digest)
    store.keep(io.BytesIO(recording(1000)))
    assert store.verify(digest)


def test_a_file_that_became_shorter_is_missing_before_an_answer_begins(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}")
    digest = store.keep(io.BytesIO(recording(1000))).digest
    path = store.local_path(digest)
    assert path is not None
    path.chmod(0o640)
    path.write_bytes(recording(10))

    with pytest.raises(Missing):
        store.open_range(digest, 0, 1000)


def test_a_disk_that_would_fill_up_refuses_before_it_is_full(tmp_path: Path) -> None:
    store = Store(Folder(tmp_path), reserve=shutil.disk_usage(tmp_path).total)

    with pytest.raises(NoRoom):
        store.keep(io.BytesIO(recording(1000)))

    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_full_disk_is_a_refusal(tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a small disk")
    try:
        store = Store(Folder(tmp_path), reserve=-MB)

        with pytest.raises(NoRoom):
            store.keep(io.BytesIO(recording(4 * MB)))

        assert store.keep(io.BytesIO(recording(MB))).size == MB
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_what_a_crashed_writer_left_is_swept_once_it_is_old(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}")
    kept = store.keep(io.BytesIO(recording(100)))
    left = tmp_path / "incoming" / "00.part"
    left.write_bytes(b"half")
    written = datetime.fromtimestamp(left.stat().st_mtime, tz=NOON.tzinfo)

    assert store.sweep(older_than=written - timedelta(seconds=1)) == 0
    assert store.sweep(older_than=written + timedelta(seconds=1)) == 1
    assert not left.exists()
    assert store.verify(kept.digest)


def test_a_wrong_secret_is_an_answer_and_no_traceback(bucket_address: str) -> None:
    stranger = open_store(bucket_address.replace(quote(SECRET, safe=""), "wrong"))

    with pytest.raises(StoreAway):
        stranger.keep(io.BytesIO(recording(100)))


@pytest.mark.slow
def test_a_bucket_that_is_away_is_said_within_half_a_minute() -> None:
    away = open_store(f"s3://{KEY}:x@{BUCKET}?endpoint=http://127.0.0.1:9")

    with pytest.raises(StoreAway):
        away.keep(io.BytesIO(recording(100)))


def test_an_option_that_a_bucket_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="has no option"):
        open_store("s3://bucket?regoin=x")
