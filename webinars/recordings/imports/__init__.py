"""Files as they come in: captions read strictly, media measured, all judged before kept."""

from webinars.recordings.imports.taking import Taken, take
from webinars.recordings.imports.webvtt import BadCaptions, Captions, cues_of, read_captions

__all__ = ["BadCaptions", "Captions", "Taken", "cues_of", "read_captions", "take"]
