"""Some time after a letter has left, what it said and to whom is gone; that it left stays."""

from datetime import timedelta

from tests.conftest import NOON
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registrations
from tests.integration.outbox.hands import hand_over_all
from tests.integration.registrations.reading import letters
from webinars.database import Db
from webinars.outbox.operations import KEPT, forget_letters, purge
from webinars.outbox.tasks import purge_letters
from webinars.web.requests import WebinarsApp


def test_old_letters_lose_address_name_and_content(db: Db, app: WebinarsApp) -> None:
    make_registrations(db, sitting=make_sitting(db), count=2)
    hand_over_all(app)
    db.expire_all()
    first, second = letters(db)
    second.sent_at = NOON + timedelta(days=1)
    db.flush()
    folder = app.settings.data / "letters"
    assert len(list(folder.iterdir())) == 2

    purge_letters(folder, app.engine, NOON + KEPT)

    db.expire_all()
    assert (first.address, first.name, first.content) == ("", "", {})
    assert (first.purged_at, first.sent_at) == (NOON + KEPT, NOON)
    assert second.address != ""
    assert [path.stem for path in folder.iterdir()] == [second.public_id]


def test_of_who_is_forgotten_no_letter_is_left(db: Db, app: WebinarsApp) -> None:
    """Where there is no mail server, what was written lies in a folder too."""
    make_registrations(db, sitting=make_sitting(db), count=2)
    hand_over_all(app)
    db.expire_all()
    first, second = letters(db)
    folder = app.settings.data / "letters"

    forget_letters(db, about=[first.about], now=NOON)
    purge_letters(folder, app.engine, NOON + timedelta(minutes=1))

    db.expire_all()
    assert (first.address, first.host, first.name, first.content) == ("", "", "", {})
    assert second.host == "office.example"
    assert [path.stem for path in folder.iterdir()] == [second.public_id]


def test_a_letter_that_may_still_leave_keeps_its_words(db: Db) -> None:
    make_registrations(db, sitting=make_sitting(db), count=1)

    assert purge(db, now=NOON + 10 * KEPT) == []
