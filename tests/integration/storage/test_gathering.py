"""Files that come in pieces: what is kept of a cut, who holds them, and a disk that fills."""

import base64
import hashlib
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from webinars.kernel.refusals import Refusal
from webinars.storage.store import open_store
from webinars.storage.store.checksums import BadChecksum, Checksum
from webinars.storage.store.gathering import Gathering, InUse, NoSuchPart
from webinars.storage.store.parts import NoRoom

MB = 1024 * 1024
ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


@pytest.fixture
def gathering(folder: Path) -> Gathering:
    found = Gathering(folder)
    found.begin("film")
    return found


def sha1(data: bytes) -> Checksum:
    return Checksum("sha1", hashlib.sha1(data, usedforsecurity=False).digest())


def test_pieces_make_one_file_with_its_digest(gathering: Gathering) -> None:
    for piece in (b"one", b"", b"two"):
        with gathering.held("film") as part:
            part.append([piece])

    with gathering.held("film") as part:
        assert part.digest() == hashlib.sha256(b"onetwo").hexdigest()
    assert gathering.size("film") == 6


def test_another_process_reads_back_what_it_has_not_seen(
    gathering: Gathering, folder: Path
) -> None:
    with gathering.held("film") as part:
        part.append([b"one"])
    other = Gathering(folder)  # as a second process opens it
    with other.held("film") as part:
        part.append([b"two"])

    with gathering.held("film") as part:
        assert part.append([b"three"]) == 11
        assert part.digest() == hashlib.sha256(b"onetwothree").hexdigest()


def test_what_came_before_a_fault_is_kept(gathering: Gathering) -> None:
    def cut() -> Iterator[bytes]:
        yield b"kept"
        raise ConnectionError

    with pytest.raises(ConnectionError), gathering.held("film") as part:
        part.append(cut())

    assert gathering.size("film") == 4


@pytest.mark.parametrize("said", [b"other bytes", b""])
def test_a_piece_with_a_wrong_checksum_leaves_nothing(gathering: Gathering, said: bytes) -> None:
    with gathering.held("film") as part:
        part.append([b"before"])
    with pytest.raises(BadChecksum), gathering.held("film") as part:
        part.append([b"piece"], checksum=sha1(said))

    with gathering.held("film") as part:
        assert part.append([b"piece"], checksum=sha1(b"piece")) == 11
        assert part.digest() == hashlib.sha256(b"beforepiece").hexdigest()


KILLED = """
import os, signal, sys
from pathlib import Path
from webinars.storage.store.checksums import Checksum
from webinars.storage.store.gathering import Gathering
def pieces():
    yield b"came"
    os.kill(os.getpid(), signal.SIGKILL)
with Gathering(Path(sys.argv[1])).held("film") as part:
    part.append(pieces(), checksum=Checksum("sha1", b"x") if "sum" in sys.argv else None)
"""


@pytest.mark.parametrize(("word", "left"), [("plain", 4), ("sum", 0)])
def test_a_process_that_is_killed_lets_go(
    gathering: Gathering, folder: Path, word: str, left: int
) -> None:
    """What it took stays, but not a piece whose checksum nobody could compare."""
    command = [sys.executable, "-c", KILLED, str(folder), word]
    killed = subprocess.run(command, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)})

    assert killed.returncode == -signal.SIGKILL
    assert gathering.size("film") == left
    with gathering.held("film", patience=0) as part:
        assert part.append([b"!"]) == left + 1


def test_one_line_at_a_time_and_an_idle_one_lets_go(gathering: Gathering, folder: Path) -> None:
    gave_way = threading.Event()

    def idle() -> None:
        with gathering.held("film") as part:
            while not part.is_wanted():
                time.sleep(0.01)
        gave_way.set()

    with gathering.held("film"), pytest.raises(InUse), gathering.held("film", patience=0.1):
        pass
    thread = threading.Thread(target=idle)
    thread.start()
    time.sleep(0.1)
    with gathering.held("film") as part:
        part.append([b"mine"])
    thread.join()

    assert gave_way.is_set()
    assert [path.name for path in folder.iterdir()] == ["film"]


@pytest.mark.parametrize("name", ["nosuch", "../film", "film/..", "", "film\0", ".floor"])
def test_a_name_that_is_none_of_ours_opens_nothing(gathering: Gathering, name: str) -> None:
    with pytest.raises(NoSuchPart), gathering.held(name):
        pass


@pytest.mark.parametrize("header", ["crc32 AAAA", "sha1 !!!", "", "sha1 AAAA AAAA"])
def test_a_checksum_that_cannot_be_read_is_refused(header: str) -> None:
    with pytest.raises(ValueError):
        Checksum.read(header)


def test_a_checksum_is_read() -> None:
    said = base64.b64encode(hashlib.sha256(b"x").digest()).decode()

    assert Checksum.read(f"sha256 {said}").digest == hashlib.sha256(b"x").digest()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 96 MB, where the machine lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets us mount no small file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("reserve", [0, 16 * MB], ids=["to the last byte", "with a reserve"])
def test_a_full_disk_refuses_and_breaks_nothing_else(small_disk: Path, reserve: int) -> None:
    store = open_store(f"file://{small_disk}")
    known = store.keep(io.BytesIO(b"%PDF-1.4 known"))
    gathering = Gathering(small_disk / "uploads", reserve=reserve)
    gathering.begin("film")
    block = bytes(MB)

    with pytest.raises(NoRoom) as refused, gathering.held("film") as part:
        part.append(block for _ in range(120))

    assert isinstance(refused.value, Refusal)
    assert store.verify(known.digest)
    gathering.discard("film")
    gathering.begin("again")
    with gathering.held("again") as part:
        assert part.append([b"there is room again"]) == 19
