"""The files of a snapshot on its page: the wanted few before the many."""

from webinars.evaluation.sights.files import WANTED, wanted_first

OTHERS = (
    "answers.csv",
    "answers.parquet",
    "definitions/01_conversion.sql",
    "series.csv",
    "series/k7/indicators.json",
    "series/k7/tables.sql",
    "news.txt",
)


def test_every_file_stands_once_the_wanted_first_and_the_many_by_kind() -> None:
    names = (*OTHERS, *reversed(WANTED))

    first, kinds = wanted_first([{"path": name, "bytes": 10} for name in names])

    assert [one["path"] for one in first] == [*WANTED, "news.txt"]
    assert [(kind.name, [one["path"] for one in kind.files], kind.size) for kind in kinds] == [
        ("Tables as CSV", ["answers.csv", "series.csv"], 20),
        ("Tables as Parquet", ["answers.parquet"], 10),
        ("Definitions, as SQL", ["definitions/01_conversion.sql"], 10),
        ("Each series apart", ["series/k7/indicators.json", "series/k7/tables.sql"], 20),
    ]


def test_without_files_there_is_no_kind() -> None:
    assert wanted_first([]) == ([], [])
