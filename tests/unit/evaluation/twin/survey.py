"""Indicators of questionnaires: who answered, what was left open, and what was said."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from tests.unit.evaluation.twin.facts import Row, World
from tests.unit.evaluation.twin.figures import Key, Told, deviation, mean, promoting, share

Found = Iterator[tuple[Key, Told]]
BREAKDOWNS = {
    "": None,
    "category": "category",
    "completed": "completed",
    "group": "regional_group",
    "language": "language",
    "webinar": "webinar",
}
SCALE = {"1", "2", "3", "4", "5"}


def survey(world: World) -> Found:
    answers: dict[str, dict[str, str]] = defaultdict(dict)
    for row in world.table("answers"):
        answers[row["response"]][row["question"]] = row["value"]
    for by, column in BREAKDOWNS.items():
        asked = _parted(world.table("surveyed"), column)
        replied = _parted(world.table("responses"), column)
        for key in asked.keys() | replied.keys():
            yield from _rates(by, key, asked.get(key, []), replied.get(key, []))
        for key, rows in replied.items():
            for (number, measure), told in _said(world, rows, answers).items():
                yield (number, by, key, measure), told
    yield from _items(world, answers)


def _parted(rows: list[Row], column: str | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {} if column else {"": []}
    for row in rows:
        key = row[column] if column else ""
        if key is not None:
            found.setdefault(key, []).append(row)
    return found


def kind_of(row: Row) -> str:
    """Return the questionnaire's kind: its name without the version."""
    return str(row["questionnaire"]).rpartition("-")[0]


def _rates(by: str, key: str, asked: list[Row], replied: list[Row]) -> Found:
    for kind in ("after", "three-months", "six-months"):
        d = sum(row["handed_over"] for row in asked if kind_of(row) == kind)
        n = sum(kind_of(row) == kind for row in replied)
        yield (12, by, key, kind), share(n, d)
    after = [row for row in asked if kind_of(row) == "after"]
    late, invited = (sum(row[name] for row in after) for name in ("invited_late", "invited"))
    yield (12, by, key, "late"), share(late, invited)


Answers = Mapping[str, Mapping[str, str]]


def _said(world: World, rows: list[Row], answers: Answers) -> dict[tuple[int, str], Told]:
    after = [answers.get(row["response"], {}) for row in rows if kind_of(row) == "after"]
    satisfied = _scale(after, "satisfaction")
    applying, relevant = _scale(after, "apply"), _scale(after, "relevance")
    none = sum(said.get("satisfaction") == "na" for said in after)
    gains = [
        int(said["after"]) - int(said["before"])
        for said in after
        if said.get("after") in SCALE and said.get("before") in SCALE
    ]
    scores = [int(said["recommend"]) for said in after if said.get("recommend", "").isdigit()]
    nps, up, middle, down = promoting(scores)
    return {
        (13, "blank"): _blanks(world, rows, answers),
        (14, "top-two"): _top_two(satisfied),
        (14, "relevance"): _top_two(relevant),
        (14, "not-applicable"): share(none, none + len(satisfied)),
        (15, "mean"): mean(satisfied),
        (15, "sd"): deviation(satisfied),
        (16, "nps"): nps,
        (16, "promoters"): up,
        (16, "passives"): middle,
        (16, "detractors"): down,
        (17, "gain"): mean(gains),
        (17, "sd"): deviation(gains),
        (18, "top-two"): _top_two(applying),
        **{(19, kind): _applied(rows, answers, kind) for kind in ("three-months", "six-months")},
    }


def _scale(responses: list[Mapping[str, str]], item: str) -> list[int]:
    return [int(said[item]) for said in responses if said.get(item) in SCALE]


def _top_two(scores: list[int]) -> Told:
    return share(sum(score >= 4 for score in scores), len(scores))


def _applied(rows: list[Row], answers: Answers, kind: str) -> Told:
    of = [answers.get(row["response"], {}) for row in rows if kind_of(row) == kind]
    return share(sum(said.get("applied") == "yes" for said in of), len(of))


def _blanks(world: World, rows: list[Row], answers: Answers) -> Told:
    could = [
        (row["response"], item["question"])
        for row in rows
        for item in world.table("items")
        if item["questionnaire"] == row["questionnaire"] and item["kind"] != "text"
    ]
    blank = sum(question not in answers.get(response, {}) for response, question in could)
    return share(blank, len(could))


def _items(world: World, answers: Answers) -> Found:
    """Yield what is told question by question, over all who answered."""
    rows = world.table("responses")
    for item in sorted({row["question"] for row in world.table("items") if row["kind"] != "text"}):
        could = [
            row["response"]
            for row in rows
            for one in world.table("items")
            if one["question"] == item and one["questionnaire"] == row["questionnaire"]
        ]
        blank = sum(item not in answers.get(response, {}) for response in could)
        yield (13, "item", item, "blank"), share(blank, len(could))
    after = [answers.get(row["response"], {}) for row in rows if kind_of(row) == "after"]
    scales = {
        row["question"]
        for row in world.table("items")
        if row["kind"] == "scale" and kind_of(row) == "after"
    }
    for item in sorted(scales):
        scores = _scale(after, item)
        yield (15, "item", item, "mean"), mean(scores)
        yield (15, "item", item, "sd"), deviation(scores)
        for value in range(1, 6):
            told = share(scores.count(value), len(scores), counted=True)
            yield (15, "answer", f"{item}={value}", "answer"), told
