"""Sittings as answers of a list: day, hours and whose clock, in one line."""

from collections.abc import Iterable

from webinars.programme.models import Sitting
from webinars.web.words.days import day_short, hours, zone_city


def sittings_in_words(
    sittings: Iterable[Sitting], *, language: str, zone: str | None
) -> list[tuple[str, str]]:
    """Return public id and words of each; by the reader's `zone`, else as announced."""
    return [(one.public_id, _words(one, language, zone or one.zone)) for one in sittings]


def _words(sitting: Sitting, language: str, zone: str) -> str:
    when = hours(sitting.starts_at, sitting.ends_at, zone, language=language)
    day, city = (
        day_short(sitting.starts_at, zone, language=language),
        zone_city(zone, language=language),
    )
    return f"{day}, {when} ({city})"
