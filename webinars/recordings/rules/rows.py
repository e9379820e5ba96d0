"""Captions as an officer reads and writes them: rows of times, a name and words. Pure.

What is not touched stays as it stands in the file: settings, names, comments and styles.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_
from webinars.recordings.rules.scripts import TAG, Place, Script, Written, stamp_of

MARKUP = re.compile(r"<[A-Za-z/!?][^<>]{0,30}")
VOICED = re.compile(r"<v[ \t]+([^<>]+)>((?:(?!<v[ .\t]).)*?)(?:</v>)?", re.DOTALL)
WRITTEN = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?")
"""A time as people write it; digits of every script."""

AFTER = 2_000
"""Milliseconds that a new caption lasts, until somebody says otherwise."""


class RowRefused(BadInput):
    """What is wrong with one row; its number counts through the whole file, from 1."""


class NotAMoment(RowRefused):
    message = N_("Row %(row)s: “%(word)s” is no time. Write it as in 0:05:30.500 or 5:30.")


class EndsTooEarly(RowRefused):
    message = N_("Row %(row)s: the caption ends before it begins, or at the same moment.")


class OutOfOrder(RowRefused):
    message = N_("Row %(row)s begins before the one above it. Put them in the order of time.")


class StrangeTag(RowRefused):
    message = N_("Row %(row)s: “%(tag)s” is no tag of captions. Write words without tags.")


class NothingToJoin(RowRefused):
    message = N_("Row %(row)s is the last one: there is none to join it with.")


@dataclass(frozen=True)
class Row:
    """One caption as an officer reads and writes it."""

    start: str
    end: str
    speaker: str
    text: str
    was: int | None = None
    """Its place in the file that was opened; None if it is new."""

    @property
    def at(self) -> float:
        """Return the second at which it begins, 0 where no time is written."""
        return (moment_of(self.start) or 0) / 1000


def moment_of(written: str) -> int | None:
    """Return the milliseconds that “0:05:10.5” or “5:10” means, or None."""
    found = WRITTEN.fullmatch(written.strip())
    if found is None or int(found[3]) > 59:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
    return (hours * 3600 + minutes * 60 + seconds) * 1000 + int((found[4] or "0").ljust(3, "0"))


def rows_of(script: Script, first: int, last: int) -> list[Row]:
    """Return the captions from the place `first` until before `last`, to be changed."""
    return [_row(cue, first + place) for place, cue in enumerate(script.cues[first:last])]


def _row(cue: Written, place: int) -> Row:
    found = VOICED.fullmatch(cue.words)
    speaker, words = (html.unescape(found[1]), found[2]) if found else ("", cue.words)
    return Row(stamp_of(cue.start), stamp_of(cue.end), speaker, _readable(words), place)


def _readable(words: str) -> str:
    """Return the words with signs instead of their names, where that can be undone."""
    said = html.unescape(words)
    try:
        undone = _encoded(said, row=0)
    except StrangeTag:
        return words
    return said if html.unescape(undone) == said and undone == _encoded(words, row=0) else words


def _encoded(text: str, *, row: int) -> str:
    """Return what a person wrote as WebVTT wants it: its tags stay, other signs are named."""
    made, at = "", 0
    for tag in TAG.finditer(text):
        made += _named(text[at : tag.start()], row) + tag[0]
        at = tag.end()
    return made + _named(text[at:], row)


def _named(text: str, row: int) -> str:
    if found := MARKUP.search(text):
        raise StrangeTag(row=row, tag=found[0])
    named = re.sub(r"&(?!(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);)", "&amp;", text)
    return named.replace("<", "&lt;").replace("-->", "--&gt;")


def cues_from(rows: Sequence[Row], script: Script, first: int, last: int) -> list[Written]:
    """Return what the rows say in place of the captions from `first` until before `last`.

    A row without words is left out; comments that stood before it move to the first that stays.

    Raises:
        RowRefused: one of the refusals above.
    """
    spoken = [(first + place, row) for place, row in enumerate(rows, 1) if row.text.strip()]
    made = [_cue(row, _old(script, row), number) for number, row in spoken]
    there = {row.was for _, row in spoken}
    left_out = (script.cues[place] for place in range(first, last) if place not in there)
    loose = [cue.before for cue in left_out if cue.before]
    if made and loose:
        comments = "\n\n".join([*loose, *filter(None, [made[0].before])])
        made[0] = replace(made[0], before=comments)
    return made


def with_cues(script: Script, made: Sequence[Written], place: Place) -> Script:
    """Return the file with `made` in that place.

    Raises:
        OutOfOrder: they do not fit between those before and behind.
    """
    before, behind = script.cues[: place.first], script.cues[place.last :]
    beginning = place.first + 1 - len(before[-1:])
    _refuse_disorder([*before[-1:], *made, *behind[:1]], beginning)
    return replace(script, cues=(*before, *made, *behind))


def _old(script: Script, row: Row) -> Written:
    return Written(0, 0, "") if row.was is None else script.cues[row.was]


def _cue(row: Row, old: Written, number: int) -> Written:
    start, end = (_moment(word, number) for word in (row.start, row.end))
    if end <= start:
        raise EndsTooEarly(row=number)
    lines = (line.strip() for line in row.text.splitlines())
    words = _encoded("\n".join(line for line in lines if line), row=number)
    if row.speaker.strip():
        words = f"<v {html.escape(row.speaker.strip(), quote=False)}>{words}"
    return replace(old, start=start, end=end, words=words)


def _moment(written: str, number: int) -> int:
    found = moment_of(written)
    if found is None:
        raise NotAMoment(row=number, word=written.strip()[:20])
    return found


def _refuse_disorder(cues: Sequence[Written], number: int) -> None:
    """Refuse captions out of order; the first of them has this number."""
    for place, (above, cue) in enumerate(pairwise(cues), number + 1):
        if cue.start < above.start:
            raise OutOfOrder(row=place)


def split(rows: Sequence[Row], place: int, *, number: int) -> list[Row]:
    """Part a row in two, at the end of a line or sentence, or a space, nearest to its middle.

    Raises:
        RowRefused: its times cannot be read, so that they cannot be parted.
    """
    row = rows[place]
    start, end = _moment(row.start, number), _moment(row.end, number)
    at = _middle(row.text)
    between = start + (end - start) * at // max(1, len(row.text))
    former = replace(row, end=stamp_of(between), text=row.text[:at].strip())
    latter = replace(row, start=stamp_of(between), text=row.text[at:].strip(), was=None)
    return [*rows[:place], former, latter, *rows[place + 1 :]]


def _middle(text: str) -> int:
    """Return where the second half begins; words stay whole where there are spaces."""
    half = len(text) / 2
    for mark in (r"\n", r"(?<=[.!?。！？؟])", r"\s"):
        places = [found.end() for found in re.finditer(mark, text)]
        inner = [at for at in places if len(text) // 5 <= at < len(text) - len(text) // 5]
        if inner:
            return min(inner, key=lambda at: abs(at - half))
    return round(half)


def joined(rows: Sequence[Row], place: int) -> list[Row]:
    """Make one row of two: from where the first begins until the second ends."""
    former, latter = rows[place], rows[place + 1]
    text = f"{former.text.strip()}\n{latter.text.strip()}".strip()
    one = replace(former, end=latter.end, text=text, speaker=former.speaker or latter.speaker)
    return [*rows[:place], one, *rows[place + 2 :]]


def with_new(rows: Sequence[Row], place: int) -> list[Row]:
    """Put an empty row behind the row at `place`; before all others where that is -1."""
    start = moment_of(rows[place].end) if place >= 0 else 0
    times = (stamp_of(start), stamp_of(start + AFTER)) if start is not None else ("", "")
    return [*rows[: place + 1], Row(*times, "", ""), *rows[place + 1 :]]
