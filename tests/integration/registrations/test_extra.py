"""Further questions: with their purpose, in the reader's language, kept in the words she read."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.people import AMINA, FORMULA
from tests.factories.programme import make_sitting
from tests.integration.registrations.asking import (
    AMINAS,
    EN_FRANCAIS,
    PLATFORM,
    answers,
    asked,
    at,
    text,
)
from tests.integration.registrations.reading import count
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.tokens import Purpose
from webinars.registrations.models import ExtraAnswer, ExtraKind, Registration
from webinars.registrations.operations import (
    about,
    cancel,
    come_back,
    forget,
)
from webinars.registrations.operations.asking import (
    AskedTooMuch,
    Condition,
    NoPurpose,
    NoSuchCondition,
    OtherOptions,
    TooFewOptions,
    Wording,
    ask_no_more,
    word,
)
from webinars.registrations.queries import registrations_of
from webinars.registrations.queries.extra import extra_fields
from webinars.web.requests import WebinarsApp


def test_the_question_stands_on_the_form_with_its_purpose_and_is_kept_as_read(
    db: Db, client: FlaskClient
) -> None:
    sitting = make_sitting(db)
    field = asked(db, sitting, ExtraKind.CHOICE, PLATFORM)
    word(db, field=field, wording=EN_FRANCAIS, by="otto", now=NOON)
    key = f"more-{field.public_id}"

    page = client.get(f"{at(sitting)}?lang=fr")
    assert "Quel système ?" in page.text
    assert "Pour préparer" in page.text
    client.post(f"{at(sitting)}?lang=fr", data=AMINAS | {key: "2"})
    word(db, field=field, wording=PLATFORM, by="otto", now=NOON)

    assert answers(db, sitting) == [("2", "Quel système ?", "Autre")]


def test_without_a_needed_answer_nothing_is_written_and_nothing_lost(
    db: Db, client: FlaskClient
) -> None:
    sitting = make_sitting(db)
    field = asked(db, sitting, ExtraKind.TEXT, text())

    page = client.post(at(sitting), data=AMINAS)

    assert page.status_code == 422
    assert "Answer this: it is needed." in page.text
    assert f'value="{AMINA[0]}"' in page.text
    assert count(db, Registration) == 0
    key = f"more-{field.public_id}"
    assert client.post(at(sitting), data=AMINAS | {key: FORMULA}).status_code == 303
    assert answers(db, sitting)[0][0] == FORMULA


@pytest.mark.parametrize(("first", "status"), [("yes", 422), ("no", 303)])
def test_a_question_is_for_those_who_answered_another_so(
    db: Db, client: FlaskClient, first: str, status: int
) -> None:
    sitting = make_sitting(db)
    own = Wording(Language.ENGLISH, "Do you run a system?", "To choose the examples")
    runs = asked(db, sitting, ExtraKind.YES_NO, own)
    which = asked(db, sitting, ExtraKind.TEXT, text(), condition=Condition(runs.id, "yes"))

    page = client.get(at(sitting))
    assert "Only if you answered “Do you run a system?: Yes”:" in page.text
    data = AMINAS | {f"more-{runs.public_id}": first}
    assert client.post(at(sitting), data=data).status_code == status

    if first == "no":
        assert answers(db, sitting) == [("no", "Do you run a system?", "No")]
        assert f"more-{which.public_id}" in page.text


def test_several_answers_are_kept_and_an_invented_one_is_refused(
    db: Db, client: FlaskClient
) -> None:
    sitting = make_sitting(db)
    key = f"more-{asked(db, sitting, ExtraKind.SEVERAL, PLATFORM).public_id}"

    assert client.post(at(sitting), data=AMINAS | {key: "3"}).status_code == 422
    assert client.post(at(sitting), data=AMINAS | {key: ["1", "2"]}).status_code == 303

    assert answers(db, sitting) == [("1,2", "Which system?", "IPAS; Own")]


def test_a_question_taken_off_is_not_asked_and_its_answers_stay(
    db: Db, client: FlaskClient, app: WebinarsApp
) -> None:
    sitting = make_sitting(db)
    field = asked(db, sitting, ExtraKind.TEXT, text())
    client.post(at(sitting), data=AMINAS | {f"more-{field.public_id}": "Patents"})

    ask_no_more(db, webinar=sitting.webinar, field=field, by="otto", now=NOON)

    db.expire_all()
    assert "Your team?" not in client.get(at(sitting)).text
    [made] = registrations_of(db, webinar=sitting.webinar)
    token = app.keyring.token(Purpose.MY, made.public_id, made.generation)
    assert "Patents" in client.get(f"/my/{token}").text


def test_who_comes_back_has_answered_already_and_erasing_takes_the_words(
    db: Db, client: FlaskClient
) -> None:
    sitting = make_sitting(db)
    field = asked(db, sitting, ExtraKind.TEXT, text())
    client.post(at(sitting), data=AMINAS | {f"more-{field.public_id}": "Patents"})
    [made] = registrations_of(db, webinar=sitting.webinar)
    cancel(db, registration=made, by="otto", now=NOON)

    come_back(db, registration=made, to=sitting.public_id, by=made.public_id, now=NOON)

    assert count(db, ExtraAnswer) == 2
    held = {"question": "Your team?", "answer": "Patents"}
    assert about(db, person=made.person)["further answers"] == [held, held]
    forget(db, person=made.person, now=NOON)
    assert {one["answer"] for one in about(db, person=made.person)["further answers"]} == {""}


def test_what_cannot_be_asked_is_refused(db: Db) -> None:
    sitting = make_sitting(db)
    with pytest.raises(NoPurpose):
        asked(db, sitting, ExtraKind.TEXT, Wording(Language.ENGLISH, "Why?", " "))
    with pytest.raises(TooFewOptions):
        asked(db, sitting, ExtraKind.CHOICE, text())
    with pytest.raises(NoSuchCondition):
        asked(db, sitting, ExtraKind.TEXT, text(), condition=Condition(99, "1"))
    field = asked(db, sitting, ExtraKind.CHOICE, PLATFORM)
    short = Wording(Language.FRENCH, "Quel système ?", "Pour préparer", "IPAS\nAutre\nAucun")
    with pytest.raises(OtherOptions):
        word(db, field=field, wording=short, by="otto", now=NOON)
    for number in range(7):
        asked(db, sitting, ExtraKind.TEXT, text(f"Question {number}?"))
    with pytest.raises(AskedTooMuch):
        asked(db, sitting, ExtraKind.TEXT, text())


def test_an_officer_asks_words_and_takes_off_and_reads_the_answers(
    db: Db, client: FlaskClient
) -> None:
    sitting = make_sitting(db)
    home = f"/secretariat/webinars/{sitting.webinar.slug}"
    assert client.get(f"{home}/fields").status_code == 303
    sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    said = {"kind": "text", "language": "en", "label": "Your team?", "purpose": "To form groups"}

    assert client.post(f"{home}/fields", data=said | {"purpose": ""}).status_code == 422
    assert "Your team?" in client.post(f"{home}/fields", data=said, follow_redirects=True).text
    [field] = extra_fields(db, webinar_id=sitting.webinar_id)
    path, french = f"{home}/fields/{field.public_id}", {"language": "fr", "label": "Équipe ?"}
    assert client.get(path).status_code == 200
    client.post(path, data=said | french)
    key = f"more-{field.public_id}"
    assert client.post(at(sitting), data=AMINAS | {key: "Patents"}).status_code == 303

    assert "Your team?: Patents" in client.get(f"{home}/registrations").text
    client.post(f"{path}/end")
    assert client.get(path).status_code == 404
