"""The work on slides: the pages of a PDF become pictures, `00001.jpg` and so on."""

from pathlib import Path
from typing import Any

import av
import pypdfium2  # type: ignore[import-untyped]

from webinars.recordings.encoding.works.parts import Refused, write_picture

MOST_PAGES = 400
WIDEST, TALLEST = 960, 720
"""Points of a picture: what a small screen shows, and a slow line carries."""

QUALITY = "6"
LONGEST_TEXT = 600


def pages(source: str, target: str) -> dict[str, Any]:
    """Draw each page; return width, height and words of each."""
    try:
        document = pypdfium2.PdfDocument(source)
        if len(document) > MOST_PAGES:
            raise Refused("many")
        places = range(len(document))
        return {"pages": [_page(document[place], Path(target), place) for place in places]}
    except pypdfium2.PdfiumError as error:
        raise Refused("broken") from error


def _page(page: Any, folder: Path, place: int) -> list[object]:  # noqa: ANN401  (no types)
    width, height = page.get_size()
    scale = min(WIDEST / width, TALLEST / height)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    frame = _frame(bitmap)
    write_picture(frame, folder / f"{place + 1:05}.jpg", quality=QUALITY)
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
