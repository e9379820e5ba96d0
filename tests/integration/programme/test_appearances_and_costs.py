"""Who appears in a webinar, and what it costs."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories.programme import NOON, make_webinar
from tests.integration.programme.acts import OTTO, last_detail, told
from webinars.database import Db
from webinars.programme.models import CostKind, Part
from webinars.programme.operations import (
    AppearanceFacts,
    Cost,
    add_appearance,
    change_appearance,
    end_appearance,
    record_cost,
)
from webinars.programme.operations.refusals import NoAmount, NoLabel, NoName
from webinars.programme.queries import cost_lines

ADA = AppearanceFacts(part=Part.SPEAKER, name=" Ada  Example ", function="Head of office")
LATER = NOON + timedelta(hours=1)


def test_people_stand_in_the_order_in_which_they_were_added(db: Db) -> None:
    webinar = make_webinar(db)

    for part, name in ((Part.SPEAKER, "Ada"), (Part.MODERATOR, "Bo"), (Part.SPEAKER, "Cy")):
        facts = AppearanceFacts(part=part, name=name)
        add_appearance(db, webinar=webinar, facts=facts, by=OTTO, now=NOON)

    db.expire(webinar, ["appearances"])
    assert [(row.name, row.position) for row in webinar.appearances] == [
        ("Ada", 0),
        ("Bo", 1),
        ("Cy", 2),
    ]
    assert webinar.sittings[0].sequence == 0


def test_a_person_who_no_longer_takes_part_keeps_the_row(db: Db) -> None:
    webinar = make_webinar(db)
    ada = add_appearance(db, webinar=webinar, facts=ADA, by=OTTO, now=NOON)

    for moment in (NOON, LATER):
        end_appearance(db, webinar=webinar, appearance=ada, by=OTTO, now=moment)

    assert (ada.name, ada.declined_at) == ("Ada Example", NOON)
    assert told(db, ada.public_id) == ["add_appearance", "end_appearance"]


def test_what_is_said_of_a_person_can_be_mended(db: Db) -> None:
    webinar = make_webinar(db)
    ada = add_appearance(db, webinar=webinar, facts=ADA, by=OTTO, now=NOON)
    better = AppearanceFacts(part=Part.OPENING, name="Ada Example", function="Head of office")

    change_appearance(db, webinar=webinar, appearance=ada, facts=better, by=OTTO, now=LATER)

    assert last_detail(db) == {"part": ["speaker", "opening"]}


def test_nobody_appears_without_a_name(db: Db) -> None:
    webinar = make_webinar(db)

    with pytest.raises(NoName):
        add_appearance(
            db,
            webinar=webinar,
            facts=AppearanceFacts(part=Part.SPEAKER, name="\u200b "),
            by=OTTO,
            now=NOON,
        )


def test_a_cost_is_corrected_by_another_line(db: Db) -> None:
    webinar = make_webinar(db)
    for amount in ("1200.5", "-0.50"):
        cost = Cost(kind=CostKind.ACTUAL, label="Interpretation", amount=Decimal(amount))
        record_cost(db, series=webinar.series, webinar=webinar, cost=cost, by=OTTO, now=NOON)

    lines = cost_lines(db, webinar=webinar)
    assert [line.amount for line in lines] == [Decimal("1200.50"), Decimal("-0.50")]
    assert {line.recorded_by for line in lines} == {OTTO}
    assert told(db, webinar) == ["record_cost", "record_cost"]


@pytest.mark.parametrize("amount", ["0", "0.005", "NaN", "Infinity", "1000000000"])
def test_an_amount_that_is_none_is_refused(db: Db, amount: str) -> None:
    webinar = make_webinar(db)
    cost = Cost(kind=CostKind.PLANNED, label="Room", amount=Decimal(amount))

    with pytest.raises(NoAmount):
        record_cost(db, series=webinar.series, webinar=webinar, cost=cost, by=OTTO, now=NOON)


def test_an_amount_for_nothing_is_refused(db: Db) -> None:
    webinar = make_webinar(db)
    cost = Cost(kind=CostKind.PLANNED, label=" ", amount=Decimal(1))

    with pytest.raises(NoLabel):
        record_cost(db, series=webinar.series, webinar=None, cost=cost, by=OTTO, now=NOON)
