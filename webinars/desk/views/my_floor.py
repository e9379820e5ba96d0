"""`/my`: the questions to the speakers that one may read."""

from webinars.database import Db
from webinars.desk.sights.mine import MySight, Stage
from webinars.live.queries import questions_for, voted_by, votes_of
from webinars.live.rules import may_ask
from webinars.web.requests import now

READERS = frozenset(Stage) - {Stage.UNPROVEN, Stage.CANCELLED, Stage.REJECTED}
"""Who may read what others asked: registered, and proven."""


def floor_told(db: Db, sight: MySight) -> dict[str, object]:
    """Return the questions to the speakers that one may read, and which of them one wants."""
    mine = sight.registration
    readable = questions_for(db, registration=mine)
    others = [one for one in readable if one.registration_id != mine.id]
    others = others if sight.stage in READERS else []
    return {
        "asked": [one for one in readable if one.registration_id == mine.id],
        "others_asked": others,
        "votes": votes_of(db, webinar=mine.webinar) if others else {},
        "voted": voted_by(db, registration=mine) if others else frozenset(),
        "may_ask": sight.stage is not Stage.UNPROVEN and may_ask(mine, now()),
    }
