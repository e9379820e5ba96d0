"""The reports of every room, quirk by quirk. Whole files are in test_fixtures.py."""

import json
from datetime import UTC, datetime

import pytest

from webinars.attendance.imports import sentences
from webinars.attendance.imports.reading import Outcome, Reading, Section, read

PLANNED = (datetime(2026, 10, 6, 15, 0, tzinfo=UTC), datetime(2026, 10, 6, 16, 30, tzinfo=UTC))


def of(
    text: str | bytes,
    *,
    zone: str | None = "UTC",
    planned: object = PLANNED,
    order: str | None = None,
) -> Reading:
    raw = text if isinstance(text, bytes) else text.encode()
    return read(raw, file_name="f.csv", zone=zone, planned=planned, date_order=order)  # type: ignore[arg-type]


def stays(reading: Reading) -> list[tuple[int, str, str, str, str | None]]:
    return [
        (
            one.row,
            one.name_raw,
            one.email,
            f"{one.joined_at:%d %H:%M:%S}",
            f"{one.left_at:%d %H:%M:%S}" if one.left_at else None,
        )
        for one in reading.connections
    ]


def told(reading: Reading) -> tuple[str, str, str]:
    return (reading.outcome, reading.provider, reading.shape)


def reasons(reading: Reading) -> list[tuple[int, str]]:
    return [(one.row, one.reason.message) for one in reading.skipped]


TEAMS = """1. Summary
Meeting title	Patents in practice
Attended participants	{said}
Start time	{day}, {a}:00:01{am}
End time	{day}, {b}:01:00{am}
Meeting duration	1h 0m 59s
Average attendance time	40m 1s

2. Participants
Name	First join	Last leave	In-meeting duration	Email	Participant ID (UPN)	Role
Amina Mfano (External)	{day}, {a}:01:00{am}	{day}, {b}:00:00{am}	50m 1s		amina@example.org	Attendee
Secretariat	{day}, {a}:00:01{am}	{day}, {b}:01:00{am}	1h 0m 59s	s@example.int	s@example.int	Organizer

3. In-Meeting Activities
Name	Join time	Leave time	Duration	Email	Role
Amina Mfano (External)	{day}, {a}:01:00{am}	{day}, {a}:31:00{am}	30m		Attendee
Amina Mfano (External)	{day}, {a}:40:00{am}	{day}, {b}:00:00{am}	20m 1s		Attendee
Secretariat	{day}, {a}:00:01{am}	{day}, {b}:01:00{am}	1h 0m 59s	s@example.int	Organizer
"""  # noqa: E501


def teams(day: str, am: str = "", said: int = 2) -> str:
    hours = {"a": "03", "b": "04"} if am else {"a": "15", "b": "16"}
    return TEAMS.format(day=day, am=am, said=said, **hours).replace("\n", "\r\n")


TEAMS_STAYS = [
    (16, "Amina Mfano (External)", "amina@example.org", "06 15:01:00", "06 15:31:00"),
    (17, "Amina Mfano (External)", "amina@example.org", "06 15:40:00", "06 16:00:00"),
]


@pytest.mark.parametrize(
    ("day", "am"),
    [("06.10.26", ""), ("10/6/26", " PM"), ("10/6/26", "\u202fPM"), ("2026/10/6", "")],
)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig"])
def test_teams_is_told_by_its_parts_and_counts_the_third_only(
    day: str, am: str, encoding: str
) -> None:
    reading = of(teams(day, am).encode(encoding))

    assert told(reading) == ("ok", "teams", "attendance_report")
    assert stays(reading) == TEAMS_STAYS
    assert [one.email for one in reading.hosts] == ["s@example.int"]
    assert reading.connections[0].name_normal == "amina mfano"
    assert (reading.reported.topic, reading.reported.unique) == ("Patents in practice", 2)
    assert (reading.reported.duration, reading.reported.minutes) == (61, 51)
    assert reading.registrants == ()


def test_teams_in_arabic_has_its_own_figures_and_halves_of_the_day() -> None:
    text = teams("٦\u200f/١٠\u200f/٢٠٢٦", " م").replace("1. Summary", "1. الملخص")
    text = text.replace("2. Participants", "2. المشاركون").replace("Organizer", "منظم")

    assert stays(of(text, order="dmy")) == TEAMS_STAYS


def test_teams_in_chinese_says_the_half_of_the_day_before_the_hour() -> None:
    text = teams("2026/10/6").replace(" 15:", " 下午3:").replace(" 16:", " 下午4:")

    assert stays(of(text.replace("1. Summary", "1. 摘要"))) == TEAMS_STAYS


def test_teams_saved_again_by_a_spreadsheet_is_read() -> None:
    padded = teams("06.10.26").replace("\t", ";").replace("\r\n", ";;;\r\n")

    assert stays(of(padded.replace("Amina", "Ámina").encode("cp1250")))[0][1].startswith("Ámina")


def test_teams_with_people_hidden_says_so() -> None:
    reading = of(teams("06.10.26", said=4))

    assert [(one.row, one.reason.message) for one in reading.noted] == [(3, sentences.HIDDEN)]


def test_teams_without_its_third_part_is_refused_and_not_nobody() -> None:
    cut = teams("06.10.26").partition("3. In-Meeting")[0]
    no_rows = "\r\n".join(teams("06.10.26").splitlines()[:15])

    assert of(cut).sentence.message == sentences.NO_ACTIVITIES
    assert (of(no_rows).outcome, of(no_rows).sentence.values) == (
        Outcome.WRONG_SHAPE,
        {"people": 2, "file": "f.csv"},
    )


OLDER = """Full Name\tUser Action\tTimestamp
Amina Mfano\tJoined before\t10/6/2026, 3:01:00 PM
Jean Exemple\tJoined\t10/6/2026, 3:05:00 PM
Amina Mfano\tLeft\t10/6/2026, 3:20:00 PM
Amina Mfano\tJoined\t10/6/2026, 3:30:00 PM
Amina Mfano\tLeft\t10/6/2026, 4:00:00 PM
Ana Ejemplo\tLeft\t10/6/2026, 4:00:00 PM
"""
OLDER_STAYS = [
    (2, "Amina Mfano", "", "06 15:01:00", "06 15:20:00"),
    (3, "Jean Exemple", "", "06 15:05:00", None),
    (5, "Amina Mfano", "", "06 15:30:00", "06 16:00:00"),
]


def test_the_older_teams_list_pairs_joins_with_leaves() -> None:
    reading = of(OLDER)

    assert told(reading) == ("ok", "teams", "attendance_report_2020")
    assert stays(reading) == OLDER_STAYS
    assert reasons(reading) == [(7, sentences.NO_JOIN_BEFORE_LEAVE)]


def test_the_older_teams_list_is_read_when_its_rows_stand_in_quotes() -> None:
    quoted = "\n".join(f'"{line}"' for line in OLDER.replace("\t", ",").splitlines())

    assert stays(of(quoted)) == OLDER_STAYS


def test_a_second_meeting_in_the_list_does_not_end_the_stays_of_the_first() -> None:
    second = OLDER.partition("\n")[0] + "\nJean Exemple\tLeft\t10/6/2026, 5:00:00 PM\n"

    assert stays(of(OLDER + second))[1] == OLDER_STAYS[1]


P2 = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
123 4567 8901,Patents,10/06/2026 02:50:00 PM,10/06/2026 04:31:00 PM,s@example.int,101,2
,,,,,,
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent
Phone (Amina Mfano),a@example.org,10/06/2026 03:00:00 PM,10/06/2026 03:30:00 PM,30,Yes,Y
"""


def test_zoom_participants_below_a_block_of_meeting_data() -> None:
    reading = of(P2)

    assert told(reading) == ("ok", "zoom", "participants_p2")
    assert stays(reading) == [
        (5, "Phone (Amina Mfano)", "a@example.org", "06 15:00:00", "06 15:30:00")
    ]
    assert reading.connections[0].name_normal == "amina mfano"
    assert reading.connections[0].reported_minutes == 30
    said = reading.reported
    assert (said.topic, said.unique, said.duration) == ("Patents", 2, 101)


P4 = """Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room
Amina Mfano,a@example.org,15/10/2026 15:00,15/10/2026 15:30,30,Yes,,Yes
Amina Mfano,a@example.org,15/10/2026 15:31,15/10/2026 16:00,29,Yes,,No
"""  # noqa: E501


def test_the_waiting_room_is_not_attendance_and_days_may_come_first() -> None:
    reading = of(P4, planned=None)

    assert told(reading) == ("ok", "zoom", "participants_p4")
    assert stays(reading) == [(3, "Amina Mfano", "a@example.org", "15 15:31:00", "15 16:00:00")]
    assert reasons(reading) == [(2, sentences.IN_WAITING_ROOM)]


def test_usage_that_repeats_the_meeting_on_each_row_keeps_the_persons_own_minutes() -> None:
    header = (
        "Topic,Type,ID,Host name,Host email,Start time,End time,Participants,Duration (minutes),"
        "Name (original name),Email,Join time,Leave time,Duration (minutes),Source"
    )
    meeting = (
        "Patents,Webinar,1,S,s@example.int,10/06/2026 02:50:00 PM,10/06/2026 04:31:00 PM,1,101"
    )
    row = f"{meeting},Amina,a@example.org,10/06/2026 03:00:00 PM,10/06/2026 03:30:00 PM,30,Zoom"
    reading = of(f"{header}\n{row}\n")

    assert told(reading) == ("ok", "zoom", "participants_p5")
    assert [one.reported_minutes for one in reading.connections] == [30]
    assert reading.reported.topic == "Patents"


@pytest.mark.parametrize(
    "header",
    [
        "Name (Original Name),User Email,Total Duration (Minutes),Guest",
        "Name (original name),Email,Total duration (minutes),Guest",
    ],
)
def test_totals_without_times_cannot_be_recomputed_and_are_refused(header: str) -> None:
    reading = of(f"{header}\nAmina,a@example.org,30,Yes\n")

    assert told(reading) == ("wrong-shape", "zoom", "participants_p3")
    assert reading.sentence.message == sentences.ZOOM_UNIQUE


WEBEX = """Meeting Name,Meeting Start Time,Meeting End Time,Display Name,Role,Attendee Email,Join Time,Leave Time,Attendance Duration,Connection Type,Session Name
Patents,="2026-10-06 15:00:00",="2026-10-06 16:30:00",Amina Mfano,Attendee,a@example.org,="2026-10-06 15:00:00",="2026-10-06 16:20:00",1 hr 20 mins,Desktop,Main Session
Patents,="2026-10-06 15:00:00",="2026-10-06 16:30:00",Amina Mfano,Attendee,a@example.org,="2026-10-06 15:10:00",="2026-10-06 15:20:00",10 mins,Desktop,Breakout 1
Patents,="2026-10-06 15:00:00",="2026-10-06 16:30:00",Call-in User_2,Attendee,nan,="2026-10-06 15:00:00",="2026-10-06 15:03:00",3 mins,Phone,Main Session
Patents,="2026-10-06 15:00:00",="2026-10-06 16:30:00",Officer,Host,o@example.int,="2026-10-06 15:00:00",="2026-10-06 16:30:00",90,Desktop,Main Session
"""  # noqa: E501


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_webex_leaves_breakouts_out_and_keeps_callers(encoding: str) -> None:
    text = WEBEX if encoding == "utf-8" else WEBEX.replace(",", "\t")
    reading = of(text.encode(encoding))

    assert told(reading) == ("ok", "webex", "attendance_report")
    assert stays(reading) == [
        (2, "Amina Mfano", "a@example.org", "06 15:00:00", "06 16:20:00"),
        (4, "Call-in User_2", "", "06 15:00:00", "06 15:03:00"),
    ]
    assert [one.reported_minutes for one in reading.connections] == [80, 3]
    assert reasons(reading) == [(3, sentences.BREAKOUT)]
    assert [one.email for one in reading.hosts] == ["o@example.int"]
    assert sentences.NOT_YET_SEEN in [one.message for one in reading.reasons]


GOTO = """Attendee Report:
Generated,"Oct 07, 2026 07:54 AM UTC"
Webinar Name,Webinar ID
Patents,123-456-789
Actual Start Date/Time,Actual Duration (minutes),Clicked Registration Link,Opened Invitation
"Oct 06, 2026 02:52 PM UTC",98,40,22
Registered,Attended
3,2

Staff Details
Attended,Interest Rating,Last Name,First Name,Email Address,Join Time,Leave Time,Time in Session
Yes,,Officer,Olga,o@example.int,"Oct 06, 2026 02:52 PM UTC","Oct 06, 2026 04:30 PM UTC",1:38:00

Attendee Details
Attended,Interest Rating,Last Name,First Name,Email Address,Registration Date/Time (Browser TZ),Join Time,Leave Time,Time in Session,Unsubscribed
Yes,71,Mfano,Amina,a@example.org,"Oct 01, 2026 02:52 PM UTC","Oct 06, 2026 03:00 PM UTC","Oct 06, 2026 03:30 PM UTC",0:30:00,No
Yes,71,Mfano,Amina,a@example.org,,"Oct 06, 2026 03:40 PM UTC","Oct 06, 2026 04:00 PM UTC",0:20:00,No
No,0,Exemple,Jean,j@example.org,"Oct 01, 2026 02:52 PM UTC",--,--,--,No
"""  # noqa: E501


def test_goto_is_found_by_its_words_and_sets_staff_apart() -> None:
    reading = of(GOTO)

    assert told(reading) == ("ok", "gotowebinar", "attendee_report")
    assert stays(reading) == [
        (16, "Amina Mfano", "a@example.org", "06 15:00:00", "06 15:30:00"),
        (17, "Amina Mfano", "a@example.org", "06 15:40:00", "06 16:00:00"),
    ]
    assert [one.email for one in reading.hosts] == ["o@example.int"]
    assert [(one.email, one.attended) for one in reading.registrants] == [
        ("a@example.org", True),
        ("j@example.org", False),
    ]
    said = reading.reported
    assert (said.topic, said.registered, said.unique, said.duration) == ("Patents", 3, 2, 98)
    assert reading.skipped == ()


DASHBOARD = """Nom,Modérateur,Score,Parole,Caméra,Messages,Réactions,Votes,Mains,Arrivée,Départ,Durée,Oui, non ou peut-être ?\r
"Amina "la" Mfano","FALSE","1.2","00:00:00","00:00:00","0","0","0","0","06/10/2026 15:00:00","06/10/2026 15:30:00","00:30:00","Oui"\r
"Officer","TRUE","9","00:20:00","00:00:00","0","0","0","0","06/10/2026 14:50:00","-","01:40:00",""\r
"Jean Exemple","FALSE","0","00:00:00","00:00:00","0","0","0","0","06/10/2026 15:10:00","-","00:05:00","Non"\r
"Anonymous","","","","","","","","","","","","Oui\r
Non"\r
"""  # noqa: E501


def test_the_dashboard_has_quotes_and_commas_that_no_library_reads() -> None:
    reading = of(DASHBOARD, order="dmy")

    assert told(reading) == ("ok", "bigbluebutton", "learning_dashboard")
    assert stays(reading) == [
        (2, 'Amina "la" Mfano', "", "06 15:00:00", "06 15:30:00"),
        (4, "Jean Exemple", "", "06 15:10:00", None),
    ]
    assert [one.name_raw for one in reading.hosts] == ["Officer"]
    assert reasons(reading) == [(5, sentences.ANONYMOUS)]


def test_the_analytics_say_their_own_zone_and_our_own_identifier() -> None:
    attendees = [
        {
            "ext_user_id": "k7",
            "name": "Amina",
            "moderator": False,
            "joins": ["2026-10-06T15:40:00Z", "2026-10-06T17:00:00+02:00"],
            "leaves": ["2026-10-06 15:30:00 +0000"],
        },
        {"ext_user_id": "o", "name": "Olga", "moderator": True, "joins": ["2026-10-06T15:00:00Z"]},
        "nonsense",
    ]
    data = {"attendees": attendees, "duration": 5_400, "start": "2026-10-06T15:00:00Z"}
    reading = of(
        json.dumps({"meeting_id": "m", "internal_meeting_id": "i", "data": data}), zone=None
    )

    assert told(reading) == ("ok", "bigbluebutton", "learning_analytics")
    assert stays(reading) == [
        (1, "Amina", "", "06 15:00:00", "06 15:30:00"),
        (1, "Amina", "", "06 15:40:00", None),
    ]
    assert [one.external_id for one in reading.connections] == ["k7", "k7"]
    assert [one.section for one in reading.hosts] == [Section.HOST]
    assert reasons(reading) == [(3, sentences.NO_PERSON)]


@pytest.mark.parametrize(
    "content", ["{", '{"a": 1}', '{"meeting_id": "m", "data": []}', "{" * 9_999]
)
def test_other_json_is_refused(content: str) -> None:
    assert of(content).sentence.message == sentences.NOT_AN_ANALYTICS_FILE


MEET = """First name,Last name,Email,Duration,Time joined,Time exited
Amina,Mfano,a@example.org,58 min,15:01,15:59
Jean,Exemple,,1 hr 2 min,3:05 PM,4:07 PM
"""


def test_meet_takes_its_day_from_the_plan_and_is_an_upper_bound() -> None:
    reading = of(MEET)

    assert told(reading) == ("ok", "meet", "attendance_report")
    assert stays(reading) == [
        (2, "Amina Mfano", "a@example.org", "06 15:01:00", "06 15:59:00"),
        (3, "Jean Exemple", "", "06 15:05:00", "06 16:07:00"),
    ]
    assert [one.reported_minutes for one in reading.connections] == [58, 62]
    assert {one.reason.message for one in reading.noted} == {sentences.UPPER_BOUND}


def test_meet_without_any_day_asks_for_it() -> None:
    reading = of(MEET, planned=None)

    assert (reading.outcome, reading.sentence.message) == (
        Outcome.AMBIGUOUS_DATE,
        sentences.WHICH_DAY,
    )


def test_a_time_past_midnight_is_of_the_next_day() -> None:
    night = (datetime(2026, 10, 6, 23, tzinfo=UTC), datetime(2026, 10, 7, 1, tzinfo=UTC))
    text = (
        MEET.partition("\n")[0]
        + "\nA,B,a@example.org,1,23:10,00:20\nC,D,c@example.org,1,00:10,00:50\n"
    )

    assert [one[3:] for one in stays(of(text, planned=night))] == [
        ("06 23:10:00", "07 00:20:00"),
        ("07 00:10:00", "07 00:50:00"),
    ]


def test_meet_has_its_own_day_where_a_block_stands_above() -> None:
    block = "Meeting title,Date,Start time,End time\nPatents,2026-10-06,15:00,16:30\n\n"
    reading = of(block + MEET)

    assert (reading.outcome, reading.reported.topic) == (Outcome.OK, "Patents")
    week = (PLANNED[0].replace(day=13), PLANNED[1].replace(day=13))
    assert of(block + MEET, planned=week).outcome is Outcome.WRONG_SESSION


def test_a_list_of_a_telephone_bridge_is_read_by_its_words() -> None:
    reading = of("Phone Number,Joined,Left\n+41 22 000,2026-10-06 15:00,2026-10-06 15:30\n")

    assert told(reading) == ("ok", "list", "connections")
    assert [(one.name_raw, one.email) for one in reading.connections] == [("+41 22 000", "")]
