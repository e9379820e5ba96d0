"""The rows of the worked example: twelve people, three webinars, four sittings.

Who they are and what befell them is told in `tests/unit/evaluation/test_worked_example.py`.
Instants are UTC, of 2026 unless the year is said.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

Row = dict[str, Any]

SITTINGS: Mapping[str, tuple[str, str, str, str | None, str | None]] = {
    # sitting: webinar, scheduled start and end, actual start and end
    "needs-1": ("needs", "01-20T13:00", "01-20T14:30", "01-20T13:05", "01-20T14:45"),
    "brands-am": ("brands", "02-17T08:00", "02-17T09:00", None, None),
    "brands-pm": ("brands", "02-17T15:00", "02-17T16:00", "02-17T15:00", "02-17T16:20"),
    "licences-1": ("licences", "03-31T06:30", "03-31T07:30", "03-31T06:30", "03-31T07:30"),
}

ZONES: Mapping[str, str] = {
    "KEN": "Africa/Nairobi",
    "TZA": "Africa/Dar_es_Salaam",
    "NPL": "Asia/Kathmandu",
    "IND": "Asia/Kolkata",
    "WSM": "Pacific/Apia",
    "FSM": "Pacific/Pohnpei",
    "CHN": "Asia/Shanghai",
    "FRA": "Europe/Paris",
    "VAT": "Europe/Vatican",
    "BRA": "America/Sao_Paulo",
    "GEO": "Asia/Tbilisi",
}
GROUPS: Mapping[str, str] = {
    "KEN": "african-group",
    "TZA": "african-group",
    "NPL": "apg",
    "IND": "apg",
    "WSM": "apg",
    "FSM": "apg",
    "CHN": "china",
    "FRA": "group-b",
    "VAT": "group-b",
    "BRA": "grulac",
    "GEO": "caceec",
}
SIDS = {"WSM", "FSM"}

INSIDE: Mapping[str, str] = {
    # sitting: the members in whose capital it lay between 08:00 and 18:00 of one day
    "needs-1": "KEN TZA FRA VAT BRA",  # 16:00, 16:00, 14:00, 14:00, 10:00; Tbilisi until 18:30
    "brands-am": "KEN TZA NPL IND CHN FRA VAT GEO",  # Nepal 13:45, India 13:30, China 16:00
    "brands-pm": "FRA VAT BRA",  # Nairobi 18:00 to 19:00
    "licences-1": "KEN TZA NPL IND CHN FRA VAT GEO",  # Paris 08:30: clocks went forward on the 29th
}

PEOPLE: Mapping[str, tuple[str | None, str, str, str | None]] = {
    # state, category, language, gender
    "Amina": ("KEN", "state", "en", "woman"),
    "Baraka": ("TZA", "state", "en", "man"),
    "Chandra": ("NPL", "state", "en", "man"),
    "Deepa": ("NPL", "state", "en", "woman"),
    "Émile": ("FRA", "state", "fr", "man"),
    "Fang": ("CHN", "state", "zh", "woman"),
    "Giorgi": ("GEO", "state", "ru", "man"),
    "Inês": ("BRA", "state", "es", "woman"),
    "Kiri": ("FSM", "state", "en", None),
    "Nadia": (None, "ngo", "fr", "woman"),
    "Sven": ("FRA", "state", "fr", "man"),
}
"""Eleven of the twelve. The twelfth dialled in by telephone and is known to a file alone."""

REGISTRATIONS: Mapping[str, tuple[tuple[str, str, str | None, str], ...]] = {
    # sitting: person, made, cancelled, approval
    "needs-1": (
        ("Amina", "2025-12-31T13:00", None, ""),  # 20 days before
        ("Baraka", "01-08T13:00", "01-15T09:00", ""),  # 12
        ("Baraka", "01-20T13:02", None, ""),  # after the scheduled start, before the actual one
        ("Chandra", "01-10T13:00", None, ""),  # 10
        ("Deepa", "01-10T13:00", None, ""),  # 10
        ("Émile", "01-12T13:00", None, ""),  # 8
        ("Fang", "01-15T13:00", None, ""),  # 5
        ("Giorgi", "01-17T13:00", "01-21T10:00", ""),  # 3; cancelled when all was over
        ("Inês", "01-20T13:20", None, ""),  # after the start
        ("Kiri", "01-18T13:00", None, ""),  # 2
        ("Nadia", "01-05T13:00", "01-19T10:00", "approved"),  # 15; cancelled before the start
        ("Sven", "01-01T13:00", None, ""),  # the speaker
    ),
    "brands-am": (
        ("Amina", "02-03T08:00", None, ""),  # 14
        ("Chandra", "02-10T08:00", None, ""),  # 7
        ("Deepa", "02-10T08:00", None, ""),  # 7
        ("Fang", "02-13T08:00", "02-17T08:20", ""),  # 4; cancelled in the midst of it
        ("Fang", "02-17T08:25", None, ""),  # and registered again
        ("Kiri", "02-14T08:00", None, ""),  # 3
        ("Sven", "02-15T08:00", None, ""),  # 2
        ("Baraka", "02-05T08:00", None, ""),  # the speaker
    ),
    "brands-pm": (
        ("Émile", "02-11T08:00", None, ""),  # 6
        ("Giorgi", "02-13T08:00", None, ""),  # 4
        ("Inês", "02-07T08:00", "02-12T10:00", ""),  # 10; cancelled before the start
        ("Nadia", "02-08T08:00", None, "rejected"),
    ),
    "licences-1": (
        ("Amina", "03-26T06:30", None, ""),  # 5
        ("Chandra", "03-26T06:30", None, ""),  # 5
        ("Fang", "03-23T06:30", "03-30T10:00", ""),  # 8; cancelled before the start
        ("Émile", "03-31T06:45", None, ""),  # after the start
        ("Kiri", "03-27T06:30", None, "pending"),
        ("Deepa", "03-20T06:30", None, ""),  # the speaker
    ),
}
OPENED = {
    ("Amina", "needs"),
    ("Chandra", "needs"),
    ("Kiri", "needs"),
    ("Nadia", "needs"),  # had cancelled before the start
    ("Sven", "needs"),  # the speaker
    ("Deepa", "brands"),
    ("Amina", "licences"),  # of which nothing was published
}
"""Who opened the recording by the own link."""

SPEAKERS = {"needs": "Sven", "brands": "Baraka", "licences": "Deepa"}

CONNECTIONS: Mapping[str, tuple[tuple[str, str, str | None, str], ...]] = {
    # sitting: person, joined, left, source; minutes credited
    "needs-1": (  # the window is 13:05 to 14:45, 100 minutes
        ("Amina", "13:00", "13:35", "file"),  # 30
        ("Amina", "13:45", "14:25", "file"),  # and 40: 70, she joined again
        ("Baraka", "13:05", "14:25", "file"),  # 80
        ("Chandra", "13:05", "13:09", "file"),  # 4
        ("Deepa", "13:15", "14:45", "file"),  # 90
        ("Émile", "13:05", "14:05", "file"),
        ("Émile", "13:35", "14:35", "file"),  # 90 together, by two addresses
        ("Fang", "14:00", "15:10", "file"),  # 45, and 25 beyond the window
        ("Giorgi", "14:35", None, "file"),  # 10, never closed
        ("Inês", "13:20", "14:10", "file"),  # 50
        ("Kiri", "12:50", "13:05", "file"),  # 0: gone when it began
        ("telephone", "13:25", "13:55", "file"),  # 30
        ("Sven", "13:00", "14:50", "file"),  # the speaker
    ),
    "brands-am": (  # 08:00 to 09:00, 60 minutes
        ("Amina", "08:00", "08:30", "file"),  # 30
        ("Chandra", "08:00", "08:03", "file"),  # 3
        ("Deepa", "08:06", "09:30", "file"),  # 54
        ("Fang", "08:00", "08:48", "file"),  # 48
        ("Kiri", "08:30", None, "room"),  # 30, never checked out
        ("Sven", "08:00", "08:15", "file"),  # 15
        ("Baraka", "07:50", "09:10", "file"),  # the speaker
    ),
    "brands-pm": (  # 15:00 to 16:20, 80 minutes
        ("Amina", "15:20", "16:20", "file"),  # 60
        ("Chandra", "15:00", "15:03", "file"),  # 3
        ("Émile", "15:00", "15:40", "file"),
        ("Émile", "15:30", "16:20", "file"),  # 80 together
        ("Giorgi", "15:10", "16:10", "file"),  # 60
        ("Inês", "15:40", "16:20", "file"),  # 40
        ("Nadia", "15:00", "15:08", "file"),  # 8
        ("Baraka", "14:50", "16:30", "file"),  # the speaker
    ),
    "licences-1": (("Deepa", "06:30", "07:30", "file"),),  # the speaker, alone
}


def instant(written: str) -> str:
    """Return a moment as a snapshot has it: of 2026 where no year is said."""
    return f"{written if written.startswith('20') else '2026-' + written}:00Z"


def programme() -> dict[str, list[Row]]:
    told = (  # planned for, announced; the title of the last would be a formula
        ("needs", "2026-01-01", "2025-12-21T13:00", "تحديد الاحتياجات"),
        ("brands", "2026-02-01", "01-28T08:00", "Brands"),
        ("licences", "2026-02-01", "03-17T06:30", "=1+1 licences"),
    )
    return {
        "series": [{"series": "pilot", "title": "Pilot", "threshold_minutes": 5}],
        "webinars": [
            {"webinar": webinar, "series": "pilot", "slug": webinar, "title": title}
            | {"status": "open", "openness": "observers", "planned_month": month}
            | {"announced_at": instant(announced), "opened_at": instant(announced)}
            for webinar, month, announced, title in told
        ],
        "sittings": [_sitting(sitting, *facts) for sitting, facts in SITTINGS.items()],
        "states": list(_states()),
        "hours": [
            {"sitting": sitting, "state": state, "zone": ZONES[state], "inside": state in inside}
            for sitting, inside in ((key, text.split()) for key, text in INSIDE.items())
            for state in ZONES
            if state != "FSM" or sitting != "needs-1"
        ],
    }


def _sitting(sitting: str, webinar: str, starts: str, ends: str, *actual: str | None) -> Row:
    began, ended = (instant(moment) if moment else None for moment in actual)
    return {
        "sitting": sitting,
        "webinar": webinar,
        "starts_at": instant(starts),
        "ends_at": instant(ends),
        "actual_start": began,
        "actual_end": ended,
        "holding_source": "manual" if began else None,
        "cancelled": False,
    }


def _states() -> Iterator[Row]:
    """Yield the members; Micronesia joins, Nepal graduates and Georgia moves after `needs`."""
    for webinar in ("needs", "brands", "licences"):
        first = webinar == "needs"
        for state, group in GROUPS.items():
            joined = state != "FSM" or not first
            earlier = {"GEO": "cebs", "FSM": None}.get(state, group) if first else group
            yield {
                "webinar": webinar,
                "state": state,
                "member": joined,
                "regional_group": earlier,
                "ldc": state == "TZA" or (first and state == "NPL"),
                "lldc": state == "NPL",
                "sids": state in SIDS and joined,
            }


def people() -> dict[str, list[Row]]:
    """Return what is about persons: registrations, speakers, connections, group viewing."""
    made = [
        _registration(number, sitting, facts)
        for sitting, rows in REGISTRATIONS.items()
        for number, facts in enumerate(rows)
    ]
    viewing = {"webinar": "needs", "sitting": "needs-1", "person": "Amina", "viewers": 5}
    return {
        "registrations": made,
        "excluded": [{"webinar": one, "person": who} for one, who in SPEAKERS.items()],
        "connections": [
            _connection(sitting, *facts) for sitting, rows in CONNECTIONS.items() for facts in rows
        ],
        "viewings": [viewing | {"women": 3, "men": 2, "confirmed": True}],
    }


def _registration(number: int, sitting: str, facts: tuple[str, str, str | None, str]) -> Row:
    person, made, cancelled, approval = facts
    state, category, language, gender = PEOPLE[person]
    return {
        "registration": f"{sitting}/{number}",
        "person": person,
        "webinar": SITTINGS[sitting][0],
        "sitting": sitting,
        "state": state,
        "category": category,
        "language": language,
        "gender": gender,
        "source": "self",
        "referral": "@home",
        "approval": approval or "not-asked",
        "viewers": 5 if person == "Amina" else 1,
        "viewed": (person, SITTINGS[sitting][0]) in OPENED,
        "registered_at": instant(made),
        "cancelled_at": instant(cancelled) if cancelled else None,
    }


def _connection(sitting: str, person: str, joined: str, left: str | None, source: str) -> Row:
    day = SITTINGS[sitting][1][:6]
    return {
        "webinar": SITTINGS[sitting][0],
        "sitting": sitting,
        "person": person,
        "matched": person != "telephone",
        "source": source,
        "joined_at": instant(day + joined),
        "left_at": instant(day + left) if left else None,
    }


def scheduled(sitting: str) -> tuple[datetime, datetime]:
    """Return the scheduled start and end of a sitting."""
    starts, ends = (datetime.fromisoformat(instant(one)) for one in SITTINGS[sitting][1:3])
    assert timedelta(0) < ends - starts
    return starts, ends
