from datetime import date, time
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage, MultiDict

from webinars.kernel.zones import NoSuchTime
from webinars.web.forms import (
    EmailLine,
    FileOne,
    Form,
    NameLine,
    Paragraph,
    Password,
    TextLine,
    WallDate,
    WallTime,
    WholeNumber,
)


class Everything(Form):
    name = NameLine("Name", missing="Write your name.")
    organisation = TextLine("Organisation", needed=False)
    email = EmailLine("E-mail")
    password = Password("Password")
    note = Paragraph("Note", longest=20, needed=False)
    day = WallDate("Day")
    hour = WallTime("Hour")
    places = WholeNumber("Places", least=1, most=500)
    slides = FileOne("Slides")


RIGHT = {
    "name": "  Amina \u200b  Mfano\x00 ",
    "email": "Amina@Office.EXAMPLE.",
    "password": " as  it is ",
    "note": "one\r\n\r\n\r\n\r\ntwo ",
    "day": "2026-12-09",
    "hour": "14:30",
    "places": " 1 000",
}


def asked(**sent: object) -> Everything:
    """Return the form, sent with right answers but for those said."""
    file = FileStorage(BytesIO(b"%PDF"), filename="slides.pdf")
    form = Everything(MultiDict(RIGHT | {"places": "300", "slides": file} | sent))
    form.validate()
    return form


def faults(form: Form) -> dict[str, tuple[str, str]]:
    """Return, of each field in fault, the sentence and the few words of the list on top."""
    return {field.name: (field.errors[0], field.errors[0].brief) for field in form.wrong()}  # type: ignore[attr-defined]


def test_right_answers_are_cleaned_and_typed() -> None:
    form = asked()

    assert faults(form) == {}
    assert [
        form.name.value,
        form.organisation.data,
        form.email.value,
        form.password.value,
        form.note.value,
        form.day.value,
        form.hour.value,
        form.places.value,
        form.slides.value.filename,
    ] == [
        "Amina Mfano",
        "",
        "Amina@Office.EXAMPLE.",
        " as  it is ",
        "one\n\ntwo",
        date(2026, 12, 9),
        time(14, 30),
        300,
        "slides.pdf",
    ]


def test_every_missing_answer_has_a_sentence_and_an_empty_post_is_a_post() -> None:
    form = Everything(MultiDict())

    assert not form.validate()
    assert faults(form) == {
        "name": ("Write your name.", "nothing is written"),
        "email": ("Write your address in full, as in name@office.example.", "nothing is written"),
        "password": ("Write your password.", "nothing is written"),
        "day": ("Choose a day, as in 2026-12-09.", "no day is chosen"),
        "hour": ("Write the hour, as in 14:30.", "no hour is given"),
        "places": ("Write a number in digits.", "nothing is written"),
        "slides": ("Choose the file again: a page cannot keep it.", "no file is chosen"),
    }


@pytest.mark.parametrize(
    ("name", "written", "sentence", "brief"),
    [
        ("name", "a" * 301, "Use at most 300 characters: there are 301 now.", "too long"),
        (
            "name",
            "Win https://x.example",
            "Write the name alone, without a web address.",
            "holds a web address",
        ),
        (
            "name",
            "WWW.x.example",
            "Write the name alone, without a web address.",
            "holds a web address",
        ),
        ("note", "b" * 21, "Use at most 20 characters: there are 21 now.", "too long"),
        (
            "email",
            "juma@example",
            "“juma@example” is not an e-mail address. Write it in full, as in name@office.example.",
            "the address is not complete",
        ),
        (
            "day",
            "2026-02-30",
            "Write a day that the calendar has: year, month, day, as in 2026-12-09.",
            "this is not a day",
        ),
        (
            "day",
            "0001-01-01",
            "Write a day that the calendar has: year, month, day, as in 2026-12-09.",
            "this is not a day",
        ),
        (
            "hour",
            "24:00",
            "Write an hour from 00:00 to 23:59, as in 14:30.",
            "this is not an hour",
        ),
        ("places", "many", "Write a whole number in digits, as in 12.", "this is not a number"),
        ("places", "1.5", "Write a whole number in digits, as in 12.", "this is not a number"),
        ("places", "9" * 5000, "Write a whole number in digits, as in 12.", "this is not a number"),
        ("places", "0", "Write a number from 1 to 500.", "too small or too large"),
    ],
)
def test_a_wrong_answer_is_told_what_to_write_and_stays(
    name: str, written: str, sentence: str, brief: str
) -> None:
    form = asked(**{name: written})

    assert faults(form) == {name: (sentence, brief)}
    assert form[name].written == written  # type: ignore[attr-defined]


def test_300_characters_of_any_script_are_a_name() -> None:
    assert faults(asked(name="ش" * 300)) == {}


def test_a_formula_is_a_name_like_any_other() -> None:
    assert asked(name='=HYPERLINK("x")').name.value == '=HYPERLINK("x")'


def test_digits_of_any_script_are_a_number() -> None:
    assert asked(places="٣٠").places.value == 30


def test_a_password_is_never_written_back() -> None:
    assert asked(name="").password.written == ""


def test_a_text_where_a_file_belongs_is_no_file() -> None:
    assert set(faults(asked(slides="slides.pdf"))) == {"slides"}


def test_a_date_that_is_known_stands_in_the_form() -> None:
    form = Everything(day=date(2026, 12, 9), hour=time(9))

    assert [form.day.written, form.hour.written] == ["2026-12-09", "09:00"]


def test_a_refusal_of_the_operation_is_shown_at_the_question() -> None:
    form = asked()

    form.blame(form.hour, NoSuchTime(zone="Europe/Zurich", wall="2026-03-29 02:30"))

    assert [field.name for field in form.wrong()] == ["hour"]
    assert form.hour.errors[0].startswith("Clocks in Europe/Zurich skip 2026-03-29 02:30")


def test_an_answer_that_is_not_there_cannot_be_taken() -> None:
    with pytest.raises(ValueError, match="day has no answer"):
        _ = Everything(MultiDict()).day.value
