"""A colleague goes instead: one place, two people, one entry in the right calendar."""

from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import (
    count,
    entries,
    kinds,
    letters,
    passing_on,
    states,
)
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.addresses import BadAddress
from webinars.kernel.languages import Language
from webinars.people.operations import NameMissing
from webinars.programme.models import Sitting
from webinars.registrations.models import (
    Approval,
    Category,
    ConsentKind,
    Place,
    PlaceState,
    Registration,
    Source,
    Substitution,
)
from webinars.registrations.operations import (
    Colleague,
    cancel,
    forget,
    prove,
    substitute,
    undo_substitution,
)
from webinars.registrations.operations.refusals import (
    CameBackSince,
    ColleagueAnswered,
    HasBegun,
    IsCancelled,
    NoSubstitution,
    NothingToPassOn,
    SamePerson,
)
from webinars.registrations.rules import agreed, is_proven, standing_place
from webinars.web.requests import WebinarsApp

TO_JUMA = Colleague(JUMA[0], JUMA[1], Language.FRENCH)
LATER = NOON + timedelta(hours=1)
KENYA: dict[str, Any] = {
    "category": Category.STATE,
    "state_code": "KE",
    "organisation": "Patent Office",
}


def pass_on(
    db: Db,
    mine: Registration,
    colleague: Colleague = TO_JUMA,
    **over: Any,  # noqa: ANN401  (of the operation)
) -> Substitution:
    said: dict[str, Any] = {"by": mine.public_id, "now": LATER} | over
    substitute(db, registration=mine, colleague=colleague, **said)
    return passing_on(db, mine)


def undo(db: Db, made: Substitution, *, by: str = "", now: datetime = LATER) -> None:
    undo_substitution(db, substitution=made, by=by or made.predecessor.public_id, now=now)


def held(db: Db, sitting: Sitting) -> int:
    taken = select(func.count()).select_from(Place).where(Place.sitting_id == sitting.id)
    return db.scalar(taken.where(Place.state == PlaceState.CONFIRMED)) or 0


def entry(app: WebinarsApp, db: Db, kind: str) -> tuple[str, dict[str, object]]:
    [letter] = letters(db, kind=f"registrations.{kind}")
    content = render(app, letter, app.clock())
    assert content is not None
    assert content.invitation is not None
    calendar = icalendar.Calendar.from_ical(content.invitation.body)
    return content.invitation.method, dict(calendar.walk("VEVENT")[0])


def test_the_place_stays_in_the_delegation_and_no_new_one_is_taken(db: Db) -> None:
    sitting = make_sitting(db, capacity=1)
    mine = make_registration(
        db,
        sitting=sitting,
        needs="Large slides",
        consents=frozenset({ConsentKind.NEWS}),
        **KENYA,
    )
    waiting = make_registration(db, sitting=sitting, name="Wu Li", address="wu@office.example")

    made = pass_on(db, mine)

    theirs = made.successor
    assert states(mine, theirs, waiting) == [None, "confirmed", "waiting"]
    assert (theirs.state_code, theirs.organisation, theirs.language) == (
        "KE",
        "Patent Office",
        Language.FRENCH,
    )
    assert (theirs.needs, agreed(theirs), is_proven(theirs)) == ("", frozenset(), False)
    assert (mine.cancelled_at, mine.cancelled_by) == (LATER, mine.public_id)
    assert held(db, sitting) == 1


def test_both_people_the_moment_and_the_author_are_kept(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    made = pass_on(db, mine, by="focal", source=Source.FOCAL_POINT)

    assert (made.predecessor.person.name, made.successor.person.name) == (AMINA[0], JUMA[0])
    assert (made.made_at, made.made_by, made.accepted_at) == (LATER, "focal", None)
    assert (made.successor.source, made.successor.registered_by) == (Source.FOCAL_POINT, "focal")
    assert entries(db, subject=mine.public_id)[-1] == "registrations.substitute"


def test_one_calendar_loses_the_entry_and_the_other_gets_it(db: Db, app: WebinarsApp) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    pass_on(db, mine)

    away, lost = entry(app, db, "passed_on")
    here, got = entry(app, db, "handed")
    assert (away, here) == ("CANCEL", "REQUEST")
    assert lost["UID"] == got["UID"]
    assert lost["ATTENDEE"] == f"mailto:{AMINA[1]}"
    assert got["ATTENDEE"] == f"mailto:{JUMA[1]}"
    assert [letter.address for letter in letters(db)][-2:] == [JUMA[1], AMINA[1]]


def test_two_at_one_mailbox_keep_the_one_entry_that_they_share(db: Db, app: WebinarsApp) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    pass_on(db, mine, Colleague(JUMA[0], AMINA[1], Language.ENGLISH))

    [letter] = letters(db, kind="registrations.passed_on")
    content = render(app, letter, app.clock())
    assert content is not None
    assert content.invitation is None
    _, got = entry(app, db, "handed")
    assert got["SEQUENCE"] == mine.sequence


def test_the_colleagues_button_is_the_consent_and_ends_the_undoing(db: Db) -> None:
    mine = make_registration(db, sitting=make_sitting(db))
    made = pass_on(db, mine)

    prove(db, registration=made.successor, now=LATER)

    db.expire(made)
    assert (made.accepted_at, is_proven(made.successor)) == (LATER, True)
    assert entries(db, subject=made.successor.public_id)[-2:] == [
        "registrations.accept",
        "registrations.prove",
    ]
    with pytest.raises(ColleagueAnswered):
        undo(db, made)


def test_an_address_proven_long_ago_is_no_consent_to_this(db: Db) -> None:
    make_registration(db, sitting=make_sitting(db), name=JUMA[0], address=JUMA[1])
    mine = make_registration(db, sitting=make_sitting(db))

    made = pass_on(db, mine)

    assert is_proven(made.successor)
    assert made.accepted_at is None


def test_it_is_undone_exactly(db: Db, app: WebinarsApp) -> None:
    sitting = make_sitting(db, capacity=1)
    mine = make_registration(db, sitting=sitting, **KENYA)
    made = pass_on(db, mine)
    for letter in letters(db):
        letter.sent_at = LATER  # the colleague has heard of it
    db.flush()

    undo(db, made)

    assert states(mine, made.successor) == ["confirmed", None]
    assert (mine.cancelled_at, held(db, sitting)) == (None, 1)
    assert made.successor.cancelled_at == LATER
    assert kinds(db)[-2:] == ["taken_back", "place_back"]
    assert entry(app, db, "place_back")[0] == "REQUEST"
    assert entry(app, db, "taken_back")[0] == "CANCEL"
    with pytest.raises(NoSubstitution):
        undo(db, made)


def test_a_colleague_who_heard_nothing_yet_hears_nothing(db: Db) -> None:
    made = pass_on(db, make_registration(db, sitting=make_sitting(db)))

    undo(db, made)

    assert kinds(db, address=JUMA[1], withdrawn_at=None) == []


def test_who_came_back_by_the_form_does_not_take_a_second_place(db: Db) -> None:
    sitting = make_sitting(db)
    made = pass_on(db, make_registration(db, sitting=sitting))
    make_registration(db, sitting=sitting)

    with pytest.raises(CameBackSince):
        undo(db, made)


def test_a_colleague_who_is_registered_already_keeps_what_they_have(db: Db) -> None:
    sitting = make_sitting(db, capacity=2)
    theirs = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])
    mine = make_registration(db, sitting=sitting)
    waiting = make_registration(db, sitting=sitting, name="Wu Li", address="wu@office.example")

    made = pass_on(db, mine)

    assert made.successor is theirs
    assert states(mine, theirs, waiting) == [None, "confirmed", "offered"]
    assert held(db, sitting) == 1
    with pytest.raises(ColleagueAnswered):
        undo(db, made)


def test_a_colleague_who_waited_gets_the_place(db: Db) -> None:
    sitting = make_sitting(db, capacity=1)
    mine = make_registration(db, sitting=sitting)
    theirs = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])

    pass_on(db, mine)

    assert states(mine, theirs) == [None, "confirmed"]
    assert held(db, sitting) == 1
    assert kinds(db, address=JUMA[1])[-1] == "handed"


def test_a_colleague_may_send_another_in_turn(db: Db) -> None:
    first = pass_on(db, make_registration(db, sitting=make_sitting(db)))
    wu = Colleague("Wu Li", "wu@office.example", Language.CHINESE)

    second = pass_on(db, first.successor, wu)

    assert states(first.predecessor, first.successor, second.successor) == [
        None,
        None,
        "confirmed",
    ]
    db.expire(first)
    assert first.accepted_at == LATER


def test_what_was_approved_for_one_is_asked_again_unless_the_focal_point_sends(db: Db) -> None:
    sitting = make_sitting(db)
    mine, other = (
        make_registration(db, sitting=sitting, name=name, address=f"{name}@office.example")
        for name in ("Ana", "Ben")
    )
    mine.approval = other.approval = Approval.APPROVED
    wu = Colleague("Wu Li", "wu@office.example", Language.CHINESE)

    own = pass_on(db, mine)
    sent = pass_on(db, other, wu, by="focal", source=Source.FOCAL_POINT)

    assert own.successor.approval is Approval.PENDING
    assert sent.successor.approval is Approval.APPROVED


def test_only_a_confirmed_place_is_passed_on_and_only_before_the_start(db: Db) -> None:
    sitting = make_sitting(db, capacity=1)
    mine = make_registration(db, sitting=sitting)
    waiting = make_registration(db, sitting=sitting, name="Wu Li", address="wu@office.example")

    with pytest.raises(NothingToPassOn):
        pass_on(db, waiting)
    with pytest.raises(HasBegun):
        pass_on(db, mine, now=TENTH_OF_MARCH)
    cancel(db, registration=mine, by="otto", now=NOON)
    with pytest.raises(IsCancelled):
        pass_on(db, mine)
    assert count(db, Substitution) == 0


@pytest.mark.parametrize(
    ("colleague", "refusal"),
    [
        (Colleague(AMINA[0].upper(), AMINA[1].upper(), Language.ENGLISH), SamePerson),
        (Colleague("Juma", "no address", Language.ENGLISH), BadAddress),
        (Colleague("\u200b", JUMA[1], Language.ENGLISH), NameMissing),
    ],
)
def test_a_colleague_is_somebody_else_with_an_address(
    db: Db, colleague: Colleague, refusal: type[Exception]
) -> None:
    mine = make_registration(db, sitting=make_sitting(db))

    with pytest.raises(refusal):
        pass_on(db, mine, colleague)

    assert mine.cancelled_at is None


def test_a_colleague_who_erases_gives_the_place_back_to_the_delegation(db: Db) -> None:
    sitting = make_sitting(db, capacity=1)
    mine = make_registration(db, sitting=sitting)
    made = pass_on(db, mine)

    forget(db, person=made.successor.person, now=LATER)

    assert states(mine) == ["confirmed"]
    assert made.successor.address is None


def test_once_the_predecessor_is_erased_the_colleagues_no_goes_to_the_queue(db: Db) -> None:
    sitting = make_webinar(db).sittings[0]
    sitting.capacity = 1
    made = pass_on(db, make_registration(db, sitting=sitting))
    waiting = make_registration(db, sitting=sitting, name="Wu Li", address="wu@office.example")
    forget(db, person=made.predecessor.person, now=LATER)

    with pytest.raises(NoSubstitution):
        undo(db, made, by=made.successor.public_id)
    cancel(db, registration=made.successor, by=made.successor.public_id, now=LATER)

    place = standing_place(waiting)
    assert place is not None
    assert place.state is PlaceState.OFFERED
