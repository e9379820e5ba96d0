"""Ways to know somebody of a file again without asking: our own token, and earlier decisions.

Names alone are none of them: they are suggested, and a person decides.
"""

import hashlib
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from webinars.attendance.imports.reading import Connection as Read
from webinars.attendance.models import Match, MatchHow
from webinars.attendance.queries.people import Crowd
from webinars.database import Db

Somebody = tuple[str, str]
"""Address and normalised name, as the file says them: one identity."""

Found = tuple[int, MatchHow]
"""A person, and how it is known."""


def identity_of(email: str, name: str, external_id: str = "", within: str = "") -> str:
    """Return under which key all connections of one address and normalised name stand.

    Where there is no address, the room's own identifier tells people of one name apart; where
    there is none either, the file does, named by `within`: a name alone makes nobody one.
    """
    apart = f"\n{external_id or within}" if not email and (external_id or within) else ""
    return hashlib.sha256(f"{email}\n{name}{apart}".encode()).hexdigest()


def by_token(connections: Iterable[Read], crowd: Crowd) -> dict[str, Found]:
    """Return by identity who joined with the identifier that we gave their registration."""
    told = {(one.email, one.name_normal, one.external_id) for one in connections if one.external_id}
    if not told:
        return {}
    registered = {
        own.public_id: person for person, all_own in crowd.registrations.items() for own in all_own
    }
    return {
        identity_of(email, name, token): (registered[token], MatchHow.TOKEN)
        for email, name, token in told
        if token in registered and registered[token] not in crowd.appearing
    }


def by_alias(db: Db, mailboxes: Mapping[str, Iterable[Somebody]], crowd: Crowd) -> dict[str, Found]:
    """Return by identity whom a person recognised before by the same address and name.

    The newest decision holds; one that was taken back is none. Without an address nobody is
    known again: a name alone never decides.
    """
    decided = select(Match.identity, Match.person_id).where(
        Match.how.in_((MatchHow.HAND, MatchHow.APART))
    )
    rows = db.execute(decided.order_by(Match.id))
    known: dict[str, int | None] = {identity: person for identity, person in rows}  # noqa: C416  (rows are no tuples)
    if not known:
        return {}
    here = {identity_of(*who) for names in mailboxes.values() for who in names}
    aliases = ((one, known[one]) for one in here & known.keys())
    people = {one: crowd.root(person) for one, person in aliases if person is not None}
    return {
        one: (person, MatchHow.ALIAS)
        for one, person in people.items()
        if person in crowd.registrations and person not in crowd.appearing
    }
