"""How questions were answered, class by class: counted by hand, and told by no more than may be."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.factories.evaluation import Rows, write_folder
from tests.factories.packs import CUT, ROWS
from webinars.evaluation.indicators import as_json, open_tables
from webinars.evaluation.rules.suppression import Said, hidden_beside
from webinars.evaluation.sights.pictures.responses import applied
from webinars.evaluation.sights.pictures.sight import Seen
from webinars.evaluation.sights.responses import HIDDEN, REST, Class, Told, questions, told
from webinars.evaluation.sights.speech import Speech

ENGLISH = Speech("en")
Found = Mapping[str, Any]


def found_in(folder: Path, rows: Rows) -> Found:
    write_folder(folder, rows, at=CUT)
    bench = open_tables(folder, at=CUT)
    try:
        return as_json(bench, folder)
    finally:
        bench.close()


def counts(found: Found, question: str, by: str, key: str) -> dict[str, tuple[int, int]]:
    """Return, a value, how many gave it of how many."""
    wanted = (question, by, key)
    return {
        one["value"]: (one["n"], one["d"])
        for one in found["distributions"]
        if (one["question"], one["breakdown"], one["key"]) == wanted
    }


def test_the_worked_example_is_counted_as_a_hand_counts_it(tmp_path: Path) -> None:
    found = found_in(tmp_path, ROWS)

    of_all = {"1": (1, 8), "2": (1, 8), "3": (1, 8), "4": (3, 8), "5": (2, 8)}
    assert counts(found, "satisfaction", "", "") == of_all  # r8 says that it does not apply
    english = {"3": (1, 4), "4": (1, 4), "5": (2, 4)}  # r1 5, r2 4, r3 3, r6 5
    assert counts(found, "satisfaction", "language", "en") == english
    assert counts(found, "applied", "completed", "yes") == {"yes": (2, 2)}
    assert "comment" not in {one["question"] for one in found["distributions"]}
    assert {one["breakdown"] for one in found["distributions"]} == {
        "", "category", "completed", "group", "language",
    }  # fmt: skip


SEVERAL = [("Ada", "yes", "rules tools"), ("Bob", "yes", "rules"), ("Cem", "no", "other rules")]


def test_who_gives_several_answers_counts_once(tmp_path: Path) -> None:
    asked = {"questionnaire": "three-months-1", "question": "used"}
    found = found_in(
        tmp_path,
        {
            "items": [asked | {"position": 0, "kind": "several", "label": "Used"}],
            "responses": [
                {"response": name, "webinar": "w", "questionnaire": "three-months-1"}
                | {"day": "2026-05-01", "completed": completed}
                for name, completed, _ in SEVERAL
            ],
            "answers": [
                {"response": name, "question": "used", "value": value} for name, _, value in SEVERAL
            ],
        },
    )

    assert counts(found, "used", "", "") == {"rules": (3, 3), "tools": (1, 3), "other": (1, 3)}
    assert counts(found, "used", "completed", "yes") == {"rules": (2, 2), "tools": (1, 2)}


TABLES = {
    "items": [
        {"questionnaire": "after-1", "question": "satisfaction", "position": "1", "kind": "scale"}
        | {"label": "Satisfied"}
    ],
    "labels": [],
    "states": [
        {"webinar": "w", "state": "CHN", "member": "1", "regional_group": "china"},
        *(
            {"webinar": "w", "state": state, "member": "1", "regional_group": "apg"}
            for state in ("IND", "NPL")
        ),
    ],
}


def answered(by: str, **classes: str) -> Told:
    """Return how a question was answered; each class has its five counts, `whole` is everybody."""
    rows = [
        {"questionnaire": "after", "question": "satisfaction", "kind": "scale"}
        | {"breakdown": "" if key == "whole" else by, "key": "" if key == "whole" else key}
        | {"value": str(mark), "n": int(n), "d": sum(map(int, said.split()))}
        for key, said in classes.items()
        for mark, n in enumerate(said.split(), 1)
        if int(n)
    ]
    found = {"distributions": rows}
    (question,) = questions(found, TABLES, ENGLISH)
    return told(question, by, found, TABLES, ENGLISH)


def test_what_was_applied_hides_whom_the_picture_of_all_answers_hides() -> None:
    """None of nine others said "no": yes and the rest would be shown, all three are not."""
    question = {"questionnaire": "three-months", "question": "applied", "kind": "choice"}
    answered = {"": (12, 5, 4), "yes": (4, 4, 4), "no": (8, 1, 0)}
    distributions = [
        question
        | {"breakdown": "completed" if key else "", "key": key, "value": value}
        | {"n": n, "d": sum(counts)}
        for key, counts in answered.items()
        for value, n in zip(("yes", "not-yet", "no"), counts, strict=True)
        if n
    ]
    figures = [
        {"indicator": 19, "by": "completed" if key else "", "key": key, "measure": "three-months"}
        | {"n": n, "d": sum(counts), "value": n / sum(counts), "low": 0.1, "high": 0.9}
        for key, counts in answered.items()
        for n in counts[:1]
    ]
    item = {"questionnaire": "three-months-1", "question": "applied", "position": "0"}
    labels = [item | {"language": "en", "label": "", "options": "yes|Yes; not-yet|Not yet; no|No"}]
    tables = {**TABLES, "items": [item | {"kind": "choice", "label": "Applied"}], "labels": labels}
    found = {"distributions": distributions, "figures": figures}

    (drawn,) = applied(Seen(found, tables, ENGLISH))

    (asked,) = questions(found, tables, ENGLISH)
    hidden = {row.key for row in told(asked, "completed", found, tables, ENGLISH).classes
              if row.said is None and row.key}  # fmt: skip
    assert hidden == {"yes", "no"}
    assert not hidden_beside(Said(21, (12, 9)), [Said(12, (4, 8)), Said(9, (8, 1))])
    assert [row[1:] for row in drawn.rows] == [(HIDDEN, HIDDEN)] * 2


def shown(one: Told) -> dict[str, tuple[int, ...] | str]:
    return {row.words: cells(row) for row in one.classes}


def cells(row: Class) -> tuple[int, ...] | str:
    return row.said.counts if row.said else HIDDEN


def test_a_class_of_three_takes_the_smallest_other_with_it() -> None:
    one = answered("language", whole="3 4 9 20 16", en="2 2 5 12 9", fr="1 2 3 7 6", ar="0 0 1 1 1")

    assert shown(one) == {
        "everybody": (3, 4, 9, 20, 16),
        "Arabic": HIDDEN,
        "English": (2, 2, 5, 12, 9),
        "French": HIDDEN,
    }


def test_those_whose_class_is_not_kept_are_a_row_and_may_be_hidden_too() -> None:
    """Two without a class: nobody may subtract them from everybody."""
    one = answered("language", whole="3 4 9 20 16", en="2 2 5 12 9", fr="1 2 4 7 6")

    assert shown(one)["English"] == (2, 2, 5, 12, 9)
    assert shown(one)["French"] == shown(one)[REST] == HIDDEN


def test_a_group_of_one_never_stands_alone() -> None:
    one = answered("group", whole="6 8 18 40 32", apg="3 4 9 20 16", china="3 4 9 20 16")

    assert shown(one) == {
        "everybody": (6, 8, 18, 40, 32),
        "Asia and the Pacific Group": (3, 4, 9, 20, 16),
        REST: (3, 4, 9, 20, 16),
    }


@pytest.mark.parametrize("whole", ["0 0 1 2 1", "0 0 0 0 9"])
def test_where_everybody_is_few_or_alike_nothing_is_shown(whole: str) -> None:
    assert set(shown(answered("language", whole=whole, en=whole)).values()) == {HIDDEN}
