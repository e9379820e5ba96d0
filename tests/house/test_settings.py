"""Settings: all of them are described, and none is guessed."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from config import PREFIX, SECRETS, BadSetting, Settings, load
from tests.house.tree import ROOT

REFERENCE = ROOT / "docs" / "reference" / "settings.md"


def variables() -> set[str]:
    plain = {f"{PREFIX}{field.name.upper()}" for field in fields(Settings)}
    return plain | {f"{PREFIX}{secret.upper()}_FILE" for secret in SECRETS}


def test_the_reference_describes_exactly_the_settings_there_are() -> None:
    described = re.findall(rf"`({PREFIX}[A-Z_]+)`", REFERENCE.read_text(encoding="utf-8"))

    assert set(described) == variables()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WEBINARS_COLOUR", "red"),
        ("WEBINARS_BASE_URL_FILE", "x"),
        ("WEBINARS_BASE_URL", "webinars.example.org"),
        ("WEBINARS_DATABASE_URL", "mysql://localhost/x"),
        ("WEBINARS_SMTP_URL", "mail.example.org:25"),
        ("WEBINARS_SMTP_URL", "smtp://mail.example.org?pace=quick"),
        ("WEBINARS_SMTP_URL", "smtp://mail.example.org?pace=-1"),
        ("WEBINARS_STORAGE_URL", "ftp://example.org"),
        ("WEBINARS_REDIS_URL", "memcached://localhost"),
        ("WEBINARS_SECRET_KEY", "short"),
        ("WEBINARS_SECRET_KEY_FILE", "there-is-no-such-file"),
        ("WEBINARS_MAIL_FROM", "nobody"),
    ],
)
def test_a_setting_that_is_unknown_or_malformed_refuses_to_start(
    tmp_path: Path, variable: str, value: str
) -> None:
    with pytest.raises(BadSetting, match=variable):
        load({"WEBINARS_DATA_DIR": str(tmp_path), variable: value})


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("k" * 40 + "\n")

    settings = load(
        {
            "WEBINARS_DATA_DIR": str(tmp_path),
            "WEBINARS_SECRET_KEY_FILE": str(tmp_path / "key"),
        }
    )

    assert settings.secret_key == "k" * 40


def test_a_key_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    first = load({"WEBINARS_DATA_DIR": str(tmp_path)})
    second = load({"WEBINARS_DATA_DIR": str(tmp_path)})

    assert first.secret_key == second.secret_key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_a_data_directory_that_is_made_is_nobody_elses(tmp_path: Path) -> None:
    """Names, letters and what opens them lie there."""
    load({"WEBINARS_DATA_DIR": str(tmp_path / "made")})

    assert (tmp_path / "made").stat().st_mode & 0o077 == 0
