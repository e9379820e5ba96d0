"""Letters: each says the same twice, in its reader's tongue and by her clock, while it is true."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import icalendar
import pytest
import vobject

from tests.conftest import NOON
from tests.factories.people import AMINA, FORMULA, JUMA, RIGHT_TO_LEFT
from tests.factories.programme import TENTH_OF_MARCH, make_sitting, make_text, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language, direction
from webinars.kernel.tokens import Purpose
from webinars.outbox.mime import compose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Content
from webinars.programme.models import Sitting, Webinar
from webinars.programme.operations import Slot
from webinars.registrations.models import PlaceState, Registration
from webinars.registrations.operations import (
    Wishes,
    cancel,
    cancel_sitting_announced,
    cancel_webinar_announced,
    change,
    come_back,
    give_free_places,
    move,
    post_reminders,
    reschedule_announced,
    send_links,
)
from webinars.registrations.operations.places import release
from webinars.registrations.operations.telling import tell
from webinars.web.requests import WebinarsApp

KB = 1000
LIMIT = 20 * KB
THURSDAY = Slot(datetime(2027, 3, 11, 15, 0), "Europe/Zurich", 60)
SENDER = "Technical Assistance Webinars <webinars@example.org>"

Story = Callable[[Db, Webinar, Registration], None]


def two_sittings(db: Db) -> Webinar:
    webinar = make_webinar(db, sittings=2, title="What a small office needs first")
    arabic = make_text(title="ما يحتاج إليه المكتب الصغير أولًا", language=Language.ARABIC)
    webinar.texts.append(arabic)
    db.flush()
    return webinar


def message_of(app: WebinarsApp, letter: Letter) -> EmailMessage | None:
    content = render(app, letter, app.clock())
    return compose(letter, content, sender=SENDER, now=app.clock()) if content else None


def content_of(app: WebinarsApp, letter: Letter) -> Content:
    content = render(app, letter, app.clock())
    assert content is not None, letter.kind
    return content


def event_in(app: WebinarsApp, letter: Letter) -> tuple[str, Any]:
    """Return METHOD and entry, after two readers have taken the calendar part."""
    message = message_of(app, letter)
    assert message is not None
    [part] = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    text = part.get_content()
    calendar = icalendar.Calendar.from_ical(text)
    assert part.get_param("method") == calendar["method"]
    read = vobject.readOne(text)
    [event] = calendar.walk("VEVENT")
    assert read.vevent.uid.value == event["uid"]
    return str(calendar["method"]), event


def registered(_db: Db, _webinar: Webinar, _mine: Registration) -> None:
    """Nothing more."""


def known(db: Db, webinar: Webinar, _mine: Registration) -> None:
    make_registration(db, sitting=webinar.sittings[0], now=NOON + timedelta(minutes=2))


def waiting(db: Db, webinar: Webinar, _mine: Registration) -> None:
    webinar.sittings[0].capacity = 1
    make_registration(db, sitting=webinar.sittings[0], name=JUMA[0], language=_mine.language)


def place_given(db: Db, webinar: Webinar, mine: Registration) -> None:
    make_registration(db, sitting=webinar.sittings[1], name=JUMA[0])
    webinar.sittings[0].capacity = 1
    mine.places[0].state = PlaceState.WAITING
    webinar.sittings[0].capacity = None
    give_free_places(db, now=NOON)


def changed(db: Db, _webinar: Webinar, mine: Registration) -> None:
    wishes = Wishes(mine.language, None, "", "Large slides", 1)
    change(db, registration=mine, wishes=wishes, by="otto", now=NOON)


def left(db: Db, webinar: Webinar, mine: Registration) -> None:
    move(db, registration=mine, to=webinar.sittings[1].public_id, by="otto", now=NOON)


def cancelled(db: Db, _webinar: Webinar, mine: Registration) -> None:
    cancel(db, registration=mine, by="otto", now=NOON)


def rescheduled(db: Db, webinar: Webinar, _mine: Registration) -> None:
    first = webinar.sittings[0]
    reschedule_announced(db, sitting=first, slot=THURSDAY, reason="Snow.", by="otto", now=NOON)


def webinar_cancelled(db: Db, webinar: Webinar, _mine: Registration) -> None:
    cancel_sitting_announced(db, sitting=webinar.sittings[0], reason="Storm.", by="otto", now=NOON)


def reminder_day(db: Db, _webinar: Webinar, _mine: Registration) -> None:
    post_reminders(db, now=TENTH_OF_MARCH - timedelta(hours=20))


def reminder_week(db: Db, _webinar: Webinar, _mine: Registration) -> None:
    post_reminders(db, now=TENTH_OF_MARCH - timedelta(days=7))


def reminder_hour(db: Db, _webinar: Webinar, _mine: Registration) -> None:
    post_reminders(db, now=TENTH_OF_MARCH - timedelta(minutes=50))


def links(db: Db, _webinar: Webinar, mine: Registration) -> None:
    assert mine.address is not None
    send_links(db, address=mine.address.written, language=mine.language, zone=None, now=NOON)


def offered(db: Db, _webinar: Webinar, mine: Registration) -> None:
    """Hold the place for her until tomorrow, as an offer is held."""
    place = mine.places[0]
    place.state = PlaceState.OFFERED
    until = NOON + timedelta(days=1)
    tell(
        db,
        registration=mine,
        kind="registrations.offer",
        now=NOON,
        valid_until=until,
        offer=place.public_id,
        until=until.isoformat(),
    )


def offer_expired(db: Db, webinar: Webinar, mine: Registration) -> None:
    mine.places[0].state = PlaceState.WAITING
    sitting = webinar.sittings[0].public_id
    kind = "registrations.offer_expired"
    tell(db, registration=mine, kind=kind, now=NOON, sitting=sitting, waits=True)


STORIES: dict[str, Story] = {
    "confirmation": registered,
    "known": known,
    "waiting": waiting,
    "place_given": place_given,
    "changed": changed,
    "left": left,
    "cancelled": cancelled,
    "rescheduled": rescheduled,
    "webinar_cancelled": webinar_cancelled,
    "reminder_week": reminder_week,
    "joining": reminder_day,
    "reminder_day": reminder_day,
    "reminder_hour": reminder_hour,
    "links": links,
    "offer": offered,
    "offer_expired": offer_expired,
}
METHODS = {
    "confirmation": "REQUEST",
    "known": "REQUEST",
    "place_given": "REQUEST",
    "changed": "REQUEST",
    "left": "CANCEL",
    "cancelled": "CANCEL",
    "rescheduled": "REQUEST",
    "webinar_cancelled": "CANCEL",
}


def told(db: Db, kind: str, language: Language) -> tuple[Registration, Letter]:
    """Let the story of `kind` happen; return the first registration and the letter."""
    webinar = two_sittings(db)
    mine = make_registration(db, sitting=webinar.sittings[0], language=language)
    STORIES[kind](db, webinar, mine)
    db.flush()
    [letter] = letters(db, kind=f"registrations.{kind}")
    return mine, letter


class Balanced(HTMLParser):
    """Notes the elements that were not closed in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  (as its base)
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.ARABIC, Language.CHINESE])
@pytest.mark.parametrize("kind", STORIES)
def test_each_letter_is_whole_in_both_forms(
    db: Db, app: WebinarsApp, kind: str, language: Language
) -> None:
    _, letter = told(db, kind, language)

    message = message_of(app, letter)

    assert message is not None
    assert len(message.as_bytes()) < LIMIT
    alternatives = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    calendar = ["text/calendar", "application/ics"] if kind in METHODS else []
    assert alternatives == ["text/plain", "text/html", *calendar]
    text, html = content_of(app, letter).text, content_of(app, letter).html
    assert f'<html lang="{language}" dir="{direction(language)}">' in html
    parser = Balanced()
    parser.feed(html)
    assert parser.open == []
    assert "\n\n\n\n" not in text
    link = next(word for word in text.split() if "/my/" in word)
    assert f'href="{link}"' in html
    assert message["List-Unsubscribe"] is None


@pytest.mark.parametrize("kind", METHODS)
def test_the_calendar_part_is_read_by_two_readers(db: Db, app: WebinarsApp, kind: str) -> None:
    _, letter = told(db, kind, Language.ENGLISH)

    method, event = event_in(app, letter)

    assert method == METHODS[kind]
    assert (event["status"] == "CANCELLED") == (method == "CANCEL")
    attendee = event["attendee"]
    assert attendee == f"mailto:{letter.address}"
    assert attendee.params["CN"] == letter.name
    assert (attendee.params["RSVP"], attendee.params["PARTSTAT"]) == ("FALSE", "ACCEPTED")
    assert event["organizer"] == "mailto:webinars@example.org"


def test_hours_are_told_by_her_clock_and_as_announced(db: Db, app: WebinarsApp) -> None:
    _, letter = told(db, "confirmation", Language.ENGLISH)

    text = content_of(app, letter).text

    assert "You are registered for Wednesday 10 March, 15:00 to 16:30" in text
    assert "announced as 13:00 to 14:30 in Geneva, 12:00 to 13:30 UTC" in text


def test_without_a_clock_the_announced_hours_are_told(db: Db, app: WebinarsApp) -> None:
    make_registration(db, sitting=make_sitting(db), zone=None)

    text = content_of(app, letters(db)[0]).text

    assert "Wednesday 10 March, 13:00 to 14:30" in text
    assert "These are the hours in Geneva, as announced; 12:00 to 13:30 UTC." in text


def test_the_title_is_in_her_language_where_there_is_one(db: Db, app: WebinarsApp) -> None:
    _, arabic = told(db, "confirmation", Language.ARABIC)
    assert "ما يحتاج إليه المكتب الصغير أولًا" in content_of(app, arabic).subject

    arabic.language = Language.RUSSIAN
    html = content_of(app, arabic).html
    assert '<h2 lang="en" dir="ltr">What a small office needs first</h2>' in html


@pytest.mark.parametrize(
    "name",
    [FORMULA, RIGHT_TO_LEFT, 'Ana <b>"Ejemplo"; O\'Neil', "李" * 300, "W" * 300],
    ids=ascii,
)
def test_any_name_arrives_as_it_is(db: Db, app: WebinarsApp, name: str) -> None:
    make_registration(db, sitting=make_sitting(db), name=name)
    [letter] = letters(db)

    message = message_of(app, letter)

    assert message is not None
    content = content_of(app, letter)
    assert f"Dear {name}," in content.text
    parser = Balanced()
    parser.feed(content.html)
    assert f"Dear {name}," in parser.words
    assert message["To"].addresses[0].addr_spec == letter.address
    _, event = event_in(app, letter)
    assert event["attendee"].params["CN"].replace("'", '"') == name.replace("'", '"')
    assert len(message.as_bytes()) < LIMIT


def test_an_unusual_address_is_written_as_a_mail_link(db: Db, app: WebinarsApp) -> None:
    make_registration(db, sitting=make_sitting(db), address="ana?x=1%&y#z@office.example")

    _, event = event_in(app, letters(db)[0])

    assert event["attendee"] == "mailto:ana%3Fx=1%25&y%23z@office.example"


def test_two_subjects_cannot_be_smuggled_in(db: Db, app: WebinarsApp) -> None:
    webinar = make_webinar(db, title="First\r\nBcc: everybody@example.org\n\nX")
    make_registration(db, sitting=webinar.sittings[0])

    message = message_of(app, letters(db)[0])

    assert message is not None
    assert message["Bcc"] is None
    assert message["Subject"].startswith("You are registered: First Bcc: everybody")


class Calendar:
    """What a person's calendar holds: an entry a UID, replaced by RFC 5546, section 2.1.5."""

    def __init__(self, db: Db, app: WebinarsApp) -> None:
        self.db, self.app = db, app
        self.entries: dict[str, Any] = {}
        self.seen = 0

    def read_mail(self) -> list[str]:
        """Take what came since; return its methods."""
        self.db.flush()
        fresh = letters(self.db)[self.seen :]
        self.seen += len(fresh)
        invited = [one for one in fresh if content_of(self.app, one).invitation]
        return [self.take(*event_in(self.app, one)) for one in invited]

    def take(self, method: str, event: Any) -> str:  # noqa: ANN401  (of a library)
        uid = str(event["uid"])
        known = self.entries.get(uid)
        if known is not None:
            before = (known["sequence"], known["dtstamp"].dt)
            assert (event["sequence"], event["dtstamp"].dt) >= before, "an older one came later"
            assert (event["sequence"] > known["sequence"]) or method == "REQUEST"
        self.entries[uid] = event
        return method

    def stands(self) -> list[datetime]:
        """Return the starts of the entries that are not cancelled."""
        held = (one for one in self.entries.values() if one["status"] != "CANCELLED")
        return sorted(one["dtstart"].dt for one in held)


def test_a_calendar_follows_through_every_change(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    morning, evening = webinar.sittings
    calendar = Calendar(db, app)
    mine = make_registration(db, sitting=morning)
    assert (calendar.read_mail(), calendar.stands()) == (["REQUEST"], [morning.starts_at])

    left(db, webinar, mine)
    assert calendar.read_mail() == ["REQUEST", "CANCEL"]
    assert calendar.stands() == [evening.starts_at]

    move(db, registration=mine, to=morning.public_id, by="otto", now=NOON)
    assert calendar.read_mail() == ["REQUEST", "CANCEL"]
    assert calendar.stands() == [morning.starts_at]

    rescheduled(db, webinar, mine)
    assert calendar.read_mail() == ["REQUEST"]
    assert calendar.stands() == [morning.starts_at]

    cancelled(db, webinar, mine)
    assert (calendar.read_mail(), calendar.stands()) == (["CANCEL"], [])

    mine = come_back(db, registration=mine, to=morning.public_id, by="otto", now=NOON)
    assert (calendar.read_mail(), calendar.stands()) == (["REQUEST"], [morning.starts_at])

    cancel_webinar_announced(db, webinar=webinar, reason="Storm.", by="otto", now=NOON)
    assert (calendar.read_mail(), calendar.stands()) == (["CANCEL"], [])


def test_the_first_invitation_has_the_sequence_of_the_feed(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    sitting = webinar.sittings[0]
    sitting.sequence = 4
    make_registration(db, sitting=sitting)

    _, event = event_in(app, letters(db)[0])

    assert event["sequence"] == 4
    assert str(event["uid"]).startswith(f"{sitting.public_id}@")


def test_who_shares_a_mailbox_does_not_take_the_entry_from_the_other(
    db: Db, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    juma = make_registration(db, sitting=sitting, name=JUMA[0])
    cancel(db, registration=juma, by="otto", now=NOON)

    content = content_of(app, letters(db)[-1])

    assert content.invitation is None
    assert "takes the entry out" not in content.text


def gone(db: Db, app: WebinarsApp, kind: str) -> bool:
    """Say whether the first letter of `kind` is not sent any more."""
    db.flush()
    return render(app, letters(db, kind=f"registrations.{kind}")[0], NOON) is None


def test_the_narrow_space_of_french_stays_in_a_subject(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    make_registration(db, sitting=webinar.sittings[0], language=Language.FRENCH)
    [letter] = letters(db, kind="registrations.confirmation")

    subject = content_of(app, letter).subject
    message = message_of(app, letter)

    assert "Vous êtes inscrit" in subject
    assert "\N{NARROW NO-BREAK SPACE}:" in subject
    assert message is not None
    assert str(message["Subject"]) == subject


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        (Language.FRENCH, "Vous êtes inscrit(e) pour le mercredi 10 mars, de"),
        (Language.RUSSIAN, "Вы зарегистрированы: среда, 10 марта, с"),
        (Language.SPANISH, "Tiene inscripción para el miércoles 10 de marzo, de"),
    ],
)
def test_a_day_inside_a_sentence_has_no_capital(
    db: Db, app: WebinarsApp, language: Language, heading: str
) -> None:
    make_registration(db, sitting=two_sittings(db).sittings[0], language=language)
    [letter] = letters(db, kind="registrations.confirmation")

    assert heading in content_of(app, letter).text


def test_chinese_sentences_stand_close(db: Db, app: WebinarsApp) -> None:
    make_registration(db, sitting=two_sittings(db).sittings[0], language=Language.CHINESE)
    [letter] = letters(db, kind="registrations.confirmation")

    content = content_of(app, letter)

    assert "您无需账户。" in content.text
    assert "。 " not in content.text + content.html


def test_a_letter_that_became_false_is_not_sent(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    mine = make_registration(db, sitting=webinar.sittings[0])
    reminder_day(db, webinar, mine)
    assert not gone(db, app, "confirmation")

    left(db, webinar, mine)
    assert gone(db, app, "confirmation")
    assert gone(db, app, "reminder_day")

    changed(db, webinar, mine)
    assert gone(db, app, "left")

    cancelled(db, webinar, mine)
    assert all(gone(db, app, kind) for kind in ("confirmation", "changed", "left"))
    assert not gone(db, app, "cancelled")


def test_of_two_moves_at_once_only_the_last_is_told(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    make_registration(db, sitting=webinar.sittings[0])
    friday = Slot(THURSDAY.wall + timedelta(days=1), THURSDAY.zone, 60)
    for slot in (THURSDAY, friday):
        moved = webinar.sittings[0]
        reschedule_announced(db, sitting=moved, slot=slot, reason="Snow.", by="otto", now=NOON)
    db.flush()

    first, last = letters(db, kind="registrations.rescheduled")

    assert render(app, first, NOON) is None
    assert "Before, it was Wednesday 10 March" in content_of(app, last).text


def test_a_cancelled_sitting_is_not_told_to_who_has_moved_on(db: Db, app: WebinarsApp) -> None:
    webinar = two_sittings(db)
    mine = make_registration(db, sitting=webinar.sittings[0])
    webinar_cancelled(db, webinar, mine)
    assert not gone(db, app, "webinar_cancelled")

    left(db, webinar, mine)

    assert gone(db, app, "webinar_cancelled")


def test_who_gets_the_second_wish_hears_that_the_first_was_full(db: Db, app: WebinarsApp) -> None:
    first, second = two_sittings(db).sittings
    first.capacity, first.reserve = 1, 0
    make_registration(db, sitting=first, name=JUMA[0], address=JUMA[1])

    make_registration(db, sitting=first, also=(second.public_id,))

    early, late = (
        content_of(app, one).text for one in letters(db, kind="registrations.confirmation")
    )
    assert "was full" not in early
    assert "The sitting that you named first, Wednesday 10 March, " in late
    assert "was full; this is the next that you named." in late


def test_a_button_pressed_twice_brings_one_letter(db: Db, app: WebinarsApp) -> None:
    sitting = make_sitting(db)
    make_registration(db, sitting=sitting)
    for seconds in (4, 121):
        make_registration(db, sitting=sitting, now=NOON + timedelta(seconds=seconds))

    first, later = letters(db, kind="registrations.known")

    assert render(app, first, NOON) is None
    assert render(app, later, NOON) is not None


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


def test_an_offer_leads_to_both_answers_while_it_stands(db: Db, app: WebinarsApp) -> None:
    mine, letter = told(db, "offer", Language.ENGLISH)
    text = content_of(app, letter).text

    token = app.keyring.token(Purpose.OFFER, mine.places[0].public_id, 1)
    assert f"{app.settings.base_url}/offer/{token}\n" in text
    assert f"{app.settings.base_url}/offer/{token}/decline\n" in text
    assert "Please answer by Tuesday 2 March, 15:00 (Nairobi)." in text
    assert render(app, letter, NOON + timedelta(days=1)) is None

    mine.places[0].state = PlaceState.CONFIRMED
    assert gone(db, app, "offer")


def test_who_did_not_answer_an_offer_hears_how_she_stands(db: Db, app: WebinarsApp) -> None:
    mine, letter = told(db, "offer_expired", Language.ENGLISH)
    assert "You are at the end of the queue now" in content_of(app, letter).text

    release(mine.places[0], now=NOON)
    assert gone(db, app, "offer_expired")
    letter.content = letter.content | {"waits": False}
    db.flush()
    assert "so you have left the queue" in content_of(app, letter).text


def sitting_of(letter: Letter) -> str:
    return str(letter.content["sitting"])


def test_what_a_letter_keeps_of_itself_names_nobody(db: Db) -> None:
    webinar = two_sittings(db)
    mine = make_registration(db, sitting=webinar.sittings[0])
    first: Sitting = webinar.sittings[0]
    rescheduled(db, webinar, mine)
    db.flush()

    [letter] = letters(db, kind="registrations.rescheduled")

    assert sitting_of(letter) == first.public_id
    assert mine.person.name not in str(letter.content)
