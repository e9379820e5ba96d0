"""Plans as files: what is read, what is refused with which sentence, and the page's own example."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from tests.house.tree import ROOT
from webinars.registrations.commands import cli
from webinars.registrations.rules import BadPlan, allocate, decisions_of, plan_of, read_plan

EXAMPLE = ROOT / "tests" / "fixtures" / "allocation" / "example.json"
FEW: dict[str, Any] = {"capacity": 1, "seed": "s", "entries": [{"entry": "a", "state": "KE"}]}


def octets(**over: object) -> bytes:
    return json.dumps(FEW | over).encode()


def run(plan: Path) -> Result:
    from click.testing import CliRunner  # noqa: PLC0415  (a test of two needs it)

    return CliRunner().invoke(cli, ["allocate", str(plan)])


def test_the_example_is_decided_as_the_page_tells_by_hand() -> None:
    printed = json.loads(run(EXAMPLE).output)

    assert list(printed) == ["decisions"]
    assert [list(one) for one in printed["decisions"]] == [
        ["entry", "decision", "rule", "rank", "reason"]
    ] * 10
    assert [(one["entry"], one["decision"], one["rule"]) for one in printed["decisions"]] == [
        ("f1", "place", "R1"),
        ("r3", "place", "R1"),
        ("k2", "place", "R1"),
        ("r2", "place", "R3"),
        ("o1", "place", "observers"),
        ("f2", "place", "R2"),
        ("r1", "place", "R2"),
        ("k1", "wait", "R2"),
        ("k3", "wait", "R2"),
        ("o2", "wait", "R5"),
    ]
    assert printed["decisions"][6]["reason"] == "Round 1 of the regional groups, drawn 2 of 2."


def test_a_plan_that_is_written_reads_back_the_same() -> None:
    plan = read_plan(EXAMPLE.read_bytes())

    assert read_plan(json.dumps(plan_of(plan)).encode()) == plan


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (b"", "is not JSON"),
        (b"[1, 2", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "The plan is not an object: a list."),
        (b"{}", "The plan lacks “capacity”."),
        (octets(capacity=-1), "“capacity” is below zero."),
        (octets(capacity=1.5), "“capacity” is not a whole number: 1.5."),
        (octets(capacity=True), "“capacity” is not a whole number: true."),
        (octets(capacity=None), "“capacity” is not a whole number: null."),
        (octets(capacity=10**9), "“capacity” is above 1,000,000."),
        (octets(capacity="20"), "“capacity” is not a whole number: 20."),
        (octets(seed=""), "“seed” is not text of 1 to 200 characters"),
        (octets(seed=7), "“seed” is not text of 1 to 200 characters: 7."),
        (octets(quota=3), "The plan has a key that is not known: “quota”."),
        (octets(reserves={"lcd": 3}), "“reserves” has a key that is not one of ldc, lldc, sids"),
        (octets(reserves={"ldc": -3}), "“reserves”: “ldc” is below zero."),
        (octets(reserves=[]), "“reserves” is not an object: a list."),
        (octets(past_places={"KE": "4"}), "“past_places”: “KE” is not a whole number: 4."),
        (octets(observers_share=-1), "“observers_share” is below zero."),
        (octets(rules_version=2), "“rules_version” is not 1"),
        (octets(entries={}), "“entries” is not a list: an object."),
        (octets(entries=[7]), "Entry 1 is not an object: 7."),
        (octets(entries=[{"state": "KE"}]), "Entry 1 lacks “entry”."),
        (octets(entries=[{"entry": "a"}]), "Entry 1 names no “state” and is no observer."),
        (octets(entries=FEW["entries"] * 2), "The entry “a” stands twice."),
        (
            octets(entries=[{"entry": "a", "state": "KE", "ldc": "no"}]),
            "Entry 1: “ldc” is neither true nor false: no.",
        ),
        (
            octets(entries=[{"entry": "a", "state": "KE", "age": 7}]),
            "Entry 1 has a key that is not known: “age”.",
        ),
        (
            octets(entries=[{"entry": "a", "state": "KE", "focal_rank": -1}]),
            "Entry 1: “focal_rank” is below zero.",
        ),
        (octets(given=[{"state": "KE"}]), "Row 1 of “given” lacks “places”."),
        (octets(given=[{"state": "KE", "places": 1}] * 2), "Row 2 of “given”: “KE” stands twice."),
        (b'{"capacity": 1, "capacity": 2}', "“capacity” stands twice in one object."),
        (octets(entries=[{"entry": "a", "state": "x" * 201}]), "Entry 1: “state” is not text"),
        (octets(entries=[{}] * 200_001), "“entries” has more than 200,000 rows."),
        (b" " * (64 * 1024 * 1024 + 1), "The plan is larger than 64 MB."),
    ],
)
def test_a_bad_plan_is_refused_with_a_sentence(said: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(said)

    answer = run(tmp_path / "plan.json")

    assert answer.exit_code == 1
    assert answer.output.startswith("Error: ")
    assert sentence in answer.output


def test_a_file_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    assert run(tmp_path / "none.json").exit_code == 2


def test_signs_that_would_run_in_a_terminal_are_written_out(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(octets(**{"\x1b[2J": 1}))

    assert "“\\x1b[2J”" in run(tmp_path / "plan.json").output


leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9))
keys = st.text(max_size=5)
values = st.one_of(leaves, st.lists(leaves, max_size=3), st.dictionaries(keys, leaves, max_size=3))


@given(values, st.sampled_from([*FEW, "reserves", "past_places", "given", "observers_share"]))
def test_whatever_stands_under_a_key_is_decided_or_refused(value: object, key: str) -> None:
    try:
        decided = decisions_of(allocate(read_plan(octets(**{key: value}))))
    except BadPlan as fault:
        decided = {"refused": str(fault)}

    assert json.dumps(decided) != "{}"
