"""One webinar carried from plan to evidence by four people, over HTTP alone.

The clock moves; the worker works between the steps. Letters are read as their
readers get them, and every address comes out of a letter or a page.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.conftest import opened
from tests.factories.accounts import make_account, sign_in
from tests.factories.recordings import ENGLISH, film
from webinars.accounts.models import Role
from webinars.app.working import lanes_apart, sources
from webinars.database.unit import unit_of_work
from webinars.feedback.instruments import load_all
from webinars.states.operations import load_reference
from webinars.web.requests import WebinarsApp

PLANNED = datetime(2027, 2, 1, 9, tzinfo=UTC)
HELD = datetime(2027, 3, 10, 12, tzinfo=UTC)
"""Start of the sitting: 13:00 in Geneva."""

REPORT = """Attendee Report,
Report Generated:,"Mar 10, 2027 3:00 PM"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,Unique Viewers
Asking first,123 4567 8901,"Mar 10, 2027 01:00 PM",90,2,2
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,\
Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Amina Mfano,Amina,Mfano,amina@office.example,"Feb 02, 2027 10:00:00",approved,\
"Mar 10, 2027 13:01:00","Mar 10, 2027 14:31:00",90,Yes,Kenya
Yes,Somebody Unknown,Somebody,Unknown,unknown@office.example,,,\
"Mar 10, 2027 13:05:00","Mar 10, 2027 13:25:00",20,Yes,
"""


def settled(url: str) -> None:
    """Fill a database with the states and the questionnaires, before anything is planned."""
    with opened(url) as engine, unit_of_work(engine) as db:
        load_reference(db, now=PLANNED)
        load_all(db, now=PLANNED)


@dataclass
class World:
    """The application on a settled database, its clock, and its worker."""

    app: WebinarsApp
    engine: Engine
    now: datetime = PLANNED
    browsers: dict[Role, FlaskClient] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app.clock = lambda: self.now
        with unit_of_work(self.engine) as db:
            for role in (Role.SECRETARIAT, Role.EVALUATOR):
                account = make_account(
                    db, role=role, email=f"{role}@example.org", name=f"The {role}"
                )
                self.browsers[role] = sign_in(self.app.test_client(), db, account, now=HELD)

    def work(self) -> None:
        """Let the worker do all that is due now."""
        for _ in range(50):
            worked = [
                source() for source in [*sources(self.app), *lanes_apart(self.app)]
            ]  # each gets its turn
            if not any(worked):
                return

    def letters(self, to: str) -> list[EmailMessage]:
        """Return the letters to an address, in the order of their leaving."""
        folder = self.app.settings.data / "letters"
        files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]
        return [letter for letter in found if to in str(letter["To"]).casefold()]

    def delegate(self) -> FlaskClient:
        return self.app.test_client()


def link_in(letter: EmailMessage, path: str) -> str:
    """Return the path of the first link of a letter's text that begins with `path`."""
    part = letter.get_body(("plain",))
    assert part is not None
    found = re.search(rf"https?://\S+?({re.escape(path)}\S*)", part.get_content())
    assert found, part.get_content()
    return urlsplit(found.group(1)).path


def plan(world: World) -> str:
    """The Secretariat plans, announces and opens a webinar; return its page's address."""
    post = poster(world.browsers[Role.SECRETARIAT])
    post("/secretariat/series/new", SERIES)
    post("/secretariat/webinars/new?series=half-year", WEBINAR)
    post("/secretariat/webinars/asking/texts/ar", ARABIC_TEXT)
    post("/secretariat/webinars/asking/texts/en", ENGLISH_TEXT)
    post("/secretariat/webinars/asking/sittings/new", SITTING)
    post("/secretariat/webinars/asking/announce", {"opening": "yes"})
    return "/webinars/asking"


def register(world: World) -> tuple[str, str]:
    """A delegate registers in Arabic; return the paths of her page and of the gate."""
    browser = world.delegate()
    page = browser.get("/webinars/asking").text
    form = re.search(r'"(/sittings/\w+/register)', page)
    assert form
    assert browser.get(form.group(1)).status_code == 200
    answer = browser.post(form.group(1), data=AMINA)
    assert (answer.status_code, answer.location) == (303, "/check-your-mail")
    world.work()
    [letter] = world.letters("amina@office.example")
    assert str(letter["Content-Language"]) == "ar"
    calendar = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert calendar[0].get_param("method") == "REQUEST"
    mine = link_in(letter, "/my/")
    assert "room.example" not in letter.as_string()
    assert browser.post(f"{mine}/open").status_code == 303
    entry = calendar[0].get_content().replace("\r\n ", "")
    gate = re.search(r"/join/\w+", entry)
    assert gate, entry
    return mine, gate.group(0)


def letter_text(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    return part.get_content() if part else ""


def join(world: World, gate: str) -> None:
    """Before the quarter of an hour there is no button; within it there is; the POST leads in."""
    browser = world.delegate()
    assert "room.example" not in browser.get(gate).text
    world.now = datetime(2027, 3, 10, 11, 50, tzinfo=UTC)
    assert "room.example" not in browser.get(gate).text
    entered = browser.post(gate)
    assert entered.status_code == 200
    assert "https://room.example/j/7" in entered.text


def attend(world: World) -> None:
    """The Secretariat records the times, brings in the room's report and signs it."""
    officer = world.browsers[Role.SECRETARIAT]
    post = poster(officer)
    world.now = datetime(2027, 3, 10, 13, 40, tzinfo=UTC)
    attendance = found(
        officer, "/secretariat/webinars/asking", r"/secretariat/sittings/\w+/attendance"
    )
    post(
        f"{attendance}/holdings",
        {
            "started_on": "2027-03-10",
            "started": "13:00",
            "ended_on": "2027-03-10",
            "ended": "14:32",
        },
    )
    world.work()
    world.now = datetime(2027, 3, 10, 15, 0, tzinfo=UTC)
    file = {"file": (BytesIO(REPORT.encode()), "attendee.csv"), "zone": "Europe/Zurich"}
    import_page = post(f"{attendance}/files", file)
    shown = officer.get(import_page).text
    assert "Somebody Unknown" in shown
    again = {"file": (BytesIO(REPORT.encode()), "attendee (1).csv"), "zone": "Europe/Zurich"}
    assert post(f"{attendance}/files", again) == import_page
    post(f"{import_page}/sign-off", {})
    world.work()


def record(world: World) -> str:
    """The Secretariat uploads film and captions and publishes; return the recording's page."""
    officer = world.browsers[Role.SECRETARIAT]
    post = poster(officer)
    desk = found(officer, "/secretariat/webinars/asking", r"/secretariat/sittings/\w+/recording")
    post(desk, {"kind": "original", "file": (BytesIO(film()), "film.mp4")})
    captions = {
        "kind": "captions",
        "language": "en",
        "review": "verified",
        "reviewer": "Otto Muster",
    }
    post(desk, captions | {"file": (BytesIO(ENGLISH.encode()), "en.vtt")})
    post(f"{desk}/publish", {"reason": ""})
    return found(world.delegate(), "/recordings", r"/recordings/[\w-]+")


def answer(world: World) -> None:
    """The delegate answers once, from her letter."""
    letter = next(
        one for one in world.letters("amina@office.example") if "/feedback/" in letter_text(one)
    )
    page = link_in(letter, "/feedback/")
    browser = world.delegate()
    assert browser.get(page).status_code == 200
    assert browser.post(page, data={"relevance": "5", "recommend": "9"}).status_code == 200
    assert browser.post(page, data={"relevance": "1"}).status_code == 409


def figures(world: World) -> str:
    """The evaluator takes a snapshot and reads her page."""
    evaluator = world.browsers[Role.EVALUATOR]
    poster(evaluator)("/evaluation/snapshots", {})
    world.work()
    return evaluator.get("/evaluation/").text


def poster(browser: FlaskClient) -> Callable[[str, Mapping[str, object]], str]:
    """Return a function that sends a form, expects a redirect, and returns where it leads."""

    def post(path: str, data: Mapping[str, object]) -> str:
        sent = browser.post(path, data=data)
        assert sent.status_code == 303, f"{path}: {sent.status_code}\n{sent.text}"
        return urlsplit(sent.location).path

    return post


def found(browser: FlaskClient, page: str, pattern: str) -> str:
    text = browser.get(page).text
    match = re.search(rf'href="({pattern})"', text)
    assert match, f"no {pattern} on {page}"
    return match.group(1)


SERIES: dict[str, object] = {
    "title": "Six months",
    "language": "en",
    "starts_on": "2027-01-01",
    "ends_on": "2027-06-30",
    "zone": "Europe/Zurich",
    "threshold_minutes": "5",
    "decision_text": "",
    "slug": "half-year",
}
WEBINAR: dict[str, object] = {
    "title": "Asking first",
    "language": "en",
    "planned_month": "2027-03-01",
    "cycle_theme": "cycle.needs",
    "activities": ["type.strategy"],
    "openness": "public",
    "slug": "asking",
}
ARABIC_TEXT: dict[str, object] = {
    "title": "السؤال أولا",
    "abstract": "عن السؤال",
    "state": "ready",
}
ENGLISH_TEXT: dict[str, object] = {
    "title": "Asking first",
    "abstract": "About asking.",
    "questions": "",
    "state": "ready",
    "owner": "",
}
SITTING: dict[str, object] = {
    "day": "2027-03-10",
    "hour": "13:00",
    "zone": "Europe/Zurich",
    "minutes": "90",
    "capacity": "300",
    "reserve": "20",
    "slot_reason": "",
    "venue": "",
    "link": "https://room.example/j/7",
}
AMINA: dict[str, object] = {
    "name": "Amina Mfano",
    "email": "Amina@OFFICE.example.",
    "category": "state",
    "state": "KE",
    "language": "ar",
    "zone": "Africa/Nairobi",
}
