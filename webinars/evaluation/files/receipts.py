"""Finding one answer in a sealed snapshot by the receipt that its respondent kept."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from webinars.evaluation.files import CHAIN, MANIFEST, SEAL
from webinars.evaluation.files.sealing import digest_file, seal_text

NEEDED = ("responses.csv", "answers.csv", "items.csv")


@dataclass(frozen=True)
class Kept:
    """An answer as a snapshot holds it: no name, and nothing that leads to one."""

    questionnaire: str
    day: str
    answers: tuple[tuple[str, str], ...]
    """The question in English and the value, in the order of the questionnaire."""


def is_unaltered(folder: Path, digest: str) -> bool:
    """Say whether the files that hold answers are those that were sealed under `digest`."""
    seal = folder / SEAL
    if not all((folder / name).is_file() for name in (SEAL, MANIFEST, CHAIN, *NEEDED)):
        return False
    whole = digest_file(seal) == digest and seal.read_text(encoding="ascii") == seal_text(folder)
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    sealed = {one["path"]: one["sha256"] for one in told}
    return whole and all(digest_file(folder / name) == sealed[name] for name in NEEDED)


def find_answer(folder: Path, receipt_digest: str) -> Kept | None:
    """Return the answer whose receipt has this digest, or None where there is none."""
    for row in _rows(folder, "responses"):
        if row["receipt"] == receipt_digest:
            return Kept(row["questionnaire"], row["day"], tuple(_answers(folder, row)))
    return None


def _answers(folder: Path, response: dict[str, str]) -> list[tuple[str, str]]:
    given = {
        row["question"]: row["value"]
        for row in _rows(folder, "answers")
        if row["response"] == response["response"]
    }
    items = sorted(
        (int(row["position"]), row["question"], row["label"])
        for row in _rows(folder, "items")
        if row["questionnaire"] == response["questionnaire"]
    )
    return [
        (label or question, given[question]) for _, question, label in items if question in given
    ]


def _rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
