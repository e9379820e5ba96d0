"""What is acknowledged is on the disk, and nothing ever shows half."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from webinars.storage.store import open_store

MB = 1024 * 1024

KEEP_ONE_AFTER_ANOTHER = """
import io, os, sys
from webinars.storage.store import open_store
store = open_store(sys.argv[1])
while True:
    kept = store.keep(io.BytesIO(b"ID3\\x04\\0\\0\\0\\0\\x02\\x01" + os.urandom(3_000_000)))
    print(kept.digest, flush=True)
"""

KEEP_ONE_OF = """
import sys
from webinars.storage.store import open_store

class Long:
    left = int(sys.argv[2])
    def read(self, size):
        size = min(size, self.left)
        self.left -= size
        return (b"ID3\\x04\\0\\0\\0\\0\\x02\\x01" * (size // 10 + 1))[:size]

kept = open_store(sys.argv[1]).keep(Long())
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(kept.size, peak.split()[1])
"""


def started(program: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True
    )


@pytest.mark.kill
def test_a_writer_killed_at_any_moment_leaves_whole_files_under_their_names(
    tmp_path: Path,
) -> None:
    store = open_store(f"file://{tmp_path}")
    acknowledged: list[str] = []
    left_behind = 0
    for round_ in range(12):
        with started(KEEP_ONE_AFTER_ANOTHER, f"file://{tmp_path}") as writer:
            assert writer.stdout is not None
            acknowledged.append(writer.stdout.readline().strip())
            time.sleep(0.007 * round_)
            writer.kill()
            acknowledged += writer.stdout.read().split()
        left_behind += len(list((tmp_path / "incoming").iterdir()))

    named = [path.name for path in tmp_path.glob("??/*")]

    assert left_behind > 0, "no writer was caught in the act: the test shows nothing"
    assert set(acknowledged) <= set(named)
    assert all(store.verify(name) for name in named)


def test_bytes_reach_the_disk_before_the_name_and_both_before_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(f"file://{tmp_path}")
    synced: list[tuple[str, int]] = []
    really = os.fsync

    def noted(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        synced.append((path.parent.name, len(list(tmp_path.glob("??/*")))))
        really(descriptor)

    monkeypatch.setattr(os, "fsync", noted)

    store.keep(io.BytesIO(b"WEBVTT\n\n"))

    assert synced == [
        ("incoming", 0),  # the bytes, while no name shows them
        (tmp_path.name, 1),  # the folder with the name
        (tmp_path.parent.name, 1),  # the folder with that folder's name
    ]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for size in (1 * MB, 200 * MB):
        with started(KEEP_ONE_OF, f"file://{tmp_path}", str(size)) as writer:
            assert writer.stdout is not None
            kept, peak = writer.stdout.read().split()
        assert int(kept) == size
        peaks.append(int(peak) / 1024)

    assert peaks[1] - peaks[0] < 8, f"peaks in MB: {peaks}"


def test_no_file_stays_open(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}")
    before = psutil.Process().num_fds()

    for _ in range(20):
        store.verify(store.keep(io.BytesIO(b"WEBVTT\n\n")).digest)

    assert psutil.Process().num_fds() == before
