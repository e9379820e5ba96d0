"""The room's blueprint, and what several of its views find."""

from flask import Blueprint

from webinars.kernel.refusals import NotFound
from webinars.programme.models import Sitting
from webinars.programme.queries import find_sitting
from webinars.recordings.models import Recording
from webinars.recordings.queries import recording_of
from webinars.web.requests import db

bp = Blueprint("recordings", __name__)


def recorded(sitting_id: str) -> tuple[Sitting, Recording]:
    """Return a sitting and its recording, or raise NotFound where either is none."""
    sitting = find_sitting(db(), public_id=sitting_id)
    recording = recording_of(db(), sitting=sitting) if sitting else None
    if sitting is None or recording is None:
        raise NotFound
    return sitting, recording
