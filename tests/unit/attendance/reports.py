"""Small attendance files for tests, written as a room would write them."""

from datetime import UTC, datetime

ZONE = "Europe/Zurich"
PLANNED = (datetime(2026, 5, 12, 7, 30, tzinfo=UTC), datetime(2026, 5, 12, 9, tzinfo=UTC))
COLUMNS = "Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes)"  # noqa: E501
ANN = (
    "Yes,Ann Lee,Ann,Lee,ann@example.org,2026-05-01 10:00:00,approved,"
    "2026-05-12 09:30:00,2026-05-12 10:30:00,60"
)


def attendees(*rows: str) -> bytes:
    """Return a report with these attendee rows and nothing else."""
    return "\n".join(["Attendee Details,", COLUMNS, *rows]).encode()


def row(name: str = "Bo", joined: str = "09:30:00", left: str = "10:00:00") -> str:
    """Return the row of `name`, who was there on 12 May 2026 between two times of Zurich."""
    email = f"{name.lower()}@example.org"
    return (
        f"Yes,{name},{name},Exemple,{email},2026-05-01 10:00:00,approved,"
        f"2026-05-12 {joined},2026-05-12 {left},30"
    )
