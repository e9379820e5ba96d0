"""An outsider with the files alone sees every change of them, and computes every figure again."""

import csv
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.factories.evaluation import Rows, write_sealed
from tests.unit.evaluation.test_indicators import WORKED, at
from webinars.evaluation.files import CHAIN, MANIFEST, SEAL
from webinars.evaluation.files.sealing import digest_file, manifest_of, write_seal
from webinars.evaluation.operations import compare_snapshots, verify_folder, writing

END = at(31, "00:00")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed") / "7"
    write_sealed(folder, WORKED, cut=7, at=END)
    return folder


@pytest.fixture
def copy(sealed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sealed, tmp_path / "copy"))


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_an_untouched_copy_is_identical(sealed: Path, copy: Path) -> None:
    verdict = verify_folder(copy, digest=digest_file(sealed / SEAL))

    assert verdict.differences == ()
    assert verdict.digest == digest_file(sealed / SEAL)


def test_what_was_never_finished_is_not_identical_however_whole(copy: Path) -> None:
    unfinished = copy.rename(copy.with_name(".7.4242.part"))

    assert verify_folder(unfinished).differences == (".7.4242.part: was never finished",)


def test_one_flipped_bit_in_any_file_is_named(sealed: Path, copy: Path) -> None:
    """Every file in turn: its first, middle and last byte."""
    unnamed = []
    for name in files(sealed):
        whole = (sealed / name).read_bytes()
        for place in {0, len(whole) // 2, len(whole) - 1}:
            changed = bytearray(whole)
            changed[place] ^= 1
            (copy / name).write_bytes(changed)
            told = verify_folder(copy).differences
            if not any(one.startswith(f"{name}:") for one in told):
                unnamed.append((name, place, told))
        (copy / name).write_bytes(whole)

    assert unnamed == []
    assert len(files(sealed)) > 40


def test_a_missing_file_and_one_too_many_are_named(copy: Path) -> None:
    (copy / "answers.csv").unlink()
    (copy / "extra.csv").write_text("x")

    assert verify_folder(copy).differences == (
        "answers.csv: is missing",
        "extra.csv: is not in manifest.json",
    )


@pytest.mark.parametrize("name", [MANIFEST, CHAIN, SEAL])
def test_without_its_seal_nothing_is_verified(copy: Path, name: str) -> None:
    (copy / name).unlink()

    assert verify_folder(copy).differences == (f"{name}: is missing",)


def test_a_forger_who_seals_again_is_found_by_the_mailed_digest(sealed: Path, copy: Path) -> None:
    """She changes a figure, and makes manifest and seal anew, so that all digests fit."""
    figures = json.loads((copy / "indicators.json").read_text(encoding="utf-8"))
    figures["figures"][0]["n"] = 999
    (copy / "indicators.json").write_text(json.dumps(figures), encoding="utf-8")
    seal_again(copy)

    alone = verify_folder(copy)
    mailed = verify_folder(copy, digest=digest_file(sealed / SEAL))

    assert "indicators.json: indicator 1 attended is computed as" in alone.differences[0]
    assert any(one.startswith("manifest.sha256: its digest is") for one in mailed.differences)


def test_a_forger_who_changes_one_of_two_tables_is_found(copy: Path) -> None:
    text = (copy / "connections.csv").read_text(encoding="utf-8")
    (copy / "connections.csv").write_text(text.replace("10:58:00", "10:57:00"), encoding="utf-8")
    seal_again(copy)

    assert verify_folder(copy).differences == (
        "connections.parquet: holds other rows than connections.csv",
    )


def test_a_definition_that_cannot_run_is_a_sentence(copy: Path) -> None:
    (copy / "definitions/populations.sql").write_text("SELECT nonsense FROM nowhere", "utf-8")
    seal_again(copy)

    (told,) = verify_folder(copy).differences
    assert told.startswith("definitions: cannot be run: ")


def test_a_definition_reads_and_writes_nothing_outside(copy: Path, tmp_path: Path) -> None:
    secret, target = tmp_path / "secret.csv", tmp_path / "taken.csv"
    secret.write_text("a\n1\n")
    stolen = f"COPY (SELECT * FROM read_csv('{secret}')) TO '{target}'"  # noqa: S608  (the attack)
    (copy / "definitions/populations.sql").write_text(stolen, encoding="utf-8")
    seal_again(copy)

    verdict = verify_folder(copy)

    assert not target.exists()
    assert not verdict.identical


@pytest.mark.parametrize("broken", [b"", b"{", b"[1]", b'{"files": 3}', b"[" * 100_000])
@pytest.mark.parametrize("name", [MANIFEST, CHAIN])
def test_nonsense_for_a_manifest_is_a_sentence(copy: Path, name: str, broken: bytes) -> None:
    (copy / name).write_bytes(broken)

    assert any(one.startswith(f"{name}: ") for one in verify_folder(copy).differences)


def test_a_snapshot_of_an_earlier_program_is_verified_without_the_tables_it_had_not(
    copy: Path,
) -> None:
    for name in ("decisions", "labels"):
        for end in ("csv", "parquet"):
            (copy / f"{name}.{end}").unlink()
    figures = json.loads((copy / "indicators.json").read_text(encoding="utf-8"))
    kept = [one for one in figures["figures"] if one["by"] != "webinar" or one["d"] != 0]
    assert len(kept) < len(figures["figures"])
    (copy / "indicators.json").write_text(json.dumps({**figures, "figures": kept}), "utf-8")
    seal_again(copy)

    assert verify_folder(copy).differences == ()


def test_a_snapshot_of_an_earlier_program_is_verified_without_a_column_it_had_not(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "7"
    write_sealed(folder, {**WORKED, "responses": RESPONSES}, cut=7, at=END)
    for name in ("responses", "surveyed"):
        file, parquet = (folder / f"{name}.{end}" for end in ("csv", "parquet"))
        with file.open(encoding="utf-8", newline="") as before:
            head, *rows = csv.reader(before)
        place = head.index("completed")
        with file.open("w", encoding="utf-8", newline="") as after:
            csv.writer(after).writerows(row[:place] + row[place + 1 :] for row in (head, *rows))
        with duckdb.connect() as bench:
            fewer = bench.read_parquet(str(parquet)).select("* EXCLUDE completed")
            fewer.write_parquet(str(folder / "fewer"))
            del fewer
        (folder / "fewer").replace(parquet)
    seal_again(folder)

    assert verify_folder(folder).differences == ()


RESPONSES = [
    {"response": f"r{n}", "webinar": "w1", "questionnaire": "after-1", "day": "2026-02-01"}
    for n in range(6)
]


def test_the_seal_is_what_a_shell_can_check(copy: Path) -> None:
    lines = (copy / SEAL).read_text(encoding="ascii").splitlines()

    assert lines == [
        f"{digest_file(copy / MANIFEST)}  {MANIFEST}",
        f"{digest_file(copy / CHAIN)}  {CHAIN}",
    ]


def test_the_figures_can_be_computed_with_duckdb_alone(copy: Path) -> None:
    bench = duckdb.connect()
    bench.execute("SET file_search_path = ?", [str(copy)])
    for name in ("00_tables.sql", "populations.sql"):
        bench.execute((copy / "definitions" / name).read_text(encoding="utf-8"))
    conversion = (copy / "definitions/01_conversion.sql").read_text(encoding="utf-8")

    rows = bench.execute(conversion).fetchall()

    assert ("", "", "attended", 4, 6, None) in rows


def test_what_changed_in_the_past_is_listed(sealed: Path, tmp_path: Path) -> None:
    later: Rows = {
        **WORKED,
        "registrations": [
            {**row, "state": "UGA"} if row["person"] == "juma" else row
            for row in WORKED["registrations"]
        ],
        "connections": [row for row in WORKED["connections"] if row["person"] != "li"],
    }
    write_sealed(tmp_path / "9", later, cut=9, at=END)

    found = compare_snapshots(sealed, tmp_path / "9")
    tables = {one.table: one for one in found.tables}
    figures = {(one.indicator, one.webinar, one.measure): one for one in found.figures}

    registrations = tables["registrations"]
    assert (registrations.changed, registrations.past) == (1, 1)
    assert registrations.columns == ("state",)
    assert (tables["connections"].gone, tables["connections"].added) == (1, 0)
    assert "sittings" not in tables
    moved = figures[(1, "first", "attended")]
    assert (moved.before, moved.after) == (0.5, 0.25)


def test_nothing_differs_from_itself(sealed: Path) -> None:
    found = compare_snapshots(sealed, sealed)

    assert (found.tables, found.figures) == ((), ())


def seal_again(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    facts = {key: value for key, value in manifest.items() if key != "files"}
    rows = {Path(one["path"]).stem: one["rows"] for one in manifest["files"] if one["rows"]}
    chain = json.loads((folder / CHAIN).read_text(encoding="utf-8"))
    write_seal(folder, manifest=manifest_of(folder, rows, facts), chain=chain)


def test_with_too_little_memory_more_is_taken(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of very many persons more must be held at once: the figures are the same."""
    monkeypatch.setattr(writing, "TIGHT", "1MB")

    digest = write_sealed(tmp_path / "again", WORKED, cut=7, at=END)

    assert digest == digest_file(copy / SEAL)


def test_two_files_join_by_their_texts(sealed: Path) -> None:
    """Whoever reads CSV without types finds every person of one table in the others."""
    told = {}
    for name in ("attendance", "connections", "registrations"):
        lines = (sealed / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        told[name] = {row["person"] for row in csv.DictReader(lines)}

    assert told["attendance"]
    assert told["attendance"] <= told["connections"]
    assert told["attendance"] & told["registrations"]
    assert all(len(person) == 32 for person in told["attendance"])
