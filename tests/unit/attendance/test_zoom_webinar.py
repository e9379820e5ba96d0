"""Zoom's webinar attendee report, quirk by quirk. Whole files are in test_fixtures.py."""

import pytest

from tests.unit.attendance.reports import ANN, COLUMNS, PLANNED, ZONE, attendees, row
from webinars.attendance.imports import sentences
from webinars.attendance.imports.reading import Outcome, Reading, Role, Section, read
from webinars.attendance.imports.zoom_webinar import original_of


def reading_of(raw: bytes) -> Reading:
    return read(raw, file_name="attendee.csv", zone=ZONE, planned=PLANNED)


def reasons(reading: Reading) -> list[tuple[int, str]]:
    return [(skipped.row, skipped.reason.message) for skipped in reading.skipped]


def notes(reading: Reading) -> list[tuple[int, str]]:
    return [(noted.row, noted.reason.message) for noted in reading.noted]


def test_a_report_without_its_first_lines_is_still_read() -> None:
    reading = reading_of(f"{COLUMNS}\n{ANN}\n".encode())

    assert [one.email for one in reading.connections] == ["ann@example.org"]


def test_a_rejoin_row_inherits_the_registration_of_the_first() -> None:
    again = ANN.replace("Yes,Ann Lee", "Yes,Phone").replace("2026-05-01 10:00:00,approved", ",")
    reading = reading_of(attendees(ANN, again))

    assert len(reading.connections) == 2
    assert [(one.row, one.registered, one.approval) for one in reading.registrants] == [
        (3, "2026-05-01 10:00:00", "approved")
    ]


def test_a_no_show_is_registered_and_has_no_connection() -> None:
    reading = reading_of(
        attendees(ANN, "No,Bo,Bo,-,bo@example.org,2026-05-02 1:00,approved,--,--,--")
    )

    assert [(one.name_raw, one.attended) for one in reading.registrants] == [
        ("Ann Lee", True),
        ("Bo", False),
    ]


def test_a_name_is_pieced_together_where_none_is_shown() -> None:
    header = COLUMNS.replace("User Name (Original Name),", "")
    rows = [
        f"Yes,{first},{last},x@example.org,,,2026-05-12 09:30:00,,"
        for first, last in (("Min", "NA"), ("Ann", "-"), ("--", "Lee"))
    ]
    reading = reading_of("\n".join(["Attendee Details", header, *rows]).encode())

    assert [one.name_raw for one in reading.connections] == ["Min NA", "Ann", "Lee"]


@pytest.mark.parametrize(
    ("shown", "original"),
    [
        ("Ann", "Ann"),
        ("Phone (Ann Lee)", "Ann Lee"),
        ("Ann (WIPO) (Ann Lee (Geneva))", "Ann Lee (Geneva)"),
        ("Ann Lee (2)", "Ann Lee (2)"),
        ("Ann ()", "Ann ()"),
        (") Ann)", ") Ann)"),
    ],
)
def test_the_original_name_stands_in_the_last_parentheses(shown: str, original: str) -> None:
    assert original_of(shown) == original


def test_a_person_is_known_by_the_original_name_and_shown_as_in_the_file() -> None:
    reading = reading_of(attendees(ANN.replace("Ann Lee", "Phone (Ánn  Lee)")))
    connection = reading.connections[0]

    assert (connection.name_raw, connection.name_normal) == ("Phone (Ánn  Lee)", "ánn lee")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("Yes,,,,,2026-05-01 10:00:00,approved,2026-05-12 09:30:00,,", sentences.NO_PERSON),
        ("Yes,Bo,Bo,E,bo@example.org,,,--,--,12", sentences.NO_JOIN_TIME),
        ("No,Bo,Bo,E,bo@example.org,,,--,2026-05-12 09:30:00,12", sentences.NO_JOIN_TIME),
        ("Maybe,Bo,Bo,E,bo@example.org,,,--,--,--", sentences.NEITHER_YES_NOR_NO),
        ("total,1", sentences.NEITHER_YES_NOR_NO),
        ("Yes,Bo,Bo,E,bo@example.org,,,soon,2026-05-12 09:30:00,12", sentences.NOT_A_TIME),
        ("Yes,Bo,Bo,E,bo@example.org,,,2026-05-12 09:30:00,later,12", sentences.NOT_A_TIME),
        (row("Bo", "10:00:00", "09:59:59"), sentences.LEFT_BEFORE_JOINED),
        (row("B" * 301), sentences.TOO_LONG),
    ],
)
def test_a_row_that_cannot_count_is_left_out_with_its_reason(cells: str, reason: str) -> None:
    reading = reading_of(attendees(ANN, cells))

    assert (reading.outcome, len(reading.connections)) == (Outcome.OK, 1)
    assert reasons(reading) == [(4, reason)]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("Yes,Bo,Bo,E,bo@example.org,,,2026-05-12 09:30:00", sentences.NO_LEAVE_TIME),
        (row().replace("Yes", "No"), sentences.CAME_ALTHOUGH_NO),
        (f"{row()},Peru,more", sentences.MORE_CELLS),
    ],
)
def test_a_row_that_is_odd_is_read_and_noted(cells: str, reason: str) -> None:
    reading = reading_of(attendees(ANN, cells))

    assert len(reading.connections) == 2
    assert notes(reading) == [(4, reason)]


def test_a_name_of_300_characters_is_kept() -> None:
    name = "B" * 300
    cells = row().replace("Yes,Bo,", f"Yes,{name},")

    assert reading_of(attendees(cells)).connections[0].name_raw == name


def test_an_address_is_compared_without_case_or_last_dot_and_must_have_a_sign() -> None:
    rows = [row().replace("bo@example.org", text) for text in ("BO@Example.ORG.", "none", "--")]

    assert [one.email for one in reading_of(attendees(*rows)).connections] == [
        "bo@example.org",
        "",
        "",
    ]


def test_staff_among_the_attendees_stand_apart_and_are_noted() -> None:
    host = (
        b"Host Details\nAttended,User Name,Email,Join Time,Leave Time\nYes,Ann,ANN@example.org,,\n"
    )
    reading = reading_of(host + attendees(ANN, row()))

    assert [one.name_raw for one in reading.connections] == ["Bo"]
    assert [(one.section, one.role) for one in reading.hosts] == [(Section.ATTENDEE, Role.HOST)]
    assert [one.email for one in reading.registrants] == ["bo@example.org"]
    assert notes(reading) == [(6, sentences.STAFF_BY_ANOTHER_NAME)]


def test_a_marker_that_is_also_a_name_with_times_is_a_person() -> None:
    others = b"\nOther Attended\nUser Name,Join Time,Leave Time\nHost Details,2026-05-12 09:30,\n"
    reading = reading_of(attendees(ANN) + others)

    assert [(one.section, one.name_raw) for one in reading.connections] == [
        (Section.ATTENDEE, "Ann Lee"),
        (Section.OTHER, "Host Details"),
    ]


def test_totals_may_have_spaces_and_thousands_and_a_start() -> None:
    totals = (
        "Attendee Report\nTopic,Webinar ID,Actual Start Time,Actual Duration (minutes),"
        "# Registered,# Cancelled,Unique Viewers,Max Concurrent Views\n"
        'Seeds,123 456,2026-05-12 09:15:00,90,"1,204", 0,x,0\n'
    )
    reported = reading_of(totals.encode() + attendees(ANN)).reported

    assert (reported.registered, reported.cancelled, reported.unique, reported.peak) == (
        1204,
        0,
        None,
        0,
    )
    assert (reported.topic, reported.room_id, reported.duration) == ("Seeds", "123 456", 90)
    assert (reported.minutes, str(reported.started_at)) == (60, "2026-05-12 07:15:00+00:00")


def test_rows_below_no_headings_are_left_out_visibly() -> None:
    raw = b"Panelist Details\nYes,Cy,cy@example.org\n" + attendees(ANN)

    assert reasons(reading_of(raw)) == [(2, sentences.NO_HEADING_ABOVE)]


def test_a_report_that_lost_its_attendee_table_is_no_report_without_attendees() -> None:
    host = (
        "Host Details\nAttended,User Name,Email,Join Time,Leave Time\nYes,Ann,a@example.org,--,--"
    )
    reading = reading_of(f"{host}\nAttendee Details\n".encode())

    assert (reading.outcome, reading.sentence.message) == (
        Outcome.WRONG_SHAPE,
        sentences.NO_ATTENDEE_TABLE,
    )


def test_attendee_headings_without_attended_are_a_plain_list() -> None:
    headings = COLUMNS.removeprefix("Attended,")
    reading = reading_of(f"{headings}\n{ANN.removeprefix('Yes,')}\n".encode())

    assert (reading.outcome, reading.shape) == (Outcome.OK, "participants_flat")
    assert (len(reading.connections), reading.registrants) == (1, ())


def test_two_stray_quotes_cannot_swallow_the_people_between_them() -> None:
    swallowing = row().replace("Yes,Bo,", 'Yes,"Bo,')
    closing = row("Cy").replace("cy@example.org", 'cy@example.org"')
    reading = reading_of(attendees(ANN, swallowing, row("Dee"), closing))

    assert (reading.outcome, reading.sentence.values["row"]) == (Outcome.WRONG_SHAPE, 4)


def test_ten_thousand_rows_keep_their_lines() -> None:
    reading = reading_of(attendees(*([ANN] * 10_000)))

    assert [one.row for one in reading.connections] == list(range(3, 10_003))
