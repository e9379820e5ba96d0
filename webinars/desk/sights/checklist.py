"""The checklist of a webinar, and the gaps of a series: rows of gaps, columns of webinars."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webinars.desk.rules.evidence import Evidence
from webinars.desk.rules.gaps import AFTER, BEFORE, Gap, Lack, all_gaps, today
from webinars.desk.rules.stages import Stage, Step, stage_of, steps_of
from webinars.desk.sights.texts import Said
from webinars.desk.sights.today import address_of, title_of
from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.models import WebinarState

STAGES: Mapping[Stage, str] = {
    Stage.DRAFT: N_("Draft"),
    Stage.CONFIRMED: N_("Speakers confirmed"),
    Stage.ANNOUNCED: N_("Announced"),
    Stage.OPEN: N_("Registration open"),
    Stage.LIVE: N_("Begun"),
    Stage.PUBLISHED: N_("Recording published"),
    Stage.CLOSED: N_("Questionnaire closed"),
}

LACKS: Mapping[Lack, str] = {
    Lack.SITTING: N_("Hours"),
    Lack.TEXTS: N_("Page, languages"),
    Lack.SPEAKER: N_("A speaker"),
    Lack.INVITATION: N_("Invitations to appear"),
    Lack.CONFIRMATION: N_("Answers of those who appear"),
    Lack.CONSENT: N_("Consents of speakers"),
    Lack.ANNOUNCEMENT: N_("Announcement"),
    Lack.OPENING: N_("Registration open"),
    Lack.AGENDA: N_("Agenda"),
    Lack.REHEARSAL: N_("Rehearsal"),
    Lack.WISHES: N_("Interpretation and help"),
    Lack.ROOM: N_("Live room"),
    Lack.HOLDING: N_("Actual hours"),
    Lack.FILE: N_("Attendance file"),
    Lack.SIGNATURE: N_("Attendance signed"),
    Lack.RECORDING: N_("Recording"),
    Lack.PUBLICATION: N_("Recording published"),
    Lack.CAPTIONS: N_("Captions, languages"),
}
"""What a checklist names, in the order of the work; places that run out are no gap of it."""


WAITS_FOR: Mapping[Lack, Lack] = {
    Lack.INVITATION: Lack.SPEAKER,
    Lack.CONFIRMATION: Lack.INVITATION,
    Lack.CONSENT: Lack.CONFIRMATION,
    Lack.REHEARSAL: Lack.SPEAKER,
    Lack.ANNOUNCEMENT: Lack.SITTING,
    Lack.OPENING: Lack.ANNOUNCEMENT,
    Lack.ROOM: Lack.SITTING,
    Lack.SIGNATURE: Lack.FILE,
    Lack.PUBLICATION: Lack.RECORDING,
    Lack.CAPTIONS: Lack.RECORDING,
}
"""What cannot be called done while another gap is open."""


class CellState(enum.StrEnum):
    DONE = "done"
    DUE = "due"
    LATE = "late"
    LATER = "later"
    """Its time has not come: no sitting is over yet, or another gap is to be closed first."""
    PAST = "past"
    """Its time is over: the first sitting has begun."""


@dataclass(frozen=True)
class Cell:
    state: CellState
    due_on: date | None = None
    address: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Row:
    lack: Lack
    name: str
    """An English id."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Head:
    slug: str
    title: Said
    month: date
    stage: str
    """An English id."""
    missing: int


@dataclass(frozen=True)
class Grid:
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    late: int


@dataclass(frozen=True)
class Point:
    """One line of a checklist."""

    lack: Lack
    name: str
    cell: Cell
    days: int
    """Before the first sitting, below zero; after it, above."""


def grid_of(evidence: Sequence[Evidence], *, language: Language, now: datetime) -> Grid:
    standing = [one for one in evidence if one.webinar.state is not WebinarState.CANCELLED]
    cells = [cells_of(found, now) for found in standing]
    rows = tuple(
        Row(lack, name, tuple(column[lack] for column in cells)) for lack, name in LACKS.items()
    )
    heads = tuple(
        _head(found, column, language, now) for found, column in zip(standing, cells, strict=True)
    )
    late = sum(cell.state is CellState.LATE for column in cells for cell in column.values())
    return Grid(heads, rows, late)


def checklist_of(found: Evidence, now: datetime) -> tuple[Point, ...]:
    """Return every point of the checklist of a webinar, in the order of the work."""
    cells = cells_of(found, now)
    return tuple(
        Point(lack, name, cells[lack], AFTER[lack] if lack in AFTER else -BEFORE[lack])
        for lack, name in LACKS.items()
    )


def steps_told(found: Evidence, now: datetime) -> tuple[tuple[str, Step], ...]:
    """Return the stages with their names."""
    return tuple((STAGES[step.stage], step) for step in steps_of(found, now))


def cells_of(found: Evidence, now: datetime) -> dict[Lack, Cell]:
    """Return how each gap of the checklist stands; of several of a sort, the one due first."""
    first: dict[Lack, Gap] = {}
    for gap in all_gaps(found, now):
        first.setdefault(gap.lack, gap)
    day = today(found.webinar, now)
    return {
        lack: _cell(lack, first.get(lack), found, day, now, waits=_waits(lack, first))
        for lack in LACKS
    }


def _waits(lack: Lack, gaps: Mapping[Lack, Gap]) -> bool:
    """Say whether something that must come before `lack` is missing."""
    before = WAITS_FOR.get(lack)
    return before is not None and (before in gaps or _waits(before, gaps))


def _cell(
    lack: Lack, gap: Gap | None, found: Evidence, day: date, now: datetime, *, waits: bool
) -> Cell:
    if gap is not None:
        state = CellState.LATE if gap.due_on < day else CellState.DUE
        return Cell(state, gap.due_on, address_of(gap), gap.owner)
    if waits:
        return Cell(CellState.LATER)
    begun = bool(found.sittings) and found.sittings[0].starts_at <= now
    if lack in AFTER:
        over = any(one.ends_at <= now for one in found.sittings)
        return Cell(CellState.DONE if over else CellState.LATER)
    return Cell(CellState.PAST if begun else CellState.DONE)


def _head(found: Evidence, cells: Mapping[Lack, Cell], language: Language, now: datetime) -> Head:
    webinar, missing = found.webinar, {CellState.DUE, CellState.LATE}
    return Head(
        slug=webinar.slug,
        title=title_of(webinar, language),
        month=webinar.planned_month,
        stage=STAGES[stage_of(found, now)],
        missing=sum(cell.state in missing for cell in cells.values()),
    )
