"""The demonstration's series: six monthly webinars, two of them past, one in five weeks at most."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from webinars.database import Db
from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.zones import TZDATA_VERSION, instant_of
from webinars.programme.models import (
    ActivityType,
    Appearance,
    AppearanceText,
    CostKind,
    CostLine,
    CycleTheme,
    LiveRoom,
    Openness,
    Part,
    Promise,
    PromisedPart,
    Series,
    SeriesText,
    Sitting,
    TextState,
    Webinar,
    WebinarActivity,
    WebinarState,
    WebinarText,
)
from webinars.programme.operations import raise_revision

GENEVA = "Europe/Zurich"
EVERY = timedelta(weeks=5)
MINUTES = 90
HOURS = (time(9, 0), time(16, 0))
TOPICS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "topics.json").read_text(encoding="utf-8")
)

SPEAKERS = (
    ("Amina Mfano", Part.SPEAKER, "Registrar, Office of Example Island"),
    ("Ana Ejemplo", Part.SPEAKER, "Head of cooperation, Example Office"),
    ("Jean Exemple", Part.SPEAKER, "Keeper of the list of systems that were switched off"),
    ("Li Shili", Part.MODERATOR, "Moderator"),
)


@dataclass(frozen=True)
class Months:
    """Days of the six webinars: the second was held lately, the third comes next."""

    days: tuple[date, ...]

    @classmethod
    def around(cls, today: date) -> "Months":
        """Return six Wednesdays, five weeks apart, the second 12 to 18 days ago."""
        lately = today - timedelta(days=12)
        second = lately - timedelta(days=(lately.weekday() - 2) % 7)
        return cls(tuple(second + EVERY * step for step in range(-1, 5)))

    def planned(self, place: int) -> date:
        """Return the month planned for the webinar at `place`: six in a row, from the first's."""
        first = self.days[0]
        months = first.year * 12 + first.month - 1 + place
        return date(months // 12, months % 12 + 1, 1)


def make_series(db: Db, *, now: datetime) -> list[Webinar]:
    """Make the series with its webinars and sittings; return the webinars in order."""
    months = Months.around(now.date())
    began = now - timedelta(days=90)
    series = Series(
        slug="demonstration",
        starts_on=months.planned(0),
        ends_on=months.planned(6) - timedelta(days=1),
        evaluation_due_on=months.planned(8),
        zone=GENEVA,
        decision_text="A fictitious decision asks for six webinars and their evaluation.",
        decision_language=Language.ENGLISH,
        decision_symbol="EXAMPLE/23/9",
        demonstration=True,
        published_at=began,
        created_at=began,
        revised_at=began,
    )
    series.texts = [
        SeriesText(language=code, title=title, summary="", revised_at=began)
        for code, title in SERIES.items()
    ]
    db.add(series)
    webinars = [_webinar(series, months, place, now) for place in range(len(TOPICS))]
    db.add_all(webinars)
    db.flush()
    for place, webinar in enumerate(webinars):
        _sittings(db, webinar, months.days[place], twice=place != 5)
        _costs(db, webinar, now)
    db.flush()
    db.expire_all()
    _cancel_second(webinars[3], now)
    raise_revision(db)
    return webinars


SERIES: dict[Language, str] = {
    Language.ENGLISH: "Six monthly webinars on technical assistance",
    Language.FRENCH: "Six webinaires mensuels sur l’assistance technique",
    Language.SPANISH: "Seis seminarios web mensuales sobre asistencia técnica",
    Language.RUSSIAN: "Шесть ежемесячных вебинаров по технической помощи",
    Language.ARABIC: "ست ندوات إلكترونية شهرية عن المساعدة التقنية",
    Language.CHINESE: "六场技术援助月度网络研讨会",
}


def _webinar(series: Series, months: Months, place: int, now: datetime) -> Webinar:
    topic, held = TOPICS[place], datetime.combine(months.days[place], time(8), tzinfo=now.tzinfo)
    is_open = place < 3
    announced = min(held - timedelta(days=40), now - timedelta(days=2))
    webinar = Webinar(
        series=series,
        slug=topic["slug"],
        planned_month=months.planned(place),
        cycle_theme=CycleTheme(topic["theme"]),
        state=WebinarState.OPEN if is_open else WebinarState.ANNOUNCED,
        openness=Openness.PUBLIC,
        announced_at=announced,
        opened_at=announced + timedelta(days=1) if is_open else None,
        created_at=announced - timedelta(days=9),
        revised_at=announced,
    )
    webinar.texts = [_text(topic, code, title, announced) for code, title in topic["title"].items()]
    webinar.activities = [WebinarActivity(activity=ActivityType(topic["activity"]))]
    webinar.promises = [
        Promise(part=part, language=code, promised_at=announced) for part, code in _promised()
    ]
    if place < 4:
        webinar.appearances = [_appearance(n, announced) for n in range(len(SPEAKERS))]
    return webinar


def _text(topic: dict[str, Any], code: str, title: str, revised: datetime) -> WebinarText:
    return WebinarText(
        language=Language(code),
        title=title,
        abstract=topic["abstract"].get(code, ""),
        questions=topic["questions"].get(code, ""),
        state=TextState.READY,
        revised_at=revised,
    )


def _promised() -> list[tuple[PromisedPart, str]]:
    spoken = [(PromisedPart.FLOOR, "en"), (PromisedPart.FLOOR, "fr")]
    heard = [(PromisedPart.INTERPRETATION, code) for code in ("ar", "es")]
    read = [
        (part, code)
        for part in (PromisedPart.CAPTIONS, PromisedPart.QUESTIONNAIRE)
        for code in OWN_NAMES
    ]
    return [*spoken, *heard, *read]


def _appearance(place: int, announced: datetime) -> Appearance:
    name, part, function = SPEAKERS[place]
    return Appearance(
        part=part,
        name=name,
        position=place,
        texts=[AppearanceText(language=Language.ENGLISH, function=function, revised_at=announced)],
        confirmed_at=announced,
        consented_recording_at=announced if place != 2 else None,
    )


def _sittings(db: Db, webinar: Webinar, day: date, *, twice: bool) -> None:
    for hour in HOURS[: 2 if twice else 1]:
        wall = datetime.combine(day, hour)
        start = instant_of(wall, GENEVA)
        sitting = Sitting(
            webinar_id=webinar.id,
            announced_start=wall,
            zone=GENEVA,
            tzdata=TZDATA_VERSION,
            minutes=MINUTES,
            starts_at=start,
            ends_at=start + timedelta(minutes=MINUTES),
            capacity=310,
            reserve=10,
            slot_reason=REASONS[hour],
            calendar_revised_at=webinar.announced_at,
        )
        sitting.rooms = [_room(webinar.announced_at or start)]
        db.add(sitting)


REASONS = {
    HOURS[0]: "Inside the working day from Nairobi to Singapore.",
    HOURS[1]: "Inside the working day from Dakar to Mexico City.",
}


def _room(opened: datetime) -> LiveRoom:
    return LiveRoom(
        link="https://room.example.org/demonstration",
        passcode="000000",
        dial_in="Nairobi +254 00 000 0000, code 000 000\nGeneva +41 00 000 00 00, code 000 000",
        opened_at=opened,
    )


def _costs(db: Db, webinar: Webinar, now: datetime) -> None:
    for label, amount in (("Interpretation, fictitious", 1200), ("Captions, fictitious", 300)):
        line = CostLine(
            series_id=webinar.series_id,
            webinar_id=webinar.id,
            kind=CostKind.PLANNED,
            label=label,
            amount=amount,
            recorded_at=now,
            recorded_by="demonstration",
        )
        db.add(line)


def _cancel_second(webinar: Webinar, now: datetime) -> None:
    """Cancel a sitting that was announced: its entry leaves calendars, and the page says why."""
    second = webinar.sittings[1]
    second.cancelled_at, second.sequence, second.calendar_revised_at = now, 1, now
    second.cancel_reason = "The room is not available in the afternoon (fictitious)."
