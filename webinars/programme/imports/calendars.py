"""Reading a calendar file that somebody uploaded: bounded in size, time, memory and entries."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_, clean_line
from webinars.programme.rules.clashes import HOST_ZONE, BusyFacts, whole_days

LARGEST = 5_000_000
"""Bytes of a file."""
MOST = 5_000
"""Entries within the window: six a day for two years and more."""
PROGRAM = Path(__file__).with_name("expanding.py")
PATIENCE = 15
"""Seconds of the clock; the program's own limit is in `expanding`, of the processor."""


class TooBig(BadInput):
    message = N_("The file has more than 5 MB. Export fewer years of the calendar.")


class NoCalendar(BadInput):
    message = N_("The file is no calendar (.ics), or it is damaged. Export it again.")


class TooManyTimes(BadInput):
    message = N_(
        "The calendar repeats too often: more than %(most)s entries in two years."
        " Export fewer of its events."
    )


class TooHard(BadInput):
    message = N_("The calendar takes too long to read. Export fewer years or events.")


REFUSALS: dict[str, type[Refusal]] = {
    "broken": NoCalendar,
    "many": TooManyTimes,
    "heavy": TooHard,
}


@dataclass(frozen=True)
class ReadCalendar:
    since: date
    until: date
    """First day that was not looked at."""
    times: tuple[BusyFacts, ...]


def window_from(now: datetime) -> tuple[date, date]:
    """Return the days that are read: from a month ago to 26 months ahead, the last excluded."""
    today = now.date()
    return today - timedelta(days=31), today + timedelta(days=800)


def read_calendar(raw: bytes, *, now: datetime) -> ReadCalendar:
    """Return the times in a calendar file, its recurrences expanded in the window from `now`.

    Raises:
        TooBig, NoCalendar, TooManyTimes, TooHard: it cannot be taken.
    """
    if len(raw) > LARGEST:
        raise TooBig
    if b"BEGIN:VCALENDAR" not in raw[:1000].upper():
        raise NoCalendar
    since, until = window_from(now)
    answer = _expanded(raw, since, until)
    if refused := answer.get("refused"):
        raise REFUSALS[str(refused)](most=MOST)
    return ReadCalendar(since, until, tuple(_facts(*row) for row in answer["times"]))  # type: ignore[attr-defined]


def _expanded(raw: bytes, since: date, until: date) -> dict[str, object]:
    """Run the program that expands.

    It gets no environment of ours, so no secret either. Killed by its limits, it answers nothing.
    """
    options = (f"{since}", f"{until}", HOST_ZONE, f"{MOST}")
    command = [sys.executable, "-I", str(PROGRAM), *options]
    try:
        done = subprocess.run(  # noqa: S603  (our own file, and dates)
            command,
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
            env={"PATH": os.defpath},
        )
        answer: dict[str, object] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise TooHard from error
    return answer


def _facts(first: str, end: str, all_day: bool, summary: str) -> BusyFacts:  # noqa: FBT001  (a row)
    words = clean_line(summary)
    if all_day:
        return whole_days(date.fromisoformat(first), date.fromisoformat(end), words)
    begins, ends = datetime.fromisoformat(first), datetime.fromisoformat(end)
    return BusyFacts(begins.astimezone(UTC), ends.astimezone(UTC), all_day=False, summary=words)
