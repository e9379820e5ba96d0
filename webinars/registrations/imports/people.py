"""From rows to people: which column is which, and what is wrong with which row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from webinars.kernel.addresses import BadAddress, normal_address, written_address
from webinars.kernel.languages import Language, is_language
from webinars.kernel.text import N_, clean_line, normal_name
from webinars.kernel.workbooks import Row, is_workbook, lines_within
from webinars.registrations.imports.sheets import (
    EMPTY_ROWS,
    Sheet,
    Unreadable,
    read_text,
    read_workbook,
    refuse_too_big,
)

LONGEST = 300
NAME, EMAIL, LANGUAGE, STATE = "name", "email", "language", "state"
ORGANISATION, FUNCTION = "organisation", "function"

COLUMNS: Mapping[str, str] = {
    NAME: N_("Name"),
    EMAIL: N_("E-mail"),
    ORGANISATION: N_("Organisation"),
    FUNCTION: N_("Function"),
    LANGUAGE: N_("Language"),
    STATE: N_("State"),
}
"""The headings of the template, by the keys that are read in every language."""

OTHER_HEADINGS = {
    "e-mail": EMAIL,
    "mail": EMAIL,
    "email address": EMAIL,
    "organization": ORGANISATION,
    "country": STATE,
}

NO_NAME = N_("The name is missing.")
NO_ADDRESS = N_("The address is missing.")
BAD_ADDRESS = N_("“%(address)s” is not an e-mail address.")
TOO_LONG = N_("One of the cells has more than %(longest)s characters.")
NO_LANGUAGE = N_("“%(language)s” is none of the six languages.")
NO_STATE = N_("“%(state)s” is no State that we know.")
ANOTHER_STATE = N_("The row names another State than yours.")
FORMULA = N_("Cell %(cell)s holds a formula. Write the value itself.")
MERGED = N_("Cells are merged here. Write the value into each row.")
STOPPED = N_("%(count)s empty rows follow. What stands after them, if anything, was not read.")
TWICE = N_("The same name and address stand on line %(other)s already.")


Who = tuple[str, str]
"""Normalised address and name: one person."""


class NoHeadings(Unreadable):
    message = N_(
        "The first row must name the columns: at least “Name” and “E-mail”. Take the template."
    )


@dataclass(frozen=True)
class Fault:
    """What is wrong with one row."""

    line: int
    message: str
    """An English id."""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """One person of a list, ready to be registered or invited."""

    line: int
    name: str
    address: str
    language: Language | None
    """None: the row says none."""
    state: str | None
    organisation: str
    function: str


@dataclass
class People:
    """What was read of a file."""

    read_as: str
    guessed: bool
    good: list[Listed]
    faults: list[Fault]


@dataclass(frozen=True)
class Words:
    """How people write headings, languages and States: folded spellings to keys and codes."""

    headings: Mapping[str, str]
    languages: Mapping[str, Language]
    states: Mapping[str, str]
    own_state: str | None = None
    """Of a focal point: no row may name another."""


def folded_word(text: str) -> str:
    """Return how two spellings of one heading, language or State are compared."""
    return normal_name(text).strip(" *:.")


def people_in(raw: bytes, *, words: Words) -> People:
    """Return the people of a file, CSV or XLSX, told by its bytes and not by its name.

    Raises:
        Unreadable: the file as a whole cannot be taken.
    """
    refuse_too_big(raw)
    sheet = read_workbook(raw) if is_workbook(raw) else read_text(raw)
    if not sheet.rows:
        raise NoHeadings
    places = _places(sheet.rows[0], words)
    found = People(sheet.read_as, sheet.guessed, [], [])
    merged = _merged_lines(sheet)
    seen: dict[Who, int] = {}
    for row in sheet.rows[1:]:
        said = {key: _cell(row.cells, place) for key, place in places.items()}
        if fault := _judge(row, said, words, merged, seen):
            found.faults.append(fault)
        else:
            found.good.append(_listed(row.line, said, words))
    if sheet.stopped:
        found.faults.append(Fault(sheet.rows[-1].line, STOPPED, {"count": EMPTY_ROWS}))
    return found


def _places(heads: Row, words: Words) -> dict[str, int]:
    """Return in which column each key stands; the first of two counts."""
    places: dict[str, int] = {}
    for place, cell in enumerate(heads.cells):
        head = folded_word(cell)
        key = words.headings.get(head) or OTHER_HEADINGS.get(head)
        if key is not None:
            places.setdefault(key, place)
    if not {NAME, EMAIL} <= places.keys():
        raise NoHeadings
    return places


def _merged_lines(sheet: Sheet) -> frozenset[int]:
    return frozenset(lines_within(sheet.merged, last=sheet.rows[-1].line))


def _judge(
    row: Row, said: Mapping[str, str], words: Words, merged: frozenset[int], seen: dict[Who, int]
) -> Fault | None:
    fault = _unusable(row, merged) or _wrong(row.line, said, words)
    if fault is not None:
        return fault
    who = (normal_address(said[EMAIL]), normal_name(said[NAME]))
    first = seen.setdefault(who, row.line)
    return None if first == row.line else Fault(row.line, TWICE, {"other": first})


def _cell(cells: Sequence[str], place: int) -> str:
    return clean_line(cells[place]) if place < len(cells) else ""


def _unusable(row: Row, merged: frozenset[int]) -> Fault | None:
    if row.formula:
        return Fault(row.line, FORMULA, {"cell": row.formula})
    return Fault(row.line, MERGED) if row.line in merged else None


def _wrong(line: int, said: Mapping[str, str], words: Words) -> Fault | None:
    """Return the first thing that is wrong with the answers, in the order of the columns."""
    if not normal_name(said[NAME]):
        return Fault(line, NO_NAME)
    if not said[EMAIL]:
        return Fault(line, NO_ADDRESS)
    try:
        written_address(said[EMAIL])
    except BadAddress:
        return Fault(line, BAD_ADDRESS, {"address": said[EMAIL][:LONGEST]})
    if any(len(answer) > LONGEST for answer in said.values()):
        return Fault(line, TOO_LONG, {"longest": LONGEST})
    return _wrong_code(line, said, words)


def _wrong_code(line: int, said: Mapping[str, str], words: Words) -> Fault | None:
    language, state = said.get(LANGUAGE, ""), said.get(STATE, "")
    if language and _language(language, words) is None:
        return Fault(line, NO_LANGUAGE, {"language": language})
    code = _state(state, words) if state else None
    if state and code is None:
        return Fault(line, NO_STATE, {"state": state})
    if code is not None and words.own_state not in {None, code}:
        return Fault(line, ANOTHER_STATE)
    return None


def _listed(line: int, said: Mapping[str, str], words: Words) -> Listed:
    state = said.get(STATE, "")
    return Listed(
        line=line,
        name=said[NAME],
        address=written_address(said[EMAIL]),
        language=_language(said.get(LANGUAGE, ""), words),
        state=words.own_state or (_state(state, words) if state else None),
        organisation=said.get(ORGANISATION, ""),
        function=said.get(FUNCTION, ""),
    )


def _language(text: str, words: Words) -> Language | None:
    word = folded_word(text)
    return Language(word) if is_language(word) else words.languages.get(word)


def _state(text: str, words: Words) -> str | None:
    return words.states.get(folded_word(text))
