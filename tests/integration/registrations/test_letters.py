"""Letters: each says the same twice, in its reader's tongue and by her clock."""

from html.parser import HTMLParser

import pytest

from tests.factories.people import FORMULA, RIGHT_TO_LEFT
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import letters
from tests.integration.registrations.stories import (
    METHODS,
    STORIES,
    content_of,
    event_in,
    message_of,
    rescheduled,
    told,
    two_sittings,
)
from webinars.database import Db
from webinars.kernel.languages import Language, direction
from webinars.outbox.models import Letter
from webinars.programme.models import Sitting
from webinars.web.requests import WebinarsApp

KB = 1000
LIMIT = 20 * KB


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
