"""A group's coverage as its coordinator sees it, and the clocks of its members. No person."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from webinars.desk.rules.coverage import shown_counts
from webinars.desk.sights.delegation import title_of
from webinars.desk.sights.texts import Said
from webinars.kernel.languages import Language
from webinars.kernel.zones import wall_of
from webinars.programme.models import Sitting, Webinar
from webinars.programme.rules import first_instant, standing
from webinars.states.queries import Capital, Named


@dataclass(frozen=True)
class MemberSight:
    """One member in one webinar."""

    name: str
    registered: bool
    attended: bool | None
    """None: not held, or nobody has signed the attendance yet."""
    persons: int | None
    """Registered; None: suppressed."""
    came: int | None
    """Attended; None: suppressed."""


@dataclass(frozen=True)
class CoverageSight:
    """One webinar, member by member."""

    title: Said
    slug: str
    begins: datetime | None
    is_past: bool
    is_known: bool
    """Whether attendance is signed off."""
    members: tuple[MemberSight, ...]
    persons: int | None
    came: int | None

    @cached_property
    def registered(self) -> tuple[MemberSight, ...]:
        return tuple(one for one in self.members if one.registered)

    @cached_property
    def absent(self) -> tuple[MemberSight, ...]:
        """For whom nobody is registered, and nobody came."""
        return tuple(one for one in self.members if not one.registered and not one.attended)

    @cached_property
    def attended(self) -> tuple[MemberSight, ...]:
        return tuple(one for one in self.members if one.attended)

    @cached_property
    def missed(self) -> tuple[MemberSight, ...]:
        """Registered, and did not come."""
        return tuple(one for one in self.members if one.registered and one.attended is False)


def coverage_sight(
    webinar: Webinar,
    members: Sequence[Named],
    registered: Mapping[str, int],
    attended: Counter[str] | None,
    *,
    language: Language,
    now: datetime,
) -> CoverageSight:
    """Return the coverage of a group in one webinar."""
    codes = [one.state.code for one in members]
    there = attended or Counter[str]()
    persons, all_persons = shown_counts({code: registered.get(code, 0) for code in codes})
    came, all_came = shown_counts({code: there[code] for code in codes})
    return CoverageSight(
        title=title_of(webinar, language),
        slug=webinar.slug,
        begins=first_instant(webinar),
        is_past=was_held(webinar, now),
        is_known=attended is not None,
        members=tuple(
            MemberSight(
                name=one.name,
                registered=registered.get(one.state.code, 0) > 0,
                attended=None if attended is None else there[one.state.code] > 0,
                persons=persons[one.state.code],
                came=came[one.state.code],
            )
            for one in members
        ),
        persons=all_persons,
        came=all_came,
    )


def was_held(webinar: Webinar, now: datetime) -> bool:
    """Say whether its last sitting is over, so that who registered changes no more."""
    sittings = standing(webinar)
    return bool(sittings) and max(one.ends_at for one in sittings) <= now


@dataclass(frozen=True)
class Clock:
    """Members whose capitals' clocks show the same when a sitting begins."""

    zone: str
    names: tuple[str, ...]


def clocks_of(sitting: Sitting, capitals: Iterable[Capital]) -> list[Clock]:
    """Return the clocks at which a sitting is seen, the earliest hour first."""
    seen: dict[datetime, list[Capital]] = {}
    for capital in capitals:
        seen.setdefault(wall_of(sitting.starts_at, capital.zone), []).append(capital)
    return [
        Clock(same[0].zone, tuple(one.name for one in same))
        for _wall, same in sorted(seen.items(), key=lambda pair: pair[0])
    ]
