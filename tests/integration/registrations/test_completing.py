"""Further questions that hang on others, and those answered later on one's own page."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.people import JUMA
from tests.factories.programme import make_sitting, make_webinar
from tests.factories.registrations import make_registration
from tests.integration.registrations.asking import AMINAS, PLATFORM, answers, asked, at, text
from tests.integration.registrations.reading import count, letters
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.programme.models import Sitting
from webinars.registrations.models import ExtraAnswer, ExtraField, ExtraKind
from webinars.registrations.operations import (
    cancel,
    enrol,
    meet_enrolments,
)
from webinars.registrations.operations.asking import (
    Condition,
    Wording,
    ask_no_more,
)
from webinars.registrations.queries import registrations_of
from webinars.registrations.queries.extra import extra_fields, open_questions, to_complete
from webinars.web.requests import WebinarsApp


def chain(db: Db, sitting: Sitting) -> list[ExtraField]:
    """Ask three questions, each of those who answered the one before with yes."""
    made: list[ExtraField] = []
    for label in ("A system?", "Your own?", "Since when?"):
        wording = Wording(Language.ENGLISH, label, "To choose the examples")
        condition = Condition(made[-1].id, "yes") if made else None
        kind = ExtraKind.TEXT if len(made) == 2 else ExtraKind.YES_NO
        made.append(asked(db, sitting, kind, wording, condition=condition))
    return made


def test_what_hangs_on_a_question_that_is_not_asked_is_not_asked_either(
    db: Db, client: FlaskClient
) -> None:
    sitting = make_sitting(db)
    keys = [f"more-{field.public_id}" for field in chain(db, sitting)]

    said = dict(zip(keys, ("no", "yes", ""), strict=True))  # hidden in the browser, and sent
    assert client.post(at(sitting), data=AMINAS | said).status_code == 303

    assert answers(db, sitting) == [("no", "A system?", "No")]
    page = client.get(at(sitting)).text
    assert 'class="on1"' in page
    assert '<div class="if1">' in page
    assert '<div class="if1 if2">' in page


def test_taking_a_question_off_takes_all_that_hangs_on_it(db: Db) -> None:
    sitting = make_sitting(db)
    fields = chain(db, sitting)

    ask_no_more(db, webinar=sitting.webinar, field=fields[0], by="otto", now=NOON)

    assert extra_fields(db, webinar_id=sitting.webinar_id) == []


def test_on_ones_page_an_answer_is_given_later_and_changed(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    made = make_registration(db, sitting=sitting)
    system, own, since = chain(db, sitting)
    choice = asked(db, sitting, ExtraKind.SEVERAL, PLATFORM)
    keys = [f"more-{field.public_id}" for field in (system, own, since, choice)]
    page = f"/my/{app.keyring.token(Purpose.MY, made.public_id, made.generation)}"
    assert "To complete: 2 questions are still open" in client.get(page).text

    wrong = client.post(f"{page}/answers", data={keys[0]: "yes", keys[3]: ["1", "2"]})
    assert wrong.status_code == 422
    assert "Answer this: it is needed." in wrong.text
    assert count(db, ExtraAnswer) == 0
    said = {keys[0]: "yes", keys[1]: "yes", keys[2]: "1999", keys[3]: ["1", "2"]}
    assert client.post(f"{page}/answers", data=said).status_code == 303
    db.expire_all()
    shown = client.get(page).text
    assert "To complete" not in shown
    assert 'value="1999"' in shown
    client.post(f"{page}/answers", data={keys[0]: "no", keys[2]: "1999", keys[3]: "2"})

    assert answers(db, sitting) == [
        ("no", "A system?", "No"),
        ("2", "Which system?", "Own"),
    ]


def test_who_cancelled_has_nothing_to_complete(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    made = make_registration(db, sitting=sitting)
    key = f"more-{asked(db, sitting, ExtraKind.TEXT, text()).public_id}"
    cancel(db, registration=made, by=made.public_id, now=NOON)
    page = f"/my/{app.keyring.token(Purpose.MY, made.public_id, made.generation)}"

    assert client.post(f"{page}/answers", data={key: "Patents"}).status_code == 409
    assert "To complete" not in client.get(page).text


def test_who_is_registered_for_the_whole_series_is_asked_later(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    first = make_sitting(db)
    mine = make_registration(db, sitting=first)
    enrol(db, registration=mine, by=mine.public_id, now=NOON)
    webinar = make_webinar(db, series=first.webinar.series, sittings=0)
    asked(db, make_sitting(db, webinar=webinar), ExtraKind.TEXT, text())

    meet_enrolments(db, now=NOON)

    db.expire_all()
    [made] = registrations_of(db, webinar=webinar)
    [letter] = letters(db, about=made.public_id)
    content = render(app, letter, NOON)
    assert content is not None
    assert "To complete: for this webinar a question is asked" in content.text
    assert "To complete: for this webinar a question is asked" in content.html
    page = f"/my/{app.keyring.token(Purpose.MY, made.public_id, made.generation)}"
    assert "To complete: one question is still open" in client.get(page).text


@pytest.mark.parametrize(
    ("said", "owes"),
    [
        ((), True),
        (("no",), False),
        (("yes",), True),
        (("yes", "no"), False),
        (("yes", "yes"), True),
        (("yes", "yes", "Since 2019"), False),
    ],
)
def test_who_owes_an_answer_is_found_as_the_person_is_asked(
    db: Db, said: tuple[str, ...], *, owes: bool
) -> None:
    sitting = make_sitting(db)
    mine = make_registration(db, sitting=sitting)
    fields = chain(db, sitting)
    for field, value in zip(fields, said, strict=False):
        facts = {"registration_id": mine.id, "field_id": field.id, "asked": "?"}
        db.add(ExtraAnswer(value=value, said=value, **facts))
    db.flush()

    found = set(db.scalars(to_complete(webinar_id=sitting.webinar_id)))

    assert found == set(db.scalars(to_complete()))
    assert bool(found) is bool(open_questions(db, registration=mine)) is owes


def test_who_cancelled_owes_nothing_nor_does_anybody_once_it_is_not_asked(db: Db) -> None:
    sitting = make_sitting(db)
    mine = make_registration(db, sitting=sitting)
    gone = make_registration(db, sitting=sitting, name=JUMA[0], address=JUMA[1])
    fields = chain(db, sitting)
    assert set(db.scalars(to_complete())) == {mine.id, gone.id}

    cancel(db, registration=gone, by="otto", now=NOON)
    db.flush()
    assert list(db.scalars(to_complete())) == [mine.id]
    for field in fields:
        field.retired_at = NOON
    db.flush()
    assert list(db.scalars(to_complete())) == []
