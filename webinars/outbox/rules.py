"""When a letter may leave: not at night, and not too many to one host. Pure."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webinars.kernel.zones import zone_of

NIGHT_FROM, NIGHT_TO = 22, 7
"""Hours by the recipient's clock between which nothing leaves that can wait."""

HOME = "Europe/Zurich"
"""By whose night we go where the recipient's zone is not known."""


def morning_after(instant: datetime, zone: str | None) -> datetime | None:
    """Return when the night of `zone` ends in which `instant` lies; None: it is day there."""
    here = zone_of(zone or HOME)
    wall = instant.astimezone(here)
    if NIGHT_TO <= wall.hour < NIGHT_FROM:
        return None
    day = wall.date() + timedelta(days=wall.hour >= NIGHT_FROM)
    morning = datetime(day.year, day.month, day.day, NIGHT_TO, tzinfo=here)
    return morning.astimezone(UTC)


def waits_until(
    now: datetime, *, zone: str | None, valid_until: datetime | None
) -> datetime | None:
    """Return until when a letter that can wait does so; None: it leaves now.

    A letter that would be useless in the morning is sent at night: late is worse.
    """
    morning = morning_after(now, zone)
    if morning is None or (valid_until is not None and valid_until <= morning):
        return None
    return morning


@dataclass(frozen=True)
class Pace:
    """How many letters a second one host of recipients gets; 0: as many as there are."""

    a_second: float = 0

    @property
    def limits(self) -> bool:
        return self.a_second > 0

    def next(self, free_at: datetime | None, now: datetime) -> datetime:
        """Return the moment up to which the host's share is used, after one letter more."""
        return max(free_at or now, now) + timedelta(seconds=1 / self.a_second)

    def tolerated(self, now: datetime) -> datetime:
        """Return how far ahead a share may be used: a second's letters may leave at once."""
        return now + timedelta(seconds=1)


AT_ONCE = Pace()

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
MARKUP = re.compile(r"[<>]|&#?\w+;")


def placeholders_in(sentence: str) -> frozenset[str]:
    """Return the names of the values that a sentence leaves room for."""
    return frozenset(PLACEHOLDER.findall(sentence))


def stray_signs(words: str) -> str:
    """Return the first sign in `words` that HTML would not take for a letter; empty: none."""
    found = MARKUP.search(words)
    return found[0] if found else ""


def as_format(words: str) -> str:
    """Return `words` with every per cent sign doubled that begins no placeholder."""
    kept = PLACEHOLDER.split(words.replace("%%", "%"))
    texts = [text.replace("%", "%%") for text in kept[::2]]
    names = [f"%({name})s" for name in kept[1::2]]
    return "".join(text + name for text, name in zip(texts, [*names, ""], strict=True))


def part_of(sentence: str) -> str:
    """Return under which key an edited sentence is kept: it falls away when ours changes."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:32]
