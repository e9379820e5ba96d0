"""Every file under tests/fixtures/attendance means what its expectation says.

The expectations were written by hand from the description of the formats, by
someone who had not seen the readers.
"""

import json
from collections import defaultdict
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from webinars.attendance.imports.reading import Connection, Reading, Section, read
from webinars.attendance.imports.zoom_webinar import original_of
from webinars.attendance.rules import Interval, Stay, credited_minutes, peak, presence

HERE = Path(__file__).parents[2] / "fixtures" / "attendance"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in HERE.glob("*.expected.json"))

Expected = dict[str, Any]


def case(name: str) -> tuple[Reading, Expected]:
    expected = json.loads((HERE / f"{name}.expected.json").read_text())
    file = next(path for path in HERE.glob(f"{name}.*") if path.suffix != ".json")
    options = expected["options"]
    planned = window_of(options["planned"])
    reading = read(
        file.read_bytes(),
        file_name=file.name,
        zone=options["zone"],
        planned=planned,
        date_order=options["date_order"],
    )
    return reading, expected


def window_of(planned: list[str]) -> Interval:
    start, end = map(datetime.fromisoformat, planned)
    return Interval(start, end)


def written(connection: Connection) -> dict[str, object]:
    def stamp(instant: datetime | None) -> str | None:
        return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant else None

    return {
        "row": connection.row,
        "section": str(connection.section),
        "name": connection.name_raw,
        "email": connection.email or None,
        "joined_at": stamp(connection.joined_at),
        "left_at": stamp(connection.left_at),
        "reported_minutes": connection.reported_minutes,
    }


def stays_by_person(reading: Reading) -> dict[tuple[str, str], list[Connection]]:
    people = defaultdict(list)
    for connection in reading.connections:
        people[connection.email, connection.name_normal].append(connection)
    return people


@pytest.mark.parametrize("name", NAMES)
def test_the_outcome_is_as_expected(name: str) -> None:
    reading, expected = case(name)

    assert reading.outcome == expected["outcome"]
    assert (reading.provider or None, reading.shape or None) == (
        expected["provider"],
        expected["shape"],
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_connection_is_found_and_no_other(name: str) -> None:
    reading, expected = case(name)
    found = sorted((*reading.connections, *reading.hosts), key=lambda connection: connection.row)

    assert [written(connection) for connection in found] == expected["connections"]


@pytest.mark.parametrize("name", NAMES)
def test_the_persons_have_their_minutes(name: str) -> None:
    reading, expected = case(name)
    window = window_of(expected["options"]["planned"])

    persons = [
        {
            "name": original_of(mine[0].name_raw),
            "email": mine[0].email or None,
            "minutes": credited_minutes(
                [Stay(one.joined_at, one.left_at) for one in mine], window=window
            ),
        }
        for mine in stays_by_person(reading).values()
    ]

    wanted = [
        {**person, "minutes": Fraction(str(person["minutes"]))} for person in expected["persons"]
    ]
    assert persons == wanted
    total = expected["recomputed_minutes_total"]
    assert sum(person["minutes"] for person in wanted) == Fraction(str(total or 0))


@pytest.mark.parametrize("name", NAMES)
def test_the_peak_counts_persons(name: str) -> None:
    reading, expected = case(name)
    window = window_of(expected["options"]["planned"])

    presences = {
        key: presence([Stay(one.joined_at, one.left_at) for one in mine], window=window)
        for key, mine in stays_by_person(reading).items()
    }

    assert peak(presences).persons == (expected["peak"] or 0)


@pytest.mark.parametrize("name", NAMES)
def test_those_who_never_came_and_the_staff_are_told(name: str) -> None:
    reading, expected = case(name)
    absent = [registrant.email for registrant in reading.registrants if not registrant.attended]
    staff = [host.email for host in reading.hosts if host.section is Section.ATTENDEE]

    assert absent == expected["registered_without_interval"]
    assert list(dict.fromkeys(staff)) == expected["staff_excluded"]


@pytest.mark.parametrize("name", NAMES)
def test_the_files_own_totals_are_kept(name: str) -> None:
    reading, expected = case(name)
    reported = reading.reported

    assert expected["reported"] == {
        "unique_viewers": reported.unique,
        "total_users": reported.users,
        "registered": reported.registered,
        "max_concurrent": reported.peak,
    }


@pytest.mark.parametrize("name", NAMES)
def test_rows_left_out_are_named_with_a_reason(name: str) -> None:
    reading, expected = case(name)

    assert [skipped.row for skipped in reading.skipped] == [
        skipped["row"] for skipped in expected["skipped"]
    ]
    for skipped, wanted in zip(reading.skipped, expected["skipped"], strict=True):
        assert wanted["reason_contains"] in str(skipped.reason)
