"""What was published of the evaluation, and what was decided, from a snapshot's tables alone."""

from collections.abc import Iterator
from itertools import pairwise

from webinars.evaluation.dossiers.blocks import Block, Heading, Paragraph, Table
from webinars.evaluation.dossiers.criteria import criteria, in_force
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.matrix import matrix
from webinars.evaluation.models.passages import Evidence
from webinars.evaluation.sights.criteria import OUTCOMES, class_words
from webinars.evaluation.sights.figures import MEASURES
from webinars.evaluation.sights.judging import KINDS, PROGRESS, VERDICTS, indicator_name
from webinars.evaluation.sights.passages import proof_line, told_to_all
from webinars.kernel.text import N_, plain

Row = dict[str, str]
CELLS = ("n", "d", "value", "low", "high")


def judgement(told: Told) -> Iterator[Block]:
    """Yield criteria, matrix, findings and decision of the series that is told."""
    yield from criteria(told)
    if told.table("matrix"):
        yield Heading(told.say(N_("Evaluation matrix")))
        yield from matrix(told)
    yield from conclusions(told)


def conclusions(told: Told) -> Iterator[Block]:
    """Yield findings with evidence, recommendations, responses, dissent; then the decision."""
    passages, decided = told.table("passages"), told.table("outcomes")
    if passages:
        yield Heading(told.say(N_("Conclusions of the evaluator")))
        yield from _passages(told, passages)
    if decided:
        yield Heading(told.say(N_("Decision")))
        yield from _decided(told, decided)


def _passages(told: Told, rows: list[Row]) -> Iterator[Block]:
    last = {row["passage"]: row for row in rows}  # the last wording of each
    first = sorted(last.values(), key=lambda row: (row["kind"] == "dissent", int(row["number"])))
    for row in first:
        if not row["about"]:
            yield from _passage(told, row, first, rows)


def _passage(told: Told, row: Row, every: list[Row], rows: list[Row]) -> Iterator[Block]:
    yield Heading(f"{told.say(KINDS[row['kind']])} {row['number']}", level=2)
    if row["kind"] == "dissent":
        by = plain(row["said_by"])
        yield Paragraph(by or told.say(N_("Not attributed.")), numbered=False)
    for line in plain(row["words"]).splitlines():
        yield Paragraph(line, language=_other(told, row))
    yield from _amended(told, [one for one in rows if one["passage"] == row["passage"]])
    yield from _evidence(told, row)
    yield from _answer(told, row)
    for one in every:
        if one["about"] == row["passage"]:
            yield from _passage(told, one, every, rows)


def _other(told: Told, row: Row) -> str:
    return "" if row["language"] == told.language else row["language"]


def _amended(told: Told, wordings: list[Row]) -> Iterator[Block]:
    """Yield every change since the publication; what was said before stands with it."""
    for before, row in pairwise(wordings):
        withdrawn = row["withdrawn"] == "1"
        message = (
            N_("Withdrawn on %(day)s: %(reason)s")
            if withdrawn
            else N_("Amended on %(day)s: %(reason)s It said before: %(words)s")
        )
        values = {"day": told.day(row["written_at"][:10]), "reason": plain(row["reason"])}
        yield Paragraph(told.say(message, words=plain(before["words"]), **values), numbered=False)


def _evidence(told: Told, row: Row) -> Iterator[Block]:
    every = told.table("evidence")
    found = [one for one in every if one["passage"] == row["passage"]]
    if not found:
        return
    heads = (N_("Figure"), N_("Value"), N_("Source"))
    shown = _told_to_all(told, every) if told.is_public else {_proof_in(one).id for one in found}
    rows = [_proof(told, one, shown) for one in found]
    caption = told.say(N_("Evidence"))
    yield Table(caption, [told.say(head) for head in heads], rows)


def _told_to_all(told: Told, every: list[Row]) -> set[int]:
    """Return the figures that everybody may see, of all that the series' findings rest on."""
    place = {row["passage"]: int(row["number"]) for row in told.table("passages")}
    own = [row for row in every if row["passage"] in place]
    own.sort(key=lambda row: (row.get("published_at", ""), place[row["passage"]], _id(row)))
    return told_to_all([(int(row["cut"]), _proof_in(row)) for row in own], told.releases)


def _id(row: Row) -> int:
    return int(row["evidence"])


def _proof_in(row: Row) -> Evidence:
    """Return a figure as a row of the snapshot has it; it is in no database."""
    cells = {name: float(row[name]) if row[name] else None for name in CELLS}
    return Evidence(
        id=_id(row),
        indicator=int(row["indicator"]),
        measure=row["measure"],
        breakdown=row["breakdown"],
        key=row["class"],
        **cells,
    )


def _proof(told: Told, row: Row, shown: set[int]) -> list[str]:
    proof = _proof_in(row)
    by, class_ = class_words(row["breakdown"], row["class"])
    name = f"{told.say(indicator_name(proof.indicator))}, {told.say(MEASURES[row['measure']])}"
    where = f"; {told.say(by)}: {told.say(class_)}" if by else ""
    hidden = told.say(N_("suppressed"))
    value = told.value(proof_line(proof), open_to_all=True) if proof.id in shown else hidden
    message = N_("[indicator %(number)s, version %(version)s; snapshot %(cut)s]")
    number, version, cut = row["indicator"], row["version"], row["cut"]
    source = told.say(message, number=number, version=version, cut=cut)
    return [f"{name}{where}", value, source]


def _answer(told: Told, row: Row) -> Iterator[Block]:
    answers = [one for one in told.table("management") if one["passage"] == row["passage"]]
    if not answers:
        return
    last = answers[-1]
    said = [
        f"{told.say(N_('Management response'))}: {told.say(VERDICTS[last['verdict']])}",
        *([plain(last["owner"])] if last["owner"] else []),
        *([told.day(last["due_on"])] if last["due_on"] else []),
        told.say(PROGRESS[last["progress"]]),
    ]
    yield Paragraph(told.apart(said) + ".")
    yield Paragraph(plain(last["words"]), numbered=False, language=_other(told, last))


def _decided(told: Told, rows: list[Row]) -> Iterator[Block]:
    for number, row in enumerate(rows, start=1):
        message = N_("%(body)s decided on %(day)s: %(outcome)s (%(symbol)s).")
        yield Paragraph(
            told.say(
                message,
                body=plain(row["body"]),
                day=told.day(row["decided_on"]),
                outcome=told.say(OUTCOMES[row["outcome"]]),
                symbol=plain(row["symbol"]),
            )
        )
        yield Paragraph(plain(row["words"]), numbered=False, language=_other(told, row))
        if row["follow_up"]:
            due = told.day(row["follow_up_on"]) if row["follow_up_on"] else ""
            follow = f"{told.say(N_('What is to follow'))}: {plain(row['follow_up'])} {due}"
            yield Paragraph(follow.strip())
        if number > 1:
            reason = plain(row["reason"])
            yield Paragraph(told.say(N_("Recorded anew: %(reason)s"), reason=reason))


def minutes(told: Told) -> Iterator[Block]:
    """Yield text for the minutes: what is known is filled in, what is decided is left open."""
    rows = [row for row in in_force(told.table("criteria")) if row["withdrawn"] != "1"]
    yield Heading(told.say(N_("Text for the minutes")))
    yield Paragraph(
        told.say(
            N_(
                "The Committee considered the evaluation of the webinars on technical assistance,"
                " computed from snapshot %(cut)s (SHA-256 %(digest)s). Criteria fixed"
                " beforehand: %(count)s."
            ),
            cut=told.cut,
            digest=told.digest,
            count=told.number(len(rows)),
        )
    )
    yield Paragraph(
        told.say(
            N_(
                "The Committee decided to [keep the series as it is] [modify it as follows: …]"
                " [close it], and to consider the follow-up at its [number] session."
            )
        )
    )
