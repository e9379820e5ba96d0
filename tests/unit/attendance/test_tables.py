"""Text becomes rows, each with its line; whatever could swallow a person is refused."""

from collections.abc import Sequence

import pytest

from webinars.attendance.imports.decoding import Limits, text_of
from webinars.attendance.imports.records import Outcome, Unreadable
from webinars.attendance.imports.tables import CHUNK_ROWS, Cells, Row, Table, table_of

HEAD = "Name,Join,Leave"


def recognises(rows: Sequence[Cells]) -> bool:
    return any(set(cells) >= {"Name", "Join", "Leave"} for cells in rows)


def table(content: str, limits: Limits | None = None) -> Table:
    return table_of(text_of(content.encode()), recognises=recognises, limits=limits or Limits())


def rows(content: str, limits: Limits | None = None) -> list[Row]:
    return list(table(content, limits).rows())


def refusal_of(content: str, limits: Limits | None = None) -> tuple[Outcome, dict[str, str | int]]:
    with pytest.raises(Unreadable) as caught:
        rows(content, limits)
    return caught.value.outcome, dict(caught.value.sentence.values)


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_the_delimiter_is_the_one_that_makes_the_headings_appear(mark: str) -> None:
    lines = ["a topic, with; many, commas; in, it", "Name|Join|Leave", "Ann|1|2"]

    assert table("\n".join(lines).replace("|", mark)).delimiter == mark


def test_a_delimiter_that_is_not_read_is_named() -> None:
    assert refusal_of("Name|Join|Leave\nAnn|1|2") == (Outcome.WRONG_DELIMITER, {"delimiter": "|"})


def test_rows_in_one_cell_are_a_wrong_delimiter() -> None:
    content = '"Name;Join;Leave"\n"Ann;1;2"\n'

    assert refusal_of(content) == (Outcome.WRONG_DELIMITER, {"delimiter": ";"})


def test_unknown_headings_are_a_wrong_shape() -> None:
    assert refusal_of("Nom,Arrivée,Départ\nAnn,1,2")[0] is Outcome.WRONG_SHAPE


def test_a_row_is_numbered_by_the_line_on_which_it_begins() -> None:
    content = f'{HEAD}\r\n\r\n"Ann\r\nLee",1,2\rBo,1,2\n,,,\n"C\rD",1,2\n\nEve,1,2'

    assert [line for line, _ in rows(content)] == [1, 3, 5, 7, 10]


def test_lines_are_right_beyond_the_first_thousand_rows() -> None:
    content = "\n".join([HEAD, *(["Ann,1,2"] * (2 * CHUNK_ROWS)), '"x\ny",1,2', "Bo,1,2"])
    last = rows(content)[-1]

    assert last == (2 * CHUNK_ROWS + 4, ["Bo", "1", "2"])


def test_cells_are_trimmed_and_guards_taken_off() -> None:
    content = f'{HEAD}\n  Ann ,"=""2026-05-12 09:00""",="x"\n'

    assert rows(content)[1] == (2, ["Ann", "2026-05-12 09:00", "x"])


def test_a_formula_stays_as_it_is() -> None:
    assert rows(f"{HEAD}\n=1+1,-2,+3\n")[1] == (2, ["=1+1", "-2", "+3"])


@pytest.mark.parametrize(
    "broken",
    ['"Bo,1,2\nCy,1,2', '"Bo"x,1,2', '"Bo,1,2' + "\nCy,1,2" * 40_000],
    ids=["left open", "in the wrong place", "left open in a big file"],
)
def test_a_broken_quote_refuses_the_file_and_names_the_line(broken: str) -> None:
    assert refusal_of(f"{HEAD}\nAnn,1,2\n{broken}") == (Outcome.WRONG_SHAPE, {"row": 3})


def test_the_rows_before_a_break_tell_what_the_file_is() -> None:
    assert table(f'{HEAD}\nAnn,1,2\n"Bo,1,2').head()[:2] == [
        (1, ["Name", "Join", "Leave"]),
        (2, ["Ann", "1", "2"]),
    ]


def test_limits_of_lines_columns_and_cells_are_kept() -> None:
    few = Limits(lines=3, columns=5)

    assert len(rows(f"{HEAD}\nAnn,1,2\nBo,1,2\n", few)) == 3
    assert refusal_of(f"{HEAD}\nAnn,1,2\nBo,1,2\n\n", few) == (Outcome.TOO_BIG, {"limit": 3})
    assert refusal_of(f"{HEAD}\nAnn,,,,,\n", few) == (Outcome.TOO_BIG, {"limit": 5, "row": 2})
    assert refusal_of(f"{HEAD}\n{'x' * 140_000},1,2\n")[0] is Outcome.TOO_BIG
