"""What the tests of participation look at."""

from webinars.attendance.queries import Participation, participation
from webinars.database import Db
from webinars.programme.models import Sitting


def facts(db: Db, sitting: Sitting) -> list[Participation]:
    return participation(db, webinar=sitting.webinar)


def only(db: Db, sitting: Sitting) -> Participation:
    (fact,) = facts(db, sitting)
    return fact


def seconds(fact: Participation) -> list[int]:
    return list(fact.seconds.values())
