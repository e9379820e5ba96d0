"""Every State as classified on the day of each webinar's first instant, as known at the cut."""

from collections.abc import Iterator

from sqlalchemy import select

from webinars.database import Db
from webinars.evaluation.tables.programme import all_webinars
from webinars.evaluation.tables.shape import CODE, FLAG, GROUP, STATE, WEBINAR, Column, Row, Table
from webinars.kernel.tokens import Keyring
from webinars.programme.rules import first_instant
from webinars.states.models import State
from webinars.states.queries import classify_all


def _states(db: Db, _keyring: Keyring) -> Iterator[Row]:
    """Classify every State once a webinar's day; webinars without an instant have none."""
    states = {state.code: state for state in db.scalars(select(State))}
    for webinar in all_webinars(db):
        first = first_instant(webinar)
        if first is None:
            continue
        for code, found in sorted(classify_all(db, on=first.date(), known_at=None).items()):
            named = (webinar.public_id, states[code].alpha3, states[code].m49)
            flags = (found.member, found.group, found.ldc, found.lldc, found.sids)
            yield (*named, *flags, " ".join(sorted(found.unverified)))


TABLES = (
    Table(
        "states",
        "Every State as it was classified on the day of each webinar",
        (
            WEBINAR,
            STATE,
            Column("m49", CODE, "UN M49 code, three digits"),
            Column("member", FLAG, "A member on that day"),
            GROUP,
            Column("ldc", FLAG, "Least developed country on that day"),
            Column("lldc", FLAG, "Landlocked developing country on that day"),
            Column("sids", FLAG, "Small island developing State on that day"),
            Column("unverified", CODE, "Which of these no authority has confirmed, by spaces"),
        ),
        ("webinar", "state"),
        _states,
    ),
)
