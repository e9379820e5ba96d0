"""The reports that are one table: Zoom's participants, Webex, GoTo, Meet, and plain lists.

Headings: reference/attendance-files.md, sections 4, 6, 7 and 9. What is marked as not yet
seen was written from descriptions; its words may be others on a real file, and then nothing
is recognised rather than something wrong.
"""

from collections.abc import Sequence

from webinars.attendance.imports import listed, sentences
from webinars.attendance.imports.blocks import Block
from webinars.attendance.imports.formats import Format, by_row
from webinars.attendance.imports.listed import Layout
from webinars.attendance.imports.records import Detection, Extract, Section
from webinars.attendance.imports.tables import Cells, Row, Table
from webinars.attendance.imports.zoom_webinar import original_of

ZOOM_NAME = ("name (original name)", "user name (original name)", "user name")
MAIN_SESSION = "main session"


def _waiting(block: Block) -> list[str | None]:
    """Whoever was in the waiting room only was not in the webinar."""
    told = block.said("in waiting room")
    return [sentences.IN_WAITING_ROOM if said.casefold() == "yes" else None for said in told]


def _breakouts(block: Block) -> list[str | None]:
    """Minutes in a breakout room are in the main session's minutes too."""
    told = block.said("session name")
    aside = (said and said.casefold() != MAIN_SESSION for said in told)
    return [sentences.BREAKOUT if one else None for one in aside]


def _zoom(shape: str, *needs: tuple[str, ...], lacks: tuple[str, ...] = ()) -> Layout:
    return Layout(
        provider="zoom",
        shape=shape,
        needs=(("join time",), ("leave time",), *needs),
        lacks=("attended", "user action", *lacks),
        name=ZOOM_NAME,
        email=("user email", "email") if shape == "participants_p1" else ("email",),
        minutes=("duration (minutes)", "time in session (minutes)"),
        original=original_of,
        left_out=_waiting,
    )


USAGE = Layout(
    provider="zoom",
    shape="participants_p5",
    needs=(("topic",), ("host email",), ("join time",), ("leave time",)),
    name=("name (original name)", "participant name", "name"),
    email=("email", "user email", "participant email"),
    minutes=("duration (minutes)",),
    started=("start time",),
    topic=("topic",),
    original=original_of,
    left_out=_waiting,
)
GOTO = Layout(
    provider="gotowebinar",
    shape="attendee_report",
    needs=(("interest rating",), ("join time",), ("leave time",)),
    name=("name", "full name"),
    email=("email address", "email"),
    minutes=("time in session", "time in session (minutes)"),
    registered=(
        "registration date/time",
        "registration date/time (browser tz)",
        "registration date",
    ),
    markers=(
        ("staff details", Section.HOST),
        ("attendee details", Section.ATTENDEE),
        ("attendees", Section.ATTENDEE),
    ),
    seen=False,
)
WEBEX = Layout(
    provider="webex",
    shape="attendance_report",
    needs=(("attendee email",), ("join time",), ("attendance duration", "leave time")),
    name=("display name", "name"),
    email=("attendee email",),
    minutes=("attendance duration",),
    role=("role",),
    started=("meeting start time",),
    topic=("meeting name",),
    left_out=_breakouts,
    seen=False,
)
MEET = Layout(
    provider="meet",
    shape="attendance_report",
    needs=(("duration",), ("time joined",), ("time exited",)),
    name=("name",),
    joined=("time joined",),
    left=("time exited",),
    minutes=("duration",),
    hours_only=True,
    upper_bound=True,
    seen=False,
)
PLAIN = Layout(
    provider="list",
    shape="connections",
    needs=(
        ("name", "participant", "display name", "caller", "phone number", "number"),
        ("join time", "joined", "joined at"),
        ("leave time", "left", "left at"),
    ),
    lacks=("attended", "user action", "moderator"),
    role=("role",),
    name=("name", "participant", "display name", "caller", "phone number", "number"),
    joined=("join time", "joined", "joined at"),
    left=("leave time", "left", "left at"),
    minutes=("duration", "duration (minutes)", "minutes"),
    confidence=0.4,
)
"""A list of one's own: of a telephone bridge, of a Jitsi server, or kept by hand."""

LAYOUTS = (
    USAGE,
    _zoom("participants_p4", ("name (original name)",), ("email",), lacks=("user email",)),
    _zoom("participants_p1", ("name (original name)",), ("user email",)),
    _zoom("participants_flat", ("email",), ("time in session (minutes)",)),
    GOTO,
    WEBEX,
    MEET,
    PLAIN,
)
"""The first that fits counts, so those with rarer words stand first."""

BLOCK_ABOVE = frozenset({"meeting id", "topic"})
"""Headings of the block of meeting data that makes Zoom's plain list the shape P2."""


def _layout(cells: Cells) -> Layout | None:
    return listed.find(LAYOUTS, cells)


def detect(rows: Sequence[Row]) -> Detection | None:
    """Return the report whose headings come first; Zoom's with a meeting block is P2."""
    found = listed.detect(LAYOUTS, rows)
    if found and found.shape == "participants_p1":
        above = (set(map(str.casefold, cells)) for _, cells in rows[:5])
        if any(words >= BLOCK_ABOVE for words in above):
            return Detection(found.provider, "participants_p2", found.confidence, found.reasons)
    return found


def extract(table: Table, found: Detection) -> Extract:
    shape = "participants_p1" if found.shape == "participants_p2" else found.shape
    layout = next(one for one in LAYOUTS if (one.provider, one.shape) == (found.provider, shape))
    return listed.extract(layout, table)


FORMAT = Format(by_row(lambda cells: _layout(cells) is not None), detect, extract)
