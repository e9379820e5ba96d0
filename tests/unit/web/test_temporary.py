"""Half of an upload lies in the data directory."""

import tempfile
from pathlib import Path

import pytest

from config import load
from webinars.app.temporary import keep_uploads_beside


def test_temporary_files_lie_in_the_data_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    settings = load({"WEBINARS_DATA_DIR": str(tmp_path), "WEBINARS_SECRET_KEY": "none, " * 9})

    keep_uploads_beside(settings)

    with tempfile.NamedTemporaryFile() as file:
        assert Path(file.name).parent == tmp_path / "temporary"
