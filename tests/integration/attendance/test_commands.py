"""`flask attendance read`: what a file says, for programs."""

import json
from pathlib import Path

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

    said = json.loads(result.output)
    assert result.exit_code == 1
    assert (set(said), said["outcome"]) == (KEYS, outcome)
    assert (said["recomputed_minutes"], said["peak"]) == (None, None), "no figure, and no zero"


def test_a_zone_that_is_none_is_named(app: WebinarsApp) -> None:
    told = ["attendance", "read", str(FILES / "shared_mailbox.csv"), "--zone", "Geneva"]

    result = app.test_cli_runner().invoke(args=told)

    assert result.exit_code == 1
    assert "“Geneva” is not a time zone" in result.output


@pytest.mark.parametrize(
    ("name", "outcome", "status"),
    [
        ("by-hand/gtw_xlsx.xlsx", "ok", 0),
        ("zoom_webinar_no_shows_only.csv", "empty-but-valid", 0),
        ("by-hand/encrypted_workbook.xlsx", "encrypted", 1),
        ("by-hand/zoom_webinar_pipe_resave.csv", "wrong-delimiter", 1),
        ("by-hand/teams_ambiguous_5_5.csv", "ambiguous-date", 1),
    ],
)
def test_the_status_is_zero_only_where_figures_can_change(
    app: WebinarsApp, name: str, outcome: str, status: int
) -> None:
    options = [] if outcome == "ambiguous-date" else ["--zone", "Europe/Zurich"]
    told = ["attendance", "read", str(FILES / name), "--json", *options]

    result = app.test_cli_runner().invoke(args=told)

    said = json.loads(result.output)
    assert (said["outcome"], result.exit_code) == (outcome, status)
    if outcome == "empty-but-valid":
        assert (said["persons"], said["recomputed_minutes"], said["peak"]) == ([], 0, 0)


def test_a_file_without_end_is_too_big_and_not_read_to_its_end(
    app: WebinarsApp, tmp_path: Path
) -> None:
    endless = tmp_path / "endless.csv"
    with endless.open("wb") as file:
        file.truncate(1 << 36)  # sixty-four gigabytes, none of them on the disk

    result = app.test_cli_runner().invoke(args=["attendance", "read", str(endless), "--json"])

    assert (json.loads(result.output)["outcome"], result.exit_code) == ("too-big", 1)
