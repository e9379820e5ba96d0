"""Pictures: nothing is longer than its number, and right to left everything turns."""

from webinars.evaluation.charts import (
    ALONE,
    Around,
    Axis,
    Band,
    Bar,
    Picture,
    Row,
    Shape,
    Tiled,
    Whisker,
    Words,
    alone,
    banded,
    bars,
    curve,
    grid,
    lattice,
    parted,
    tiles,
    whiskers,
)

AXIS = Axis("10", "0", "end")


def lengths(picture: Picture, look: str) -> list[float]:
    shapes = [part for part in picture.parts if isinstance(part, Shape) and part.look == look]
    return [max(x for x, _ in one.points) - min(x for x, _ in one.points) for one in shapes]


def test_bars_keep_proportion_and_nothing_and_suppressed_have_none() -> None:
    rows = [Bar("a", 10, "10"), Bar("b", 5, "5"), Bar("c", 0, "0"), Bar("d", None, "suppressed")]

    assert lengths(bars(rows), "b") == [320, 160]
    assert lengths(bars([Bar("a", 0, "0")]), "b") == []
    assert bars([]).height == 1


def test_a_curve_needs_two_points_and_stays_in_its_field() -> None:
    drawn = curve([(0, 0), (5, 10), (10, 4)], AXIS)

    assert curve([], AXIS) is None
    assert curve([(0, 3)], AXIS) is None
    assert curve([(0, 0), (1, 0)], AXIS) is not None
    assert drawn is not None
    assert lengths(drawn, "ln") == [340]
    ys = [y for part in drawn.parts if isinstance(part, Shape) for _, y in part.points]
    assert (min(ys), max(ys)) == (10, 160)


def test_an_interval_is_drawn_from_its_lower_to_its_upper_end() -> None:
    drawn = whiskers(
        [Whisker("a", 0.5, 0.25, 0.75, "50 %"), Whisker("b", None, None, None, "3 of 4")],
        marks=("0 %", "50 %", "100 %"),
    )

    assert lengths(drawn, "c") == [195, 0, 0]
    assert len(lengths(drawn, "b")) == 1


def test_tiles_stand_ten_a_row_and_the_unverified_have_a_corner_cut_off() -> None:
    drawn = tiles([Tiled(f"A{n}", "none", is_unverified=n == 0) for n in range(11)])
    shapes = [part for part in drawn.parts if isinstance(part, Shape)]

    assert [len(one.points) for one in shapes] == [5, *[4] * 10]
    assert shapes[10].points[0] == (1, 27)
    assert drawn.height == 52


def test_turned_for_right_to_left_twice_it_is_as_it_was_and_words_keep_their_anchor() -> None:
    drawn = bars([Bar("a", 10, "10")])
    turned = drawn.mirrored()
    label = next(part for part in turned.parts if isinstance(part, Words))

    assert (label.x, label.anchor) == (400, "start")
    assert turned.mirrored() == drawn


def test_alone_a_picture_names_itself_and_its_source_and_every_look_has_attributes() -> None:
    drawn = grid([("Africa", [Tiled("KEN", "attended"), Tiled("TZA", "registered")])])
    around = Around(["Coverage " * 30, "1 of 2"], ["indicator 9"], [("y", "attended")])
    told = alone(drawn, around, rtl=False)
    words = [part.text for part in told.parts if isinstance(part, Words)]

    assert {"indicator 9", "1 of 2", "attended"} <= set(words)
    assert max(len(one) for one in words) <= drawn.width // 7
    assert told.height > drawn.height
    assert {part.look for part in told.parts} <= ALONE.keys()


def test_from_right_to_left_what_stands_around_begins_on_the_right() -> None:
    drawn = bars([Bar("a", 10, "10")]).mirrored()
    told = alone(drawn, Around(["Title"], ["source"], [("y", "attended")]), rtl=True)
    at = {part.text: part.x for part in told.parts if isinstance(part, Words)}

    assert (at["Title"], at["source"], at["attended"]) == (400, 400, 382)


def test_lines_are_parted_at_spaces_and_chinese_anywhere_and_nothing_is_lost() -> None:
    chinese = "各次网络研讨会之间的变化：满意度" * 4
    lines = list(parted(chinese, 20))

    assert list(parted("one two three", 7)) == ["one two", "three"]
    assert list(parted("", 7)) == []
    assert max(map(len, lines)) == 10
    assert "".join(lines) == chinese
    assert list(parted("a" * 25, 10)) == ["a" * 10, "a" * 10, "a" * 5]


def test_columns_of_all_rows_stand_on_one_scale_and_a_hidden_row_has_none() -> None:
    rows = [
        Row("All: 40", [1, 0.5, 0], ["40", "20", "0"]),
        Row("Arabic: suppressed"),
        Row("French: 10", [0.5, 0.5, 0], ["5", "5", "0"]),
    ]

    drawn = lattice(rows, ["1", "2", "3"], ["1: Yes", "2: No", "3: " + "long " * 30])

    columns = [part for part in drawn.parts if isinstance(part, Shape) and part.look == "b"]
    high = [max(y for _, y in one.points) - min(y for _, y in one.points) for one in columns]
    words = [part.text for part in drawn.parts if isinstance(part, Words)]
    assert high == [44, 22, 22, 22]
    assert words.count("1") == 2
    assert "Arabic: suppressed" in words
    assert all(part.y <= drawn.height for part in drawn.parts if isinstance(part, Words))
    assert lattice([], ["1"], []).height >= 1


def test_bands_are_told_apart_without_colour() -> None:
    counts = [(str(n), n, str(n)) for n in range(11)]
    looks = (("c",), ("ar", "c"), ("b",))
    bands = [
        Band(columns, look, words)
        for columns, look, words in zip(
            (range(7), range(7, 9), range(9, 11)), looks, ("few", "some", "many"), strict=True
        )
    ]

    drawn = banded(counts, bands)

    shapes = [part for part in drawn.parts if isinstance(part, Shape)]
    of = {look: [one for one in shapes if one.look == look] for look in ("b", "ar", "c")}
    assert len(of["b"]) == 2 + 1  # a column each, and beside the words
    assert len(of["ar"]) == 2 + 1
    assert len(of["c"]) == (6 + 1) + (2 + 1) + 3  # nought has no column; three brackets
    assert max(part.y for part in drawn.parts if isinstance(part, Words)) <= drawn.height
    assert {part.text for part in drawn.parts if isinstance(part, Words)} >= {"few", "some", "many"}
