"""The letter with links to all that somebody registered for."""

from datetime import timedelta

from tests.conftest import NOON
from tests.factories.people import AMINA, JUMA
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import letters
from tests.integration.registrations.stories import cancelled, content_of
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.registrations.operations import (
    send_links,
)
from webinars.web.requests import WebinarsApp


def test_links_are_sent_of_all_that_is_to_come_and_to_nobody_unknown(
    db: Db, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    mine = make_registration(db, sitting=sitting)
    make_registration(db, sitting=sitting, name=JUMA[0])
    past = make_registration(db, sitting=make_sitting(db), name="Past")
    cancelled(db, past.webinar, past)
    for address in (mine.address.written if mine.address else "", "nobody@office.example"):
        send_links(db, address=address, language=Language.ENGLISH, zone=None, now=NOON)
    db.flush()

    here, nobody = letters(db, kind="registrations.links")

    text = content_of(app, here).text
    assert "Amina Mfano" in text
    assert JUMA[0] in text
    assert "Past" not in text
    assert render(app, nobody, NOON) is None


def test_what_was_held_in_the_last_year_comes_after_what_is_to_come(
    db: Db, app: WebinarsApp
) -> None:
    rows = [make_registration(db, sitting=make_sitting(db)) for _ in range(3)]
    for row, days in zip(rows, (-40, 9, -400), strict=True):
        [sitting] = row.webinar.sittings
        sitting.starts_at = NOON + timedelta(days=days)
        sitting.ends_at = sitting.starts_at + timedelta(minutes=90)
    held, ahead, long_ago = rows
    send_links(db, address=AMINA[1], language=Language.ENGLISH, zone=None, now=NOON)
    db.flush()

    text = content_of(app, letters(db, kind="registrations.links")[0]).text

    shown = [text.find(f"/my/a{row.public_id}") for row in (ahead, held, long_ago)]
    assert 0 < shown[0] < shown[1]
    assert shown[2] == -1


def test_a_mailbox_gets_at_most_three_letters_with_links_an_hour(db: Db) -> None:
    for minutes in range(0, 70, 10):
        later = NOON + timedelta(minutes=minutes)
        send_links(db, address="x@office.example", language=Language.ENGLISH, zone=None, now=later)

    assert len(letters(db)) == 4
