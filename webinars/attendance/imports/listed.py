"""Reports that are one table of connections under one row of headings, whatever the provider.

Columns are found by their words, never by their place. A layout says which words; what a file
has above its table is read as pairs of headings and values.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from webinars.attendance.imports import sentences
from webinars.attendance.imports.blocks import Block
from webinars.attendance.imports.durations import minutes_text
from webinars.attendance.imports.preamble import Preamble
from webinars.attendance.imports.records import (
    Detection,
    Extract,
    Lines,
    Section,
    Sentence,
    Skipped,
)
from webinars.attendance.imports.tables import (
    Cells,
    Chunk,
    Row,
    Table,
    heading,
    refuse_swallowed,
    words_of,
)

Names = tuple[str, ...]
Reasons = Callable[[Block], Sequence[str | None]]

ROLES = {
    "host": Section.HOST,
    "cohost": Section.HOST,
    "co-host": Section.HOST,
    "organizer": Section.HOST,
    "staff": Section.HOST,
    "panelist": Section.PANELIST,
}


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The words under which one report keeps what is wanted, in the order of preference."""

    provider: str
    shape: str
    needs: tuple[Names, ...]
    """One word of each stands in the row of headings."""
    lacks: Names = ()
    name: Names = ()
    email: Names = ("email", "email address")
    external_id: Names = ()
    joined: Names = ("join time",)
    left: Names = ("leave time",)
    minutes: Names = ()
    role: Names = ()
    registered: Names = ()
    approval: Names = ()
    started: Names = ()
    """The session's start, where each row repeats it."""
    topic: Names = ()
    original: Callable[[str], str] = str
    """The name that counts, from the one that is shown."""
    left_out: Reasons | None = None
    """Why rows are no attendance, or None for those that are."""
    markers: tuple[tuple[str, Section], ...] = ()
    """Words that stand alone above a table of their own."""
    hours_only: bool = False
    upper_bound: bool = False
    confidence: float = 0.7
    seen: bool = True
    """False: no real file of this report has been read yet."""

    def fits(self, cells: Cells) -> bool:
        words = words_of(cells)
        return all(not words.isdisjoint(one) for one in self.needs) and words.isdisjoint(self.lacks)

    def detection(self, cells: Cells) -> Detection:
        known = {word for names in self.needs for word in names} & words_of(cells)
        reasons = [Sentence(sentences.HAS_WORDS, {"words": ", ".join(sorted(known))})]
        if not self.seen:
            reasons.append(Sentence(sentences.NOT_YET_SEEN))
        return Detection(self.provider, self.shape, self.confidence, tuple(reasons))


def find(layouts: Sequence[Layout], cells: Cells) -> Layout | None:
    """Return the first of `layouts` that has its headings in `cells`."""
    return next((layout for layout in layouts if layout.fits(cells)), None)


def detect(layouts: Sequence[Layout], rows: Sequence[Row]) -> Detection | None:
    for _, cells in rows:
        if layout := find(layouts, cells):
            return layout.detection(cells)
    return None


def extract(layout: Layout, table: Table) -> Extract:
    """Return the rows and totals of a report of this layout."""
    report = _Report(layout)
    for chunk in table.chunks():
        refuse_swallowed(chunk, table.delimiter)
        report.take(chunk)
    return report.finished()


class _Report:
    """The report so far."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.extract = Extract(
            lists_registrants=bool(layout.registered),
            hours_only=layout.hours_only,
            upper_bound=layout.upper_bound,
        )
        self.preamble = Preamble()
        self._markers = dict(layout.markers)
        self._section = Section.ATTENDEE
        self._block: Block | None = None
        self._headings: list[str] = []

    def take(self, chunk: Chunk) -> None:
        done = 0
        for place, cells in enumerate(chunk.rows):
            if self._block is None or self._is_told(cells):
                self._add(chunk, done, place)
                self._take_row(chunk.lines[place], cells)
                done = place + 1
        self._add(chunk, done, len(chunk.rows))
        self._take_block()

    def finished(self) -> Extract:
        self.preamble.tell(self.extract)
        return self.extract

    def _is_told(self, cells: list[str]) -> bool:
        """Whether a row below the headings is a marker, or the headings again."""
        if cells == self._headings:
            return True
        return bool(self._markers) and (self._marks(cells) or self.layout.fits(cells))

    def _marks(self, cells: list[str]) -> bool:
        return heading(cells[0]).rstrip(":") in self._markers and not any(cells[1:])

    def _add(self, chunk: Chunk, start: int, end: int) -> None:
        if self._block is not None and start < end:
            self._block.add(chunk.lines[start:end], chunk.rows[start:end])

    def _take_row(self, line: int, cells: list[str]) -> None:
        if self._marks(cells):
            self._take_block()
            self._section, self._block = self._markers[heading(cells[0]).rstrip(":")], None
        elif self.layout.fits(cells):
            self._take_block()
            self._headings, self._block = cells, Block(self._section, cells)
        else:
            self.preamble.take(line, cells)

    def _take_block(self) -> None:
        if self._block is not None:
            self._block.turn()
            self._take_people(self._block)
            self._block.clear()

    def _take_people(self, block: Block) -> None:
        people = _people_of(self.layout, block)
        self._tell_session(block)
        reasons = self._reasons(block, people)
        self.extract.skipped += _because(people.row, reasons)
        self.extract.lines.extend(people.only([reason is None for reason in reasons]))
        long = block.too_long()
        self.extract.noted += [Skipped(line, Sentence(sentences.MORE_CELLS)) for line in long]
        if self.layout.upper_bound:
            came = [
                not reason and joined for reason, joined in zip(reasons, people.joined, strict=True)
            ]
            bound = Sentence(sentences.UPPER_BOUND)
            self.extract.noted += [Skipped(row, bound) for row in compress(people.row, came)]

    def _tell_session(self, block: Block) -> None:
        """Keep what every row repeats of the session, from the first one that says it."""
        layout, extract = self.layout, self.extract
        if layout.started and not extract.started:
            extract.started = next(filter(None, block.said(*layout.started)), "")
        if layout.topic and not extract.totals.topic:
            topic = next(filter(None, block.said(*layout.topic)), "")
            extract.totals = replace(extract.totals, topic=topic)

    def _reasons(self, block: Block, people: Lines) -> list[str | None]:
        own = self.layout.left_out(block) if self.layout.left_out else [None] * len(people.row)
        came = [text.casefold() != "no" for text in block.column("attended")]
        facts = zip(
            own, people.name, people.email, people.joined, people.section, came, strict=True
        )
        return [reason or _missing(*fact) for reason, *fact in facts]


def _missing(name: str, email: str, joined: str, section: Section, came: bool) -> str | None:  # noqa: FBT001  (a column's value)
    if not (name or email):
        return sentences.NO_PERSON
    if joined or not came or section is not Section.ATTENDEE:
        return None
    return sentences.NO_JOIN_TIME


def _because(rows: Sequence[int], reasons: Sequence[str | None]) -> Iterable[Skipped]:
    why = {reason: Sentence(reason) for reason in reasons if reason}
    return [Skipped(row, why[said]) for row, said in zip(rows, reasons, strict=True) if said]


def _people_of(layout: Layout, block: Block) -> Lines:
    names = _names_of(layout, block)
    emails = map(str.casefold, block.said(*layout.email))
    return Lines(
        row=block.lines,
        section=_sections(layout, block),
        name_raw=names,
        name=list(map(layout.original, names)),
        email=[email.rstrip(".") if "@" in email else "" for email in emails],
        external_id=block.said(*layout.external_id),
        registered=block.said(*layout.registered),
        approval=block.said(*layout.approval),
        joined=block.said(*layout.joined),
        left=block.said(*layout.left),
        minutes=_minutes(block.said(*layout.minutes, last=True)),
    )


def _sections(layout: Layout, block: Block) -> list[Section]:
    if not layout.role:
        return [block.section] * len(block.lines)
    return [ROLES.get(role.casefold(), block.section) for role in block.said(*layout.role)]


def _minutes(texts: list[str]) -> list[str]:
    known: dict[str, str] = {}
    for text in texts:
        if text not in known:
            known[text] = minutes_text(text)
    return [known[text] for text in texts]


def _names_of(layout: Layout, block: Block) -> list[str]:
    shown = block.said(*layout.name)
    if all(shown):
        return shown
    first = block.said("first name", nothing=frozenset("-"))
    last = block.said("last name", nothing=frozenset("-"))
    full = (" ".join(filter(None, both)) for both in zip(first, last, strict=True))
    return [name or other for name, other in zip(shown, full, strict=True)]
