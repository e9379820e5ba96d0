"""`flask attendance read`: what a file says, for programs."""

import json

import pytest

from tests.factories.attendance import FILES
from webinars.web.requests import WebinarsApp

KEYS = {
    "outcome",
    "provider",
    "shape",
    "persons",
    "connections",
    "reported_minutes",
    "recomputed_minutes",
    "peak",
    "skipped",
}


def test_a_file_is_told_as_json(app: WebinarsApp) -> None:
    file = str(FILES / "shared_mailbox.csv")
    told = ["attendance", "read", file, "--zone", "Europe/Zurich", "--json"]

    result = app.test_cli_runner().invoke(args=told)
    said = json.loads(result.output)

    assert result.exit_code == 0
    assert set(said) == KEYS
    assert (said["outcome"], said["peak"]) == ("ok", 5)
    assert said["persons"][0] == {
        "name": "Amina Mfano",
        "email": "mission@example.int",
        "minutes": 40.5,
    }
    assert said["recomputed_minutes"] == 159.25
    assert said["connections"][0] == {
        "row": 10,
        "name": "Amina Mfano",
        "email": "mission@example.int",
        "joined_at": "2025-02-03T18:30:00Z",
        "left_at": "2025-02-03T19:00:00Z",
    }


@pytest.mark.parametrize(
    ("name", "more", "outcome"),
    [
        ("shared_mailbox.csv", [], "ambiguous-date"),
        (
            "shared_mailbox.csv",
            ["--zone", "Europe/Zurich", "--date", "2025-03-09"],
            "wrong-session",
        ),
        ("empty_file.csv", ["--zone", "Europe/Zurich"], "wrong-shape"),
    ],
)
def test_a_file_that_cannot_change_figures_ends_with_an_error(
    app: WebinarsApp, name: str, more: list[str], outcome: str
) -> None:
    told = ["attendance", "read", str(FILES / name), "--json", *more]

    result = app.test_cli_runner().invoke(args=told)

    assert result.exit_code == 1
    assert json.loads(result.output)["outcome"] == outcome


def test_a_zone_that_is_none_is_named(app: WebinarsApp) -> None:
    told = ["attendance", "read", str(FILES / "shared_mailbox.csv"), "--zone", "Geneva"]

    result = app.test_cli_runner().invoke(args=told)

    assert result.exit_code == 1
    assert "“Geneva” is not a time zone" in result.output
