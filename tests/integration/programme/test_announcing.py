"""From draft to open, and how a webinar or one sitting is cancelled."""

from datetime import timedelta

import pytest

from tests.factories.programme import NOON, make_series, make_sitting, make_webinar
from tests.integration.programme.acts import OTTO, told
from webinars.database import Db
from webinars.programme.models import Webinar, WebinarState
from webinars.programme.operations import (
    announce,
    cancel_sitting,
    cancel_webinar,
    close_registration_at,
    open_registration,
)
from webinars.programme.operations.refusals import (
    ClosesTooLate,
    HasBeenHeld,
    HasBegun,
    IsCancelled,
    NoReadyText,
    NoReason,
    NoSittingAhead,
    NotAnnounced,
    OnlySitting,
)
from webinars.programme.queries import present_revision
from webinars.programme.rules import Phase, phase_of

LATER = NOON + timedelta(hours=1)
WHY = "The speaker is ill."


def make_draft(db: Db, *, sittings: int = 1) -> Webinar:
    series = make_series(db, published_at=None)
    return make_webinar(db, series=series, state=WebinarState.DRAFT, sittings=sittings)


def test_announcing_publishes_the_webinar_and_its_series(db: Db) -> None:
    webinar, before = make_draft(db), present_revision(db)

    announce(db, webinar=webinar, by=OTTO, now=NOON)

    assert (webinar.state, webinar.announced_at) == (WebinarState.ANNOUNCED, NOON)
    assert webinar.series.published_at == NOON
    assert webinar.opened_at is None
    assert told(db, webinar) == ["announce"]
    assert present_revision(db) == before + 1


def test_announcing_may_open_registration_in_the_same_moment(db: Db) -> None:
    webinar = make_draft(db)

    announce(db, webinar=webinar, by=OTTO, now=NOON, opening=True)

    assert (webinar.state, webinar.opened_at) == (WebinarState.OPEN, NOON)
    assert told(db, webinar) == ["announce", "open_registration"]


def test_announcing_and_opening_twice_is_once(db: Db) -> None:
    webinar = make_draft(db)

    for moment in (NOON, LATER):
        announce(db, webinar=webinar, by=OTTO, now=moment)
    for moment in (NOON, LATER):
        open_registration(db, webinar=webinar, by=OTTO, now=moment)

    assert (webinar.announced_at, webinar.opened_at) == (NOON, NOON)
    assert told(db, webinar) == ["announce", "open_registration"]


def test_a_webinar_needs_a_sitting_ahead_and_a_finished_text(db: Db) -> None:
    without_sitting, past, without_abstract = (
        make_draft(db, sittings=0),
        make_draft(db),
        make_draft(db),
    )
    without_abstract.texts[0].abstract = ""
    over = past.sittings[0].starts_at

    with pytest.raises(NoSittingAhead):
        announce(db, webinar=without_sitting, by=OTTO, now=NOON)
    with pytest.raises(NoSittingAhead):
        announce(db, webinar=past, by=OTTO, now=over)
    with pytest.raises(NoReadyText):
        announce(db, webinar=without_abstract, by=OTTO, now=NOON)

    assert {w.state for w in (without_sitting, past, without_abstract)} == {WebinarState.DRAFT}


def test_the_link_of_the_room_may_come_later(db: Db) -> None:
    webinar = make_draft(db)
    db.delete(webinar.sittings[0].rooms.pop())

    announce(db, webinar=webinar, by=OTTO, now=NOON)

    assert webinar.state is WebinarState.ANNOUNCED


def test_registration_opens_only_for_what_was_announced(db: Db) -> None:
    draft = make_draft(db)

    with pytest.raises(NotAnnounced):
        open_registration(db, webinar=draft, by=OTTO, now=NOON)


def test_registration_closes_when_the_secretariat_says_but_not_after_the_end(db: Db) -> None:
    webinar = make_webinar(db)
    end = webinar.sittings[0].ends_at

    close_registration_at(db, webinar=webinar, closes_at=end, by=OTTO, now=NOON)
    with pytest.raises(ClosesTooLate):
        close_registration_at(
            db, webinar=webinar, closes_at=end + timedelta(seconds=1), by=OTTO, now=NOON
        )

    assert webinar.registration_closes_at == end


def test_cancelling_a_webinar_cancels_every_sitting_and_raises_their_sequence(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)

    cancelled = cancel_webinar(db, webinar=webinar, reason=f" {WHY} ", by=OTTO, now=LATER)

    assert cancelled == webinar.sittings
    assert (webinar.state, webinar.cancelled_at) == (WebinarState.CANCELLED, LATER)
    assert webinar.cancel_reason == WHY
    assert [(s.cancelled_at, s.cancel_reason, s.sequence) for s in webinar.sittings] == [
        (LATER, WHY, 1)
    ] * 2
    assert told(db, webinar) == ["cancel_webinar"]


def test_a_draft_is_cancelled_without_ever_having_been_announced(db: Db) -> None:
    draft = make_draft(db)

    cancel_webinar(db, webinar=draft, reason=WHY, by=OTTO, now=NOON)

    assert phase_of(draft, NOON) is Phase.CANCELLED
    assert draft.announced_at is None


def test_cancelling_needs_a_reason_and_happens_once(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)

    with pytest.raises(NoReason):
        cancel_webinar(db, webinar=webinar, reason=" \n ", by=OTTO, now=NOON)
    with pytest.raises(NoReason):
        cancel_sitting(db, sitting=webinar.sittings[0], reason="", by=OTTO, now=NOON)
    cancel_webinar(db, webinar=webinar, reason=WHY, by=OTTO, now=NOON)
    with pytest.raises(IsCancelled):
        cancel_webinar(db, webinar=webinar, reason=WHY, by=OTTO, now=LATER)

    assert webinar.cancelled_at == NOON


def test_a_webinar_of_which_a_sitting_has_begun_is_not_cancelled_whole(db: Db) -> None:
    webinar = make_webinar(db, sittings=2)
    during = webinar.sittings[0].starts_at

    with pytest.raises(HasBeenHeld):
        cancel_webinar(db, webinar=webinar, reason=WHY, by=OTTO, now=during)
    cancel_sitting(db, sitting=webinar.sittings[1], reason=WHY, by=OTTO, now=during)

    assert webinar.state is WebinarState.OPEN
    assert phase_of(webinar, webinar.sittings[0].ends_at) is Phase.HELD


def test_one_of_two_sittings_is_cancelled_and_the_last_one_is_not(db: Db) -> None:
    first, second = make_webinar(db, sittings=2).sittings

    cancel_sitting(db, sitting=first, reason=WHY, by=OTTO, now=LATER)
    with pytest.raises(OnlySitting):
        cancel_sitting(db, sitting=second, reason=WHY, by=OTTO, now=LATER)

    assert (first.cancelled_at, first.cancel_reason, first.sequence) == (LATER, WHY, 1)
    assert (second.cancelled_at, second.sequence) == (None, 0)
    assert told(db, first.public_id) == ["cancel_sitting"]


def test_a_sitting_that_is_over_was_never_told_of_or_is_gone_is_not_cancelled(db: Db) -> None:
    over, gone = make_sitting(db), make_sitting(db, cancelled_at=NOON)
    draft = make_draft(db).sittings[0]

    with pytest.raises(HasBegun):
        cancel_sitting(db, sitting=over, reason=WHY, by=OTTO, now=over.starts_at)
    with pytest.raises(IsCancelled):
        cancel_sitting(db, sitting=gone, reason=WHY, by=OTTO, now=NOON)
    with pytest.raises(NotAnnounced):
        cancel_sitting(db, sitting=draft, reason=WHY, by=OTTO, now=NOON)
