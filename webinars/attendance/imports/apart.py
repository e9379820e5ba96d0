"""Reading in a process of its own: a big file neither holds up the site nor eats its memory.

A file of an ordinary webinar is read in less time than a process needs to start, and is read
here. Source: reference/attendance-files.md, section 10, 11.
"""

import io
import pickle
import struct
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

from webinars.attendance.imports import sentences
from webinars.attendance.imports.kinds import is_office_file
from webinars.attendance.imports.reading import Outcome, Reading, Sentence, read

SMALL = 500_000
"""Bytes that are read at once: some thousand connections, a tenth of a second. Of a workbook,
those that its parts unpack to."""

WITHIN = 60
"""Seconds after which a reading is ended. The biggest file that is taken needs a fifth of it."""

HERE = Path(__file__).parents[3]


class Options(TypedDict):
    """What `read` wants besides the bytes."""

    file_name: str
    zone: str | None
    planned: tuple[datetime, datetime] | None
    date_order: str | None
    day_of: tuple[datetime, datetime] | None
    taken_for: str


def read_apart(raw: bytes, **options: Unpack[Options]) -> Reading:
    """Return what `read` returns; of a file that takes too long, that it is too big."""
    if weight(raw) <= SMALL:
        return read(raw, **options)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "webinars.attendance.imports.apart"],
            input=pickle.dumps((raw, options)),
            capture_output=True,
            timeout=WITHIN,
            check=True,
            cwd=HERE,
        )
    except (subprocess.SubprocessError, OSError):
        values = {"file": options["file_name"][:100]}
        return Reading(outcome=Outcome.TOO_BIG, sentence=Sentence(sentences.NOT_DONE, values))
    reading: Reading = pickle.loads(done.stdout)  # noqa: S301  (of our own process)
    return reading


def weight(raw: bytes) -> int:
    """Return how many bytes there are to read: those of a workbook are packed."""
    if not is_office_file(raw):
        return len(raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            return sum(part.file_size for part in book.infolist())
    except (zipfile.BadZipFile, ValueError, struct.error):
        return len(raw)


def main() -> None:
    """Read what stands on the standard input, and write the reading."""
    raw, options = pickle.load(sys.stdin.buffer)  # noqa: S301  (of our own process)
    sys.stdout.buffer.write(pickle.dumps(read(raw, **options)))


if __name__ == "__main__":
    main()
