"""The line of totals above a Zoom webinar's attendee report."""

from webinars.attendance.imports.records import Extract, Reported
from webinars.attendance.imports.tables import Cells, heading


def note_totals(extract: Extract, headings: Cells, values: Cells) -> None:
    """Keep the totals that a report states of itself: shown beside ours, never counted."""
    found = {heading(name): value for name, value in zip(headings, values, strict=False)}
    extract.started = found.get("actual start time", "")
    extract.totals = Reported(
        unique=_number(found.get("unique viewers", "")),
        registered=_number(found.get("# registered", found.get("# registrants", ""))),
        cancelled=_number(found.get("# cancelled", "")),
        users=_number(found.get("total users", "")),
        peak=_number(found.get("max concurrent views", "")),
        duration=_number(found.get("actual duration (minutes)", "")),
        topic=found.get("topic", ""),
        room_id=found.get("webinar id", ""),
    )


def _number(cell: str) -> int | None:
    digits = cell.replace(",", "").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= 9 else None
