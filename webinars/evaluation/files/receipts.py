"""Finding one answer in a sealed snapshot by the receipt that its respondent kept."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from webinars.evaluation.files import CHAIN, MANIFEST, SEAL
from webinars.evaluation.files.sealing import digest_file, seal_text
from webinars.kernel.text import plain

NEEDED = ("responses.csv", "answers.csv", "items.csv")
LABELS = "labels"
"""Table of the questions in every language; snapshots of an earlier program have none."""


@dataclass(frozen=True)
class Given:
    """One item of an answer, as its respondent read it."""

    question: str
    language: str
    """Of the question's words, and of the value's."""
    value: str
    is_words: bool
    """Whether the value is told in words: it was chosen among some, and is no number."""


@dataclass(frozen=True)
class Kept:
    """An answer as a snapshot holds it: no name, and nothing that leads to one."""

    questionnaire: str
    day: str
    answers: tuple[Given, ...]
    """In the order of the questionnaire."""


def is_unaltered(folder: Path, digest: str) -> bool:
    """Say whether the files that hold answers are those that were sealed under `digest`."""
    seal = folder / SEAL
    if not all((folder / name).is_file() for name in (SEAL, MANIFEST, CHAIN, *NEEDED)):
        return False
    whole = digest_file(seal) == digest and seal.read_text(encoding="ascii") == seal_text(folder)
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    sealed = {one["path"]: one["sha256"] for one in told}
    return whole and all(digest_file(folder / name) == sealed[name] for name in NEEDED)


def find_answer(folder: Path, receipt_digest: str, *, language: str) -> Kept | None:
    """Return the answer whose receipt has this digest, or None where there is none.

    Args:
        language: in which the questions are told, where the snapshot has them; else in English.
    """
    for row in _rows(folder, "responses"):
        if row["receipt"] == receipt_digest:
            return Kept(row["questionnaire"], row["day"], tuple(_answers(folder, row, language)))
    return None


def _answers(folder: Path, response: dict[str, str], language: str) -> list[Given]:
    given = {
        row["question"]: row["value"]
        for row in _rows(folder, "answers")
        if row["response"] == response["response"]
    }
    own = response["questionnaire"]
    words = _words(folder, own, language)
    items = sorted(
        (int(row["position"]), row["question"], row["label"])
        for row in _rows(folder, "items")
        if row["questionnaire"] == own and row["question"] in given
    )
    return [
        _given(words.get(name), plain(label) or name, language, given[name])
        for _, name, label in items
    ]


def _words(folder: Path, questionnaire: str, language: str) -> dict[str, dict[str, str]]:
    """Return the row of each question in `language`, where the file is the one that was sealed."""
    path = folder / f"{LABELS}.csv"
    sealed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    told = next((one["sha256"] for one in sealed if one["path"] == path.name), None)
    if not path.is_file() or digest_file(path) != told:
        return {}
    rows = (row for row in _rows(folder, LABELS) if row["questionnaire"] == questionnaire)
    return {row["question"]: row for row in rows if row["language"] == language}


def _given(told: dict[str, str] | None, english: str, language: str, value: str) -> Given:
    if told is None:
        return Given(english, "en", value, is_words=False)
    parts = (one.partition("|") for one in plain(told["options"]).split("; ") if one)
    options = {code: label for code, _, label in parts}
    chosen = [options[code] for code in value.split() if code in options]
    is_words = bool(chosen) and len(chosen) == len(value.split())
    words = "; ".join(chosen) if is_words else value
    return Given(plain(told["label"]) or english, language, words, is_words=is_words)


def _rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
