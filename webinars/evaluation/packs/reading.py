"""The rows of a pack, read from the files of a snapshot alone, in an order that tells nothing."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webinars.evaluation.packs.variables import (
    ATTENDANCE,
    INDICATORS,
    NA,
    NOT_ASKED,
    REGISTRATIONS,
    SITTINGS,
    SKIPPED,
    SURVEY_HEAD,
    WEBINARS,
    Sheet,
    Type,
    Variable,
    named,
)
from webinars.evaluation.rules.suppression.populations import tells_of_few

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SQL = Path(__file__).parent / "sql"
BLOCK = 64
"""Bytes of a block of SHA-256."""

Rows = Iterator[Sequence[Any]]


def pack_key(key: bytes, *, digest: str, mandate: str) -> bytes:
    """Return the key of one pack: of one snapshot for one mandate, so that no two can be joined."""
    return hmac.digest(key, f"{digest}:{mandate}".encode(), hashlib.sha256)


def prepare(bench: "DuckDBPyConnection", key: bytes) -> None:
    """Make the microdata of an opened snapshot, and the macro `rekeyed`: HMAC of SHA-256, 128 bits.

    Args:
        key: of the pack. It stands in the bench's memory alone.
    """
    padded = key.ljust(BLOCK, b"\0")
    inner, outer = (bytes(byte ^ mask for byte in padded).hex() for mask in (0x36, 0x5C))
    bench.execute(
        "CREATE MACRO rekeyed(name) AS left(sha256(unhex('" + outer + "')"
        " || unhex(sha256(unhex('" + inner + "') || encode(name::VARCHAR)))), 32)"
    )
    bench.execute(_sql("microdata"))


def survey_sheet(bench: "DuckDBPyConnection") -> Sheet:
    """Return the table of responses: a variable a question, in the order of the questionnaires."""
    taken: set[str] = set()
    asked = bench.execute(_sql("questions")).fetchall()
    labels = _labels(bench)
    questions = [
        _question(identity, kind, versions, labels.get(identity, {}), taken)
        for identity, kind, versions in asked
    ]
    title = "Filled questionnaires; free texts are read and released by a person, and not here"
    return Sheet("survey", title, (*SURVEY_HEAD, *questions), ("response",))


def _question(
    identity: str, kind: str, versions: str, words: Mapping[str, tuple[str, str]], taken: set[str]
) -> Variable:
    english, options = words.get("en", (identity, ""))
    codes = dict(one.partition("|")[::2] for one in options.split("; ") if one)
    numeric = kind in {"scale", "number", "recommend"}
    return Variable(
        named(identity, taken),
        english,
        Type.WHOLE if numeric else Type.CODE if kind == "choice" else Type.TEXT,
        unit={"scale": "points of 5", "recommend": "points of 10"}.get(kind, ""),
        codes=codes if kind == "choice" else {},
        question=f"{identity} in {versions}",
        labels={language: label for language, (label, _) in words.items()},
    )


def _labels(bench: "DuckDBPyConnection") -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    rows = bench.execute(
        "SELECT question, language, label, coalesce(options, '') FROM labels"
        " ORDER BY questionnaire, question, language"
    ).fetchall()
    for question, language, label, options in rows:  # of the last version that asked it
        found.setdefault(question, {})[language] = (label, options)
    return found


def survey(bench: "DuckDBPyConnection", sheet: Sheet) -> Rows:
    """Yield every response that is not withheld, a cell a question."""
    identities = [one.question.split()[0] for one in sheet.variables if one.question]
    for *head, asked, given in _rows(bench, "survey"):
        answers = given or {}
        yield (*head, *(_answer(one, asked, answers) for one in identities))


def _answer(question: str, asked: Sequence[str], given: Mapping[str, str]) -> str:
    if question not in asked:
        return NOT_ASKED
    value = given.get(question, SKIPPED)
    return NA if value == "na" else value


def indicators(found: Mapping[str, Any]) -> Rows:
    """Yield every figure of a snapshot's `indicators.json`."""
    told = {one["indicator"]: (one["name"], one["version"]) for one in found["definitions"]}
    for one in found["figures"]:
        small = tells_of_few(one["indicator"], one["measure"], one["n"], one["d"])
        measured = (NA if one[part] is None else one[part] for part in ("n", "d", "value"))
        name, version = told[one["indicator"]]
        where = (one["by"], one["key"], one["measure"])
        yield (
            one["indicator"],
            name,
            version,
            *where,
            *measured,
            one["low"],
            one["high"],
            int(small),
        )


def sheets(
    bench: "DuckDBPyConnection", found: Mapping[str, Any], *, k: int
) -> Iterator[tuple[Sheet, Rows]]:
    """Yield every table with its rows, in the order of the workbook."""
    yield INDICATORS, indicators(found)
    yield WEBINARS, _rows(bench, "webinars")
    yield SITTINGS, _rows(bench, "sittings")
    yield REGISTRATIONS, _rows(bench, "registrations", k=k)
    yield ATTENDANCE, _rows(bench, "attendance")
    asked = survey_sheet(bench)
    yield asked, survey(bench, asked)


def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def _rows(bench: "DuckDBPyConnection", name: str, **values: int) -> Rows:
    found = bench.execute(_sql(name), values) if values else bench.execute(_sql(name))
    return iter(found.fetchone, None)
