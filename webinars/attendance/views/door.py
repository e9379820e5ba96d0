"""The room's blueprint, and what its pages share."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext

from webinars.attendance.imports import sentences
from webinars.attendance.models import BY_HAND, AttendanceImport, ImportState
from webinars.attendance.queries import get_import
from webinars.database import Db
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_
from webinars.programme.models import Sitting
from webinars.programme.queries import find_sitting

bp = Blueprint("attendance", __name__)

STATES = {
    ImportState.ASKING: N_("Has a question"),
    ImportState.READ: N_("Read, not signed off"),
    ImportState.SIGNED: N_("Signed off: it counts"),
    ImportState.SUPERSEDED: N_("Set aside: it does not count"),
    ImportState.REFUSED: N_("Refused: it changes no figure"),
}

TONES = {
    ImportState.ASKING: "warn",
    ImportState.READ: "warn",
    ImportState.SIGNED: "ok",
    ImportState.SUPERSEDED: "soft",
    ImportState.REFUSED: "bad",
}


REPORTS = {
    ("zoom", "webinar_attendee_report"): N_("Zoom, attendee report of a webinar"),
    ("zoom", "webinar_registration_report"): N_("Zoom, registration report"),
    ("zoom", "webinar_survey_report"): N_("Zoom, survey report"),
    ("zoom", "participants_p3"): N_("Zoom, unique users of a meeting"),
    ("zoom", "participants_p5"): N_("Zoom, usage of meetings"),
    ("teams", "attendance_report"): N_("Microsoft Teams, attendance report"),
    ("teams", "attendance_report_2020"): N_("Microsoft Teams, attendance list of 2020"),
    ("webex", "attendance_report"): N_("Webex, attendance report"),
    ("gotowebinar", "attendee_report"): N_("GoTo Webinar, attendee report"),
    ("bigbluebutton", "learning_dashboard"): N_("BigBlueButton, learning dashboard"),
    ("bigbluebutton", "learning_analytics"): N_("BigBlueButton, learning analytics"),
    ("meet", "attendance_report"): N_("Google Meet, attendance report"),
    ("list", "connections"): N_("A plain list of connections"),
}
ZOOM_PARTICIPANTS = N_("Zoom, participants of a meeting")
BY_THE_ROOM = N_("What the room itself reported, joins and leaves one by one")


def report_of(import_: AttendanceImport) -> str:
    """Return in words what a file was taken for; nothing if it was not recognised."""
    return report_words(import_.provider, import_.shape)


def report_words(provider: str, shape: str) -> str:
    if shape == "room-report":
        return BY_THE_ROOM
    return REPORTS.get((provider, shape), "") or (ZOOM_PARTICIPANTS if provider == "zoom" else "")


ANSWERED = N_("Answered: it was read again")


def state_of(import_: AttendanceImport, *, answered: bool) -> str:
    """Return in words how a reading stands: the heading of its page.

    `answered`: another reading was made with the answers to its questions.
    """
    asked = import_.asks_zone or import_.asks_date_order
    if asked and answered and import_.state is ImportState.SUPERSEDED:
        return ANSWERED
    return STATES[import_.state]


def sitting_called(db: Db, public_id: str) -> Sitting:
    found = find_sitting(db, public_id=public_id)
    if found is None:
        raise NotFound
    return found


def import_called(db: Db, public_id: str) -> AttendanceImport:
    """Return the reading of a file; what was recorded by hand is none, and has no such page."""
    found = get_import(db, public_id=public_id)
    if found.provider == BY_HAND:
        raise NotFound
    return found


def sentence_of(import_: AttendanceImport) -> str:
    """Return what came of a reading; what is signed asks for nothing more."""
    signed = import_.state is ImportState.SIGNED and import_.sentence == sentences.OK
    message = sentences.SIGNED if signed else import_.sentence
    return said(message, import_.sentence_values)


def said(message: str, values: dict[str, Any]) -> str:
    """Return a kept sentence in the reader's language."""
    return gettext(message, **values) if message else ""
