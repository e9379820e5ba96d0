"""What an officer writes into the Secretariat's pages, and what these say."""

import re
from html import unescape
from typing import TypeVar

from werkzeug.test import TestResponse

from webinars.database import Db

Row = TypeVar("Row")
Answers = dict[str, str]
SERIES_ANSWERS = {
    "title": "Six months",
    "language": "en",
    "starts_on": "2027-01-01",
    "ends_on": "2027-06-30",
    "zone": "Europe/Zurich",
    "threshold_minutes": "5",
    "decision_text": "Le Comité décide.",
    "decision_language": "fr",
    "slug": "half-year",
}
WEBINAR_ANSWERS = {
    "title": "Asking <b>first</b>",
    "language": "en",
    "planned_month": "2027-03-01",
    "cycle_theme": "cycle.needs",
    "activities": ["type.capacity", "type.da"],
    "openness": "observers",
    "lead_state_code": "KE",
    "slug": "asking",
}
TEXT_ANSWERS = {
    "title": "الأسئلة أولا",
    "abstract": "سطر أول\r\nسطر ثان",
    "questions": "لماذا؟",
    "state": "ready",
    "owner": "Li Shili",
}
SITTING_ANSWERS = {
    "day": "2027-03-10",
    "hour": "13:00",
    "zone": "Europe/Zurich",
    "minutes": "90",
    "capacity": "300",
    "reserve": "20",
    "slot_reason": "Fair to Asia",
    "venue": "Room B",
    "link": "https://rooms.example/j/7",
}


def anew(db: Db, row: Row) -> Row:
    """Return `row` as it stands in the database now."""
    db.expire_all()
    return row


def say(page: TestResponse) -> str:
    """Return the words of a page, as they are read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def heading(page: TestResponse) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip()


def title(page: TestResponse) -> str:
    found = re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)
    assert found
    return unescape(found[1]).strip().partition(" – ")[0]
