"""A pack's workbook and tables in a real spreadsheet program."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.factories.packs import built, table, unpacked, write_worked
from webinars.evaluation.packs import Terms

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PATIENCE = 180
THIRD_SHEET = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3"
"""LibreOffice's options of a CSV: comma, quotes, UTF-8, the sheet of webinars."""

pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed: nothing is opened in it."
)


def converted(path: Path, target: str, home: Path) -> tuple[Path, str]:
    """Open a file without a window and save it as another; return it, and all that was said."""
    profile = f"-env:UserInstallation=file://{home}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", target, "--outdir", str(home)]
    done = subprocess.run(
        [*command, str(path)], check=True, capture_output=True, text=True, timeout=PATIENCE
    )
    made = home / f"{path.stem}.{target.partition(':')[0]}"
    return made, done.stdout + done.stderr


def test_a_spreadsheet_program_opens_them_without_a_warning(tmp_path: Path) -> None:
    pack = built(write_worked(tmp_path), tmp_path / "pack.zip", terms=Terms("EXAMPLE/1", bom=True))
    folder = unpacked(pack, tmp_path / "out")

    sheet, said = converted(folder / "evaluation.xlsx", f"csv:{THIRD_SHEET}", tmp_path)
    again, said_too = converted(folder / "csv/webinars.csv", "xlsx", tmp_path)

    told = [line for line in (said + said_too).splitlines() if "javaldx" not in line]  # no Java
    assert not [line for line in told if "rror" in line or "arning" in line]
    with next(tmp_path.glob("evaluation*webinars.csv"), sheet).open(
        encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    titles = [row["title"] for row in table(folder, "webinars")]
    assert [row["title"] for row in rows] == titles
    assert "'=1+1 licences" in titles
    assert again.is_file()
