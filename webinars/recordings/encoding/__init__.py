"""Lighter copies of an original, each made by a program of its own (`program.py`)."""

from webinars.recordings.encoding.making import Bench, Made, Picture, Progress, opened
from webinars.recordings.encoding.running import Broken, software

__all__ = ["Bench", "Broken", "Made", "Picture", "Progress", "opened", "software"]
