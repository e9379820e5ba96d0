"""A sitting and its feed, without a database, for the tests of the calendar."""

from datetime import UTC, datetime, timedelta

from webinars.kernel.languages import Language
from webinars.programme.calendar import feed_of
from webinars.programme.models import (
    ActivityType,
    CycleTheme,
    LiveRoom,
    Sitting,
    Webinar,
    WebinarActivity,
    WebinarState,
    WebinarText,
)

BASE = "https://webinars.example:8443"
START = datetime(2027, 1, 20, 23, 30, tzinfo=UTC)
TOLD = datetime(2026, 12, 1, 9, tzinfo=UTC)
NASTY = "Needs, assessed; “together” 🎉\r\nBEGIN:VALARM\nتقييم الاحتياجات\\n " + "é" * 60


def make_sitting(**over: object) -> Sitting:
    webinar = Webinar(
        slug="needs",
        state=WebinarState.OPEN,
        cycle_theme=CycleTheme.NEEDS,
        revised_at=TOLD,
        activities=[WebinarActivity(activity=ActivityType.CAPACITY)],
        texts=[
            WebinarText(language=Language.ENGLISH, title="Needs", abstract="How to ask."),
            WebinarText(language=Language.ARABIC, title="الاحتياجات", abstract="كيف نسأل"),
        ],
    )
    facts: dict[str, object] = {
        "public_id": "abcdefghijklmnopqrstuvwxyz",
        "uid_suffix": "webinars.example",
        "webinar": webinar,
        "starts_at": START,
        "ends_at": START + timedelta(minutes=90),
        "sequence": 3,
        "venue": "",
        "cancel_reason": "",
        "calendar_revised_at": TOLD,
        "rooms": [LiveRoom(link="https://rooms.example/secret")],
    }
    return Sitting(**facts | over)


def feed(*sittings: Sitting, language: Language = Language.ENGLISH) -> bytes:
    return feed_of(
        sittings,
        name="Webinars, in short; all",
        language=language,
        base_url=BASE,
        source=f"{BASE}/programme.ics",
        sender="Webinars <webinars@example.org>",
    )
