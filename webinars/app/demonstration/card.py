"""Film a test card with a tone and print its slides, as a program of its own.

Run by `recording` on this file alone, so that nobody who only serves pages
carries FFmpeg and typst in memory. Writes `film.mp4` and `slides.pdf` into the
folder that is its first argument; the second are the slides, as JSON.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import av
import typst
from av.video.frame import PictureType

SECONDS = 72
RATE = 5
SIZE = (480, 270)

FOOT = "Demonstration: people and figures are fictitious."

SLIDE = """#page(width: 25.6cm, height: 14.4cm, margin: 2cm, fill: rgb("fbfaf6"))[
#set text(size: 20pt, fill: rgb("1b2225"))
#text(size: 34pt, weight: "bold", fill: rgb("0b5750"))[{heading}]
#v(1em)
{lines}
#place(bottom)[#text(size: 12pt, fill: rgb("535b5e"))[{foot}]]
]
"""


def film(path: Path) -> None:
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as out:
        card = out.add_stream("libx264", rate=RATE, options={"preset": "veryfast"})
        card.width, card.height = SIZE
        card.pix_fmt, card.bit_rate = "yuv420p", 150_000
        tone = out.add_stream("aac", rate=44_100)
        for picture in pictures():
            out.mux(card.encode(picture))
        out.mux(card.encode())
        for sound in sounds():
            out.mux(tone.encode(sound))
        out.mux(tone.encode())


def pictures() -> Iterator[av.VideoFrame]:
    width, height = SIZE
    said = f"size={width}x{height}:rate={RATE}:duration={SECONDS}"
    for frame in _drawn("testsrc2", said, "buffersink"):
        made: av.VideoFrame = frame.reformat(format="yuv420p")
        made.pict_type = PictureType.NONE
        yield made


def sounds() -> Iterator[av.AudioFrame]:
    said = f"frequency=220:beep_factor=4:sample_rate=44100:duration={SECONDS}"
    yield from _drawn("sine", said, "abuffersink")


def _drawn(source: str, said: str, sink: str) -> Iterator:  # type: ignore[type-arg]
    graph = av.filter.Graph()
    first, last = graph.add(source, said), graph.add(sink)
    first.link_to(last)
    graph.configure()
    with suppress(av.EOFError):
        while True:
            yield last.pull()


def slides(path: Path, pages: list[list[str]]) -> None:
    """Print a page for each list: its heading, then its lines."""
    source = "".join(
        SLIDE.format(foot=FOOT, heading=heading, lines="\n\n".join(lines))
        for heading, *lines in pages
    )
    path.write_bytes(typst.compile(source.encode(), format="pdf"))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    film(folder / "film.mp4")
    slides(folder / "slides.pdf", json.loads(sys.argv[2]))
