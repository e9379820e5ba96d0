"""What works on films and on slides share: a refusal, and a picture written as JPEG."""

from fractions import Fraction
from pathlib import Path

import av


class Refused(Exception):
    """A word that says why nothing came of it."""


def write_picture(frame: av.VideoFrame, path: Path, *, quality: str) -> None:
    """Write a picture as JPEG; `quality` from 2, the best, to 31."""
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height = frame.width, frame.height
    encoder.pix_fmt, encoder.time_base = "yuvj420p", Fraction(1, 25)
    encoder.options = {"qmin": quality, "qmax": quality, "strict": "unofficial"}
    frame.pts = 0
    made = [*encoder.encode(frame), *encoder.encode()]
    path.write_bytes(b"".join(bytes(packet) for packet in made))
