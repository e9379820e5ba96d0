"""Turn the pages of a PDF into pictures, as a program of its own; see `program.py`.

Run by `running` on this file alone; it imports nothing of ours. It writes
`00001.jpg` and so on into the target folder, and one JSON object to its output.
"""

import json
import os
import sys
import threading
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pypdfium2  # type: ignore[import-untyped]
from av.error import FFmpegError

MOST_PAGES = 400
WIDEST, TALLEST = 960, 720
"""Points of a picture: what a small screen shows, and a slow line carries."""

QUALITY = "6"
LONGEST_TEXT = 600


class Refused(Exception):
    """A word that says why nothing came of it."""


def pages(source: str, target: str) -> dict[str, Any]:
    """Draw each page; return width, height and words of each."""
    document = pypdfium2.PdfDocument(source)
    if len(document) > MOST_PAGES:
        raise Refused("many")
    return {
        "pages": [_page(document[place], Path(target), place) for place in range(len(document))]
    }


def _page(page: Any, folder: Path, place: int) -> list[object]:  # noqa: ANN401  (no types)
    width, height = page.get_size()
    scale = min(WIDEST / width, TALLEST / height)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    frame = _frame(bitmap)
    _write(frame, folder / f"{place + 1:05}.jpg")
    words = page.get_textpage().get_text_bounded()
    return [frame.width, frame.height, " ".join(words.split())[:LONGEST_TEXT]]


def _frame(bitmap: Any) -> av.VideoFrame:  # noqa: ANN401
    """Return the picture with an even width and height, as JPEG wants them."""
    kind = {1: "gray", 3: "rgb24", 4: "rgba"}[bitmap.n_channels]
    frame = av.VideoFrame(bitmap.width, bitmap.height, kind)
    plane, line = frame.planes[0], bitmap.width * bitmap.n_channels
    rows = memoryview(bitmap.buffer).cast("B")
    packed = bytearray(plane.buffer_size)
    for row in range(bitmap.height):
        at, to = row * bitmap.stride, row * plane.line_size
        packed[to : to + line] = rows[at : at + line]
    plane.update(bytes(packed))
    size = {"width": bitmap.width // 2 * 2 or 2, "height": bitmap.height // 2 * 2 or 2}
    return frame.reformat(**size, format="yuvj420p")


def _write(frame: av.VideoFrame, path: Path) -> None:
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height = frame.width, frame.height
    encoder.pix_fmt, encoder.time_base = "yuvj420p", Fraction(1, 25)
    encoder.options = {"qmin": QUALITY, "qmax": QUALITY, "strict": "unofficial"}
    frame.pts = 0
    made = [*encoder.encode(frame), *encoder.encode()]
    path.write_bytes(b"".join(bytes(packet) for packet in made))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def main() -> None:
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    asked = json.loads(sys.argv[1])
    try:
        answer = pages(asked["source"], asked["target"])
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (pypdfium2.PdfiumError, FFmpegError, ValueError, ArithmeticError):
        answer = {"refused": "broken"}
    except MemoryError:
        answer = {"refused": "heavy"}
    except OSError as error:
        answer = {"refused": "room" if error.errno == 28 else "broken"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
