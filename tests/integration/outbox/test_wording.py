"""Edited wordings: placeholders checked by name, said in both forms, and the way back to ours."""

import pytest

from tests.conftest import NOON
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.outbox.models import Wording
from webinars.outbox.operations import reword, take_ours
from webinars.outbox.operations.wording import (
    MissingPlaceholder,
    NoMarkup,
    NoWords,
    TooLong,
    UnknownPlaceholder,
)
from webinars.outbox.queries import wording_history
from webinars.registrations.letters import CONFIRMATION
from webinars.web.requests import WebinarsApp

SUBJECT = "You are registered: %(title)s, %(day)s"
DEAR = "Dear %(name)s,"
KEY = "The address of your page is your key: please do not pass it on."


def edit(db: Db, ours: str, words: str, language: Language = Language.ENGLISH) -> None:
    reword(db, kind=CONFIRMATION, language=language, ours=ours, words=words, by="otto", now=NOON)
    db.flush()


def said(db: Db, app: WebinarsApp, language: Language = Language.ENGLISH) -> tuple[str, str, str]:
    """Return subject, text and HTML of a confirmation in `language`."""
    make_registration(db, sitting=make_sitting(db), language=language, name='Ana <b>"O\'Neil"')
    content = render(app, letters(db)[-1], NOON)
    assert content is not None
    return content.subject, content.text, content.html


def test_a_letter_says_the_edited_words_in_both_forms(db: Db, app: WebinarsApp) -> None:
    edit(db, SUBJECT, "Welcome on %(day)s: %(title)s")
    edit(db, DEAR, "Good day %(name)s, 100 % welcome")
    edit(db, KEY, "Keep “this” address & nobody else's.")

    subject, text, html = said(db, app)

    assert subject == "Welcome on 10 March: Assessing needs together"
    assert 'Good day Ana <b>"O\'Neil", 100 % welcome' in text
    assert "Good day Ana &lt;b&gt;&#34;O&#39;Neil&#34;, 100 % welcome" in html
    assert "Keep “this” address & nobody else's." in text
    assert "Keep “this” address & nobody else's." in html


def test_another_language_and_another_kind_stay_as_they_are(db: Db, app: WebinarsApp) -> None:
    edit(db, DEAR, "Good day %(name)s")

    assert "Good day" not in said(db, app, Language.FRENCH)[1]
    reword(
        db,
        kind="registrations.cancelled",
        language=Language.ENGLISH,
        ours=KEY,
        words="Not here.",
        by="otto",
        now=NOON,
    )
    assert "Not here." not in said(db, app)[1]


def test_our_words_come_back_and_the_history_stays(db: Db, app: WebinarsApp) -> None:
    edit(db, DEAR, "Good day %(name)s")
    edit(db, DEAR, "Hello %(name)s")
    edit(db, DEAR, "Hello %(name)s")  # the same again is no edit
    for _ in range(2):
        take_ours(db, kind=CONFIRMATION, language=Language.ENGLISH, ours=DEAR, by="eva", now=NOON)
        db.flush()

    told = wording_history(db, kind=CONFIRMATION, language=Language.ENGLISH)

    assert [(one.words, one.editor) for one in told] == [
        (None, "eva"),
        ("Hello %(name)s", "otto"),
        ("Good day %(name)s", "otto"),
    ]
    assert "Dear Ana" in said(db, app)[1]


@pytest.mark.parametrize(
    ("words", "refusal", "sentence"),
    [
        (" \n ", NoWords, "Write something"),
        ("x" * 2001, TooLong, "at most 2000 characters"),
        ("Hello %(nam)s %(name)s", UnknownPlaceholder, "%(nam)s is not known here"),
        ("Hello", MissingPlaceholder, "%(name)s is missing"),
        ("Hello <b>%(name)s</b>", NoMarkup, "“<” cannot stand in a letter"),
        ("Hello %(name)s &nbsp;", NoMarkup, "“&nbsp;” cannot stand in a letter"),
    ],
)
def test_what_would_break_a_letter_is_refused_by_name(
    db: Db, words: str, refusal: type[Exception], sentence: str
) -> None:
    with pytest.raises(refusal) as caught:
        edit(db, DEAR, words)

    assert sentence in str(caught.value)
    assert db.query(Wording).count() == 0


def test_two_lines_cannot_make_a_second_header(db: Db, app: WebinarsApp) -> None:
    edit(db, SUBJECT, "Welcome %(title)s %(day)s\r\nBcc: everybody@example.org")

    assert said(db, app)[0].startswith("Welcome Assessing needs together")
    assert "\n" not in said(db, app)[0]
