"""Chapters: made of the agenda, written by hand, and told to a player. Pure."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from webinars.kernel.languages import OWN_NAMES
from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_, clean_line
from webinars.programme.models import AgendaItem
from webinars.recordings.models import Recording
from webinars.recordings.rules.cues import CLOCK, clock_of, seconds_of
from webinars.recordings.rules.files import FALLBACK

MOST = 60
"""Chapters of a recording."""

LONGEST = 300
"""Characters of a title."""

WITHOUT_END = 12 * 3600
"""Seconds until which the last chapter lasts where nobody knows how long the recording is."""


class NoMoment(BadInput):
    message = N_("Chapter %(row)s: “%(word)s” is no time. Write it as in 1:05:30 or 5:30.")


class NoTitle(BadInput):
    message = N_("Chapter %(row)s has no title. Write one in at least one language.")


class BothAtOnce(BadInput):
    message = N_("Two chapters begin at %(time)s. Give one of them another time.")


@dataclass(frozen=True)
class Mark:
    """From a second on a recording is about something."""

    at: int
    titles: Mapping[str, str]
    """By language; at least one."""


@dataclass(frozen=True)
class Line:
    """A chapter as an officer writes it down."""

    time: str
    titles: Mapping[str, str]


def marks_of(recording: Recording) -> list[Mark]:
    return [Mark(at, titles) for at, titles in recording.chapters]


def lines_of(marks: Iterable[Mark]) -> list[Line]:
    return [Line(clock_of(mark.at), mark.titles) for mark in marks]


def of_agenda(items: Sequence[AgendaItem], *, begins: int, until: int) -> list[Mark]:
    """Return a chapter for each item of the agenda, one after the other.

    Args:
        begins: at which second of the recording the agenda begins; what was before is none.
        until: how long the recording is, in seconds; 0 where nobody knows.
    """
    marks: list[Mark] = []
    at = begins
    for item in items:
        titles = {row.language.value: row.title for row in item.texts}
        if titles and (not until or at < until):
            marks.append(Mark(at, titles))
        at += item.minutes * 60
    return marks[:MOST]


def marks_from(lines: Sequence[Line]) -> list[Mark]:
    """Return the chapters in order of time. A line without time and title is none.

    Raises:
        NoMoment, NoTitle, BothAtOnce: nothing is taken then.
    """
    found: dict[int, Mark] = {}
    for number, line in enumerate(lines, 1):
        titles = _titles(line)
        if not line.time.strip() and not titles:
            continue
        at = _second(line.time.strip(), number)
        if not titles:
            raise NoTitle(row=number)
        if at in found:
            raise BothAtOnce(time=clock_of(at))
        found[at] = Mark(at, titles)
    return [found[at] for at in sorted(found)]


def _titles(line: Line) -> dict[str, str]:
    cleaned = ((language, clean_line(line.titles.get(language, ""))) for language in OWN_NAMES)
    return {language.value: title[:LONGEST] for language, title in cleaned if title}


def _second(written: str, number: int) -> int:
    if not CLOCK.fullmatch(written):
        raise NoMoment(row=number, word=written[:20])
    return seconds_of(written)


def title_in(mark: Mark, language: str) -> tuple[str, str]:
    """Return a chapter's title for a reader, and in which language it is."""
    wanted = (language, *FALLBACK, *mark.titles)
    found = next(one for one in wanted if one in mark.titles)
    return mark.titles[found], str(found)


def track_of(marks: Sequence[Mark], *, language: str, seconds: int) -> str:
    """Return the chapters as WebVTT for a player (WebVTT, 4.5): each lasts until the next."""
    last = max([seconds, *(mark.at + 1 for mark in marks)]) if seconds else WITHOUT_END
    ends = [*(mark.at for mark in marks[1:]), last]
    blocks = ["WEBVTT"]
    for mark, end in zip(marks, ends, strict=True):
        title = html.escape(title_in(mark, language)[0], quote=False).replace("-->", "--&gt;")
        blocks.append(f"{clock_of(mark.at)}.000 --> {clock_of(end)}.000\n{title}")
    return "\n\n".join(blocks) + "\n"
