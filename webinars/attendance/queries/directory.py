"""Who registered for a webinar, to be found by mailbox and by words of the name: suggestions."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from webinars.attendance.queries.connections import Row
from webinars.attendance.queries.people import Crowd
from webinars.database import Db
from webinars.database.pouring import plain
from webinars.kernel.text import normal_name
from webinars.people.models import Address, Person
from webinars.registrations.models import Registration

SUGGESTED = 3
"""So many registrations are suggested for somebody unknown, the likeliest first."""
AT_ONE_MAILBOX = 30
"""All of a shared mailbox are suggested, up to so many: its address alone tells nobody apart."""


@dataclass(frozen=True)
class Known:
    """A registration as a person who matches sees it."""

    registration_id: str
    """Public id."""
    name: str
    address: str
    same_address: bool = False
    """The address agrees; else only words of the name do."""


@dataclass(frozen=True)
class Directory:
    """Who registered, to be found by mailbox and by words of the name."""

    known: Mapping[int, Known]
    crowd: Crowd
    by_word: Mapping[str, set[int]]

    def suggestions(self, row: Row) -> tuple[Known, ...]:
        """Return who it may be: those of the same mailbox, then those who share words."""
        here = set(self.crowd.addresses.get(row.email, ())) & set(self.known)
        words = _words(row.name)
        common = Counter(person for word in words for person in self.by_word.get(word, ()))
        least = min(2, len(words))
        likely = here | {person for person, count in common.items() if count >= least}
        ranked = sorted(
            likely, key=lambda one: (one not in here, -common[one], self.known[one].name, one)
        )
        shown = max(SUGGESTED, min(len(here), AT_ONE_MAILBOX))
        return tuple(
            replace(self.known[person], same_address=person in here) for person in ranked[:shown]
        )


def _known(db: Db, webinar_id: int, crowd: Crowd) -> dict[int, Known]:
    """Return by person the last registration of each, with name and address: one query."""
    last = {own[-1].id for own in crowd.registrations.values()}
    rows = (
        select(
            Registration.id,
            Registration.person_id,
            Registration.public_id,
            Person.name,
            Address.written,
        )
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Address, Address.id == Registration.address_id)
        .where(Registration.webinar_id == webinar_id)
    )
    return {
        crowd.root(person): Known(public_id, name, address or "")
        for registration, person, public_id, name, address in plain(db, rows)
        if registration in last
    }


def directory_of(db: Db, *, webinar_id: int, crowd: Crowd) -> Directory:
    known = _known(db, webinar_id, crowd)
    by_word: dict[str, set[int]] = defaultdict(set)
    for person, one in known.items():
        for word in _words(one.name):
            by_word[word].add(person)
    return Directory(known, crowd, by_word)


def _words(name: str) -> set[str]:
    return {word for word in normal_name(name).split() if len(word) > 1}
