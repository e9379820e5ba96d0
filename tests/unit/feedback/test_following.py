"""When people are asked what they used, three and six months after a webinar."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from webinars.feedback.instruments import DATA, INSTRUMENTS
from webinars.feedback.models import QuestionnaireKind
from webinars.feedback.rules import follow_up_due, months_after
from webinars.kernel.languages import Language

THREE, SIX = QuestionnaireKind.THREE_MONTHS, QuestionnaireKind.SIX_MONTHS
ENDED = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-15", 3, "2026-04-15"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 6, "2027-06-30"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, later: str) -> None:
    moment = datetime.fromisoformat(f"{day}T15:30:00+00:00")

    assert months_after(moment, months) == datetime.fromisoformat(f"{later}T15:30:00+00:00")


def test_each_is_due_for_thirty_days_and_between_them_none_is() -> None:
    three, six = months_after(ENDED, 3), months_after(ENDED, 6)
    moments = {
        three - timedelta(seconds=1): None,
        three: THREE,
        three + timedelta(days=30, seconds=-1): THREE,
        three + timedelta(days=30): None,
        six - timedelta(seconds=1): None,
        six: SIX,
        six + timedelta(days=30): None,
    }

    assert {at: follow_up_due(ENDED, at) for at in moments} == moments


def test_the_same_question_is_the_same_in_every_instrument_and_in_six_languages() -> None:
    items: dict[str, object] = {}
    for name in INSTRUMENTS:
        questions = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["questions"]
        assert len(questions) <= 8
        for item in questions:
            assert items.setdefault(item["identity"], item) == item
            spoken = [item[part] for part in ("label", "hint", "options") if part in item]
            assert all(set(part) == set(Language) for part in spoken)
            values = {
                tuple(line.partition("|")[0] for line in text.splitlines())
                for text in item.get("options", {}).values()
            }
            assert len(values) <= 1


def test_of_application_the_value_that_is_counted_is_offered() -> None:
    for name in ("three-months", "six-months"):
        questions = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["questions"]
        applied = next(item for item in questions if item["identity"] == "applied")
        assert applied["options"]["en"].startswith("yes|")
