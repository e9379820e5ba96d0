"""Every file ends in an outcome with its sentence, and none in a silent zero."""

import json
import pickle
from collections.abc import Iterable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.attendance.reports import ANN, COLUMNS, PLANNED, ZONE, attendees, row
from webinars.attendance.imports import sentences
from webinars.attendance.imports.dates import Window
from webinars.attendance.imports.reading import (
    DateOrder,
    Outcome,
    Reading,
    Sentence,
    detect,
    read,
)
from webinars.attendance.imports.strangers import STRANGERS, Stranger

SLASHED = ANN.replace("2026-05-01", "05/01/2026").replace("2026-05-12", "05/12/2026")


def reading_of(
    raw: bytes,
    *,
    zone: str | None = ZONE,
    planned: Window | None = PLANNED,
    date_order: str | None = None,
) -> Reading:
    return read(raw, file_name="attendee.csv", zone=zone, planned=planned, date_order=date_order)


def sentences_of(reading: Reading) -> Iterable[Sentence]:
    yield reading.sentence
    yield from reading.reasons
    yield from (one.reason for one in (*reading.skipped, *reading.noted))


def test_a_file_that_can_be_read_says_how_much() -> None:
    reading = reading_of(attendees(ANN, row(), "Yes,,,,,,,,,"))

    assert reading.outcome is Outcome.OK
    assert reading.sentence.values == {"connections": 2, "skipped": 1}
    assert (reading.needs_zone, reading.needs_date_order) == (False, False)


def test_a_file_without_attendees_waits_for_a_confirmation() -> None:
    reading = reading_of(
        attendees("No,Ann,Ann,Lee,a@example.org,2026-05-01 1:00,approved,--,--,--")
    )

    assert (reading.outcome, len(reading.registrants)) == (Outcome.EMPTY_BUT_VALID, 1)


def test_rows_that_cannot_be_read_are_never_a_file_without_attendees() -> None:
    reading = reading_of(attendees(ANN.replace("2026-05-12", "12 mai 2026")))

    assert reading.outcome is Outcome.WRONG_SHAPE
    assert reading.sentence.message == sentences.NO_ROW_READ


def test_without_a_zone_it_asks_and_shows_what_needs_none() -> None:
    reading = reading_of(attendees(ANN), zone=None)

    assert (reading.outcome, reading.needs_zone) == (Outcome.AMBIGUOUS_DATE, True)
    assert (len(reading.registrants), reading.connections) == (1, ())


def test_a_zone_that_does_not_exist_is_asked_for_again() -> None:
    reading = reading_of(attendees(ANN), zone="Europe/Geneva")

    assert (reading.outcome, reading.needs_zone) == (Outcome.AMBIGUOUS_DATE, True)
    assert "Europe/Geneva" in str(reading.sentence)


def test_dates_that_can_be_read_two_ways_are_asked_about() -> None:
    reading = reading_of(attendees(SLASHED), planned=None)

    assert (reading.outcome, reading.needs_date_order) == (Outcome.AMBIGUOUS_DATE, True)
    assert (reading.needs_zone, reading.connections) == (False, ())


@pytest.mark.parametrize(("order", "month"), [("mdy", 5), ("dmy", 12)])
def test_an_answer_settles_the_order(order: str, month: int) -> None:
    reading = reading_of(attendees(SLASHED), planned=None, date_order=order)

    assert (reading.outcome, reading.date_order) == (Outcome.OK, order)
    assert reading.connections[0].joined_at.month == month


def test_the_planned_day_settles_the_order_unasked() -> None:
    reading = reading_of(attendees(SLASHED))

    assert (reading.outcome, reading.date_order) == (Outcome.OK, DateOrder.MONTH_FIRST)


def test_a_registration_date_settles_the_order_too() -> None:
    reading = reading_of(attendees(SLASHED.replace("05/01", "04/30")), planned=None)

    assert (reading.outcome, reading.date_order) == (Outcome.OK, DateOrder.MONTH_FIRST)


@pytest.mark.parametrize("zone", [ZONE, None])
@pytest.mark.parametrize("attendee", [ANN, SLASHED])
def test_a_file_of_another_day_is_told_even_before_it_asks(attendee: str, zone: str | None) -> None:
    week = timedelta(days=7)
    later = (PLANNED[0] + week, PLANNED[1] + week)
    reading = reading_of(attendees(attendee), zone=zone, planned=later)

    assert reading.outcome is Outcome.WRONG_SESSION
    assert "2026-05-19 07:30" in str(reading.sentence)


def test_a_file_of_another_session_keeps_its_connections_for_an_override() -> None:
    reading = reading_of(attendees(row("Bo", "11:00:00", "11:30:00")))

    assert (reading.outcome, len(reading.connections)) == (Outcome.WRONG_SESSION, 1)


def test_an_open_connection_of_last_week_does_not_meet_the_plan() -> None:
    cells = "Yes,Bo,Bo,E,bo@example.org,,,2026-05-05 09:30:00,--,--"

    assert reading_of(attendees(cells)).outcome is Outcome.WRONG_SESSION


def test_a_report_of_nobody_on_another_day_is_of_another_session() -> None:
    totals = (
        b"Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled\n"
        b"Seeds,1,2026-05-05 09:00:00,60,0,0\n"
    )

    assert reading_of(totals + attendees()).outcome is Outcome.WRONG_SESSION
    assert reading_of(totals + attendees(), planned=None).outcome is Outcome.EMPTY_BUT_VALID


def test_a_session_at_the_change_of_clocks_is_read_but_for_the_doubled_hour() -> None:
    rows = [
        row("Ann", "01:30:00", "03:30:00").replace("2026-05-12", "2026-10-25"),
        row("Bo", "02:30:00", "03:30:00").replace("2026-05-12", "2026-10-25"),
    ]
    reading = reading_of(attendees(*rows), planned=None)

    assert [one.name_raw for one in reading.connections] == ["Ann"]
    assert [(one.row, one.reason.message) for one in reading.skipped] == [
        (4, sentences.NO_SUCH_TIME)
    ]


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda stranger: stranger.shape)
def test_another_report_is_named_and_never_read_as_nobody(stranger: Stranger) -> None:
    raw = ",".join([*sorted(stranger.words), "x"]).encode() + b"\n1,2,3\n"
    reading = reading_of(raw)

    assert reading.outcome is Outcome.WRONG_SHAPE
    assert reading.provider == stranger.provider
    assert reading.sentence.message == stranger.message


def test_the_guesses_are_ranked_with_their_reasons() -> None:
    raw = b"Attendee Report\n" + attendees(ANN) + b"\nFull Name,User Action,Timestamp\n"
    guesses = detect(raw)

    assert [(one.provider, one.confidence) for one in guesses] == [("zoom", 0.85), ("teams", 0.8)]
    assert [str(reason) for reason in guesses[0].reasons][:1] == [sentences.HAS_ATTENDED]


def test_a_report_with_too_many_columns_is_too_big_and_still_known() -> None:
    reading = reading_of(attendees(ANN, "," * 2_000))

    assert (reading.outcome, reading.provider) == (Outcome.TOO_BIG, "zoom")


def test_no_reason_quotes_a_cell_as_reasons_outlive_names() -> None:
    moved = "Yes,Bo, Exemple,Bo,Exemple,bo@example.org,,,2026-05-12 09:30:00,2026-05-12 10:00:00,30"
    reading = reading_of(attendees(ANN, moved))

    assert [(one.row, dict(one.reason.values)) for one in reading.skipped] == [(4, {})]


def test_the_file_name_decides_nothing_but_is_named() -> None:
    readings = [
        read(b"nothing known", file_name=name, zone=ZONE, planned=None)
        for name in ("attendee (1).csv", "100%.xlsx")
    ]

    assert [one.outcome for one in readings] == [Outcome.WRONG_SHAPE] * 2
    assert "100%.xlsx" in str(readings[1].sentence)


def test_an_order_that_does_not_exist_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="ymd"):
        reading_of(attendees(ANN), date_order="ymd")


def test_a_reading_depends_on_nothing_but_its_arguments() -> None:
    raw = attendees(ANN, row(), "Yes,,,,,,,,,")

    assert pickle.dumps(reading_of(raw)) == pickle.dumps(reading_of(raw))


LINES = st.sampled_from(
    [
        "Attendee Report,",
        "Host Details,",
        "Panelist Details,",
        "Attendee Details,",
        "Other Attended,",
        COLUMNS,
        "User Name,Join Time,Leave Time,Time in Session (minutes)",
        "# Registered,Unique Viewers",
        "Name (Original Name),User Email,Join Time,Duration (Minutes)",
        ANN,
        SLASHED,
        row("Bo", "02:30:00", "--"),
        "No,Bo,Bo,E,bo@example.org,,,--,--,--",
        'Yes,"Cy',
        '="Yes"',
        ",,,,",
        "",
        "\0",
        "Ann,05/13/2026 1:00,13/05/2026 1:00,x",
    ]
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
RAW = st.one_of(
    st.binary(max_size=400),
    st.builds(lambda lines, code: "\n".join(lines).encode(code), st.lists(LINES), ENCODINGS),
    st.builds(lambda start, noise: start + noise, st.just(attendees(ANN)), st.binary()),
    st.text().map(lambda text: attendees(ANN, text.encode("utf-8", "ignore").decode())),
)


@settings(deadline=None)
@given(
    raw=RAW,
    zone=st.sampled_from([ZONE, None, "Nowhere"]),
    planned=st.sampled_from([PLANNED, None]),
    date_order=st.sampled_from(["mdy", "dmy", None]),
)
def test_no_bytes_raise_and_no_reading_is_a_silent_zero(
    raw: bytes, zone: str | None, planned: Window | None, date_order: str | None
) -> None:
    reading = reading_of(raw, zone=zone, planned=planned, date_order=date_order)

    if reading.outcome is Outcome.OK:
        assert reading.connections
    if reading.outcome is Outcome.EMPTY_BUT_VALID:
        assert (reading.connections, reading.skipped) == ((), ())
    if reading.needs_zone or reading.needs_date_order:
        assert reading.outcome in {Outcome.AMBIGUOUS_DATE, Outcome.WRONG_SESSION}
    for sentence in sentences_of(reading):
        assert "%(" not in str(sentence)
        json.dumps(dict(sentence.values))
    for one in (*reading.connections, *reading.hosts):
        assert one.left_at is None or one.joined_at <= one.left_at
        assert one.row <= raw.count(b"\n") + raw.count(b"\r") + 1
