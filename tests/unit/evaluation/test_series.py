"""The figures of one series of several: the same definitions, over its own rows alone."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import Phase, given, settings

from tests.factories.evaluation import computed, write_folder, write_sealed
from tests.factories.packs import built, unpacked
from tests.unit.evaluation.twin.chance import CUT
from tests.unit.evaluation.twin.facts import Rows
from tests.unit.evaluation.twin.worlds import worlds
from webinars.evaluation.files import FIGURES
from webinars.evaluation.files.sealing import manifest_of, write_seal
from webinars.evaluation.indicators import (
    as_json,
    figures,
    is_kept,
    kept_figures,
    open_tables,
)
from webinars.evaluation.operations import verify_folder

TWO: dict[str, list[dict[str, Any]]] = {
    "series": [{"series": "a"}, {"series": "b"}],
    "webinars": [
        {"webinar": f"w-{one}", "series": one, "title": one, "status": "open"} for one in "ab"
    ],
    "sittings": [
        {
            "sitting": f"s-{one}",
            "webinar": f"w-{one}",
            "starts_at": "2026-06-10T12:00:00Z",
            "ends_at": "2026-06-10T13:00:00Z",
            "cancelled": False,
        }
        for one in "ab"
    ],
}
"""Two series, a webinar each."""


def registered(series: str, persons: int) -> Iterator[dict[str, Any]]:
    for number in range(persons):
        yield {
            "registration": f"{series} {number}",
            "person": f"person {number}",  # the same persons in both
            "webinar": f"w-{series}",
            "sitting": f"s-{series}",
            "category": "other",
            "approval": "not-asked",
            "place": "confirmed",
            "registered_at": "2026-06-01T12:00:00Z",
        }


def with_persons(**of: int) -> dict[str, Any]:
    rows = [row for series, persons in of.items() for row in registered(series, persons)]
    return {**TWO, "registrations": rows}


def of_one(rows: Rows, series: str) -> Rows:
    """Return the rows that are about one series, as a person would pick them out."""
    own = {row["webinar"] for row in rows["webinars"] if row["series"] == series}
    sat = {row["sitting"] for row in rows["sittings"] if row["webinar"] in own}
    kept = {row["recording"] for row in rows.get("recordings", ()) if row["webinar"] in own}
    said = {row["response"] for row in rows.get("responses", ()) if row["webinar"] in own}
    picked = {}
    for name, table in rows.items():
        picked[name] = [
            row
            for row in table
            if row.get("series", series) == series
            and ("series" in row or row.get("webinar") is None or row["webinar"] in own)
            and (name != "hours" or row["sitting"] in sat)
            and (name != "views" or row["recording"] in kept)
            and (name != "answers" or row["response"] in said)
        ]
    return picked


@given(rows=worlds().filter(lambda rows: len(rows["series"]) > 1))
@settings(max_examples=1, phases=[Phase.generate])
def test_narrowed_tables_give_what_the_rows_of_one_series_give(rows: Rows) -> None:
    compare_narrowed(rows)


@pytest.mark.slow
@given(rows=worlds().filter(lambda rows: len(rows["series"]) > 1))
@settings(max_examples=30, phases=[Phase.generate])
def test_many_narrowed_tables_give_what_the_rows_of_one_series_give(rows: Rows) -> None:
    compare_narrowed(rows)


def compare_narrowed(rows: Rows) -> None:
    for series in ("s1", "s2"):
        with TemporaryDirectory() as one, TemporaryDirectory() as other:
            write_folder(Path(one), rows, at=CUT)
            with closing(open_tables(Path(one), at=CUT, series=series)) as bench:
                narrowed = {
                    (f.indicator, f.by, f.key, f.measure): f for f in figures(bench, Path(one))
                }
            assert narrowed == computed(Path(other), of_one(rows, series), at=CUT)


def test_a_figure_of_one_series_is_not_moved_by_the_other(tmp_path: Path) -> None:
    write_sealed(tmp_path / "1", with_persons(a=6), cut=1, at=CUT)
    write_sealed(tmp_path / "2", with_persons(a=6, b=40), cut=2, at=CUT)
    first, second = (kept_figures(tmp_path / name, "a") for name in "12")

    assert first["figures"] == second["figures"]
    assert first["populations"] == second["populations"]
    assert kept_figures(tmp_path / "2") != kept_figures(tmp_path / "1")
    assert kept_figures(tmp_path / "2", "b")["populations"][0]["registered"] == 40
    assert kept_figures(tmp_path / "2")["populations"][0]["registered"] == 46


def test_one_series_alone_has_the_figures_of_all_and_no_file_of_its_own(tmp_path: Path) -> None:
    alone = {**with_persons(a=6), "series": [{"series": "a"}]}
    alone |= {name: [row for row in TWO[name] if "a" in row["webinar"]]
              for name in ("webinars", "sittings")}  # fmt: skip
    write_sealed(tmp_path / "1", alone, cut=1, at=CUT)
    with closing(open_tables(tmp_path / "1", at=CUT, series="a")) as bench:
        narrowed = json.loads(json.dumps(as_json(bench, tmp_path / "1"), default=str))

    assert not (tmp_path / "1" / "series").exists()
    assert "several series" not in (tmp_path / "1" / "README.txt").read_text()
    assert kept_figures(tmp_path / "1", "a") == kept_figures(tmp_path / "1") == narrowed


def test_a_series_that_the_snapshot_does_not_know_has_no_figures_of_another(
    tmp_path: Path,
) -> None:
    write_sealed(tmp_path / "1", with_persons(a=6, b=7), cut=1, at=CUT)
    later = kept_figures(tmp_path / "1", "c")

    assert not is_kept(tmp_path / "1", "c")
    assert later["figures"] == later["populations"] == []
    assert later["definitions"]


def test_whoever_has_the_files_computes_the_series_again_with_duckdb_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sealed(tmp_path / "1", with_persons(a=6, b=40), cut=1, at=CUT)
    monkeypatch.chdir(tmp_path / "1")
    hers = duckdb.connect()
    for name in ("series/a/tables.sql", "definitions/populations.sql"):
        hers.execute(Path(name).read_text())
    rows = hers.execute(Path("definitions/summary.sql").read_text()).fetchall()

    assert rows[0] == (None, 6, 6, 0, 0, 0)
    assert ".read series/a/tables.sql" in Path("README.txt").read_text()


def test_verifying_computes_the_figures_of_every_series_again(tmp_path: Path) -> None:
    folder = tmp_path / "1"
    write_sealed(folder, with_persons(a=6, b=40), cut=1, at=CUT)
    whole = verify_folder(folder)
    path = folder / "series" / "b" / FIGURES
    path.write_text(path.read_text().replace('"registered": 40', '"registered": 41'))
    seal_again(folder)

    assert whole.identical
    assert verify_folder(folder).differences == ("series/b/indicators.json: populations differ",)


def test_a_pack_tells_the_figures_of_each_series_and_which_webinars_are_its_own(
    tmp_path: Path,
) -> None:
    write_sealed(tmp_path / "1", with_persons(a=6, b=40), cut=1, at=CUT)
    out = unpacked(built(tmp_path / "1", tmp_path / "pack.zip"), tmp_path / "out")
    told = json.loads((out / FIGURES).read_text())

    assert [(one["series"], one["webinars"]) for one in told["series"]] == [
        ("a", ["w-a"]),
        ("b", ["w-b"]),
    ]
    assert [one["indicators"][0]["d"] for one in told["series"]] == [6, 40]
    assert told["indicators"][0]["d"] == 46


def seal_again(folder: Path) -> None:
    """Forge manifest and seal over what was changed."""
    facts = json.loads((folder / "manifest.json").read_text())
    rows = {Path(one["path"]).stem: one["rows"] for one in facts.pop("files") if one["rows"]}
    chain = json.loads((folder / "chain.json").read_text())
    write_seal(folder, manifest=manifest_of(folder, rows, facts), chain=chain)
