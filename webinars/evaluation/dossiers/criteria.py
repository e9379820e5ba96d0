"""Criteria fixed beforehand, and how each stands; the software lists, and judges nothing."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from webinars.evaluation.dossiers.blocks import Block, Heading, Paragraph, Table
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.models.criteria import Comparator, CriterionWording, Outcome
from webinars.evaluation.rules.criteria import HIDDEN
from webinars.evaluation.rules.suppression.populations import is_open
from webinars.evaluation.sights.criteria import (
    COMPARATORS,
    OUTCOMES,
    STATUSES,
    class_words,
    line_in,
    standing_of,
)
from webinars.evaluation.sights.figures import MEASURES
from webinars.evaluation.sights.judging import indicator_name
from webinars.kernel.languages import Language
from webinars.kernel.text import N_, plain
from webinars.web.words import numbers

Rows = list[dict[str, str]]


def criteria(told: Told) -> Iterator[Block]:
    """Yield the criteria in force with value and status, then what was entered late or amended.

    Each is held against the figures of its own series. Drafts are not for the public.
    """
    every = told.table("criteria")
    rows = [row for row in every if not (told.is_public and row["stage"] == "draft")]
    if not rows:
        return
    yield Heading(told.say(N_("Criteria fixed beforehand")))
    yield Paragraph(
        told.say(
            N_(
                "The criteria come from the bodies that own them. Each is held against this"
                " snapshot; statuses are listed, and no verdict is computed from them."
            )
        )
    )
    yield from _locked(told, {row["series"] for row in rows})
    heads = (N_("Criterion"), N_("Speaks for"), N_("Compared"), N_("Value"), N_("Status"))
    yield Table(
        told.say(N_("Criteria and how they stand")),
        [told.say(head) for head in heads],
        [_row(told, row) for row in in_force(rows) if row["withdrawn"] != "1"],
    )
    if told.is_public and any(_is_of_persons(wording_in(row)) for row in rows):
        yield Paragraph(told.say(NIGHTLY))
    yield from _marked(told, rows)


NIGHTLY = N_(
    "Values of indicators that count persons are suppressed here, and only the status is told: from"
    " one snapshot to the next they would show who came, or what somebody answered."
)


def in_force(rows: Rows) -> Rows:
    """Return the last wording of every criterion."""
    return list({row["criterion"]: row for row in rows}.values())


def _locked(told: Told, series: set[str]) -> Iterator[Block]:
    for row in (one for one in told.table("locks") if one["series"] in series):
        yield Paragraph(
            told.say(
                N_("They were locked on %(day)s; SHA-256 of their text: %(digest)s"),
                day=told.day(row["locked_at"][:10]),
                digest=row["digest"],
            )
        )


def _row(told: Told, row: dict[str, str]) -> list[str]:
    wording = wording_in(row)
    found = told.of(row["series"]).found
    standing = standing_of(wording, found, is_public=told.is_public)
    status = told.say(STATUSES[standing.status])
    value = told.value(line_in(standing, found), open_to_all=True)
    is_hidden = standing.reason == HIDDEN or (told.is_public and _is_of_persons(wording))
    if standing.reason:
        status = f"{status}. {told.say(standing.reason)}"
    return [
        f"{row['number']}. {wording.words}",
        told.say(OUTCOMES[wording.speaks_for]),
        compared(told, wording),
        told.say(N_("suppressed")) if is_hidden else value,
        status,
    ]


def _is_of_persons(wording: CriterionWording) -> bool:
    """Say whether the figure counts persons: from night to night it would tell of the newest."""
    return wording.indicator is not None and not is_open(wording.indicator, wording.measure)


def compared(told: Told, wording: CriterionWording) -> str:
    """Return what a criterion compares, such as “9. Coverage (v2), members; at least 60.0 %”."""
    if wording.indicator is None or wording.threshold is None or wording.comparator is None:
        return wording.source
    by, class_ = class_words(wording.breakdown, wording.key)
    name = f"{wording.indicator}. {told.say(indicator_name(wording.indicator))}"
    measure = told.say(MEASURES[wording.measure])
    parts = [
        numbers.list_plain([f"{name} (v{wording.version})", measure], language=told.language),
        *([f"{told.say(by)}: {told.say(class_)}"] if by else []),
        f"{told.say(COMPARATORS[wording.comparator])} {_limit(told, wording)}",
    ]
    if wording.smallest_base:
        base = told.number(wording.smallest_base)
        parts.append(told.say(N_("base of %(base)s at least"), base=base))
    return told.apart(parts)


def _limit(told: Told, wording: CriterionWording) -> str:
    limit = float(wording.threshold or 0)
    if wording.in_percent:
        return numbers.percent(limit / 100, language=told.language)
    return told.number(limit)


def _marked(told: Told, rows: Rows) -> Iterator[Block]:
    for row in rows:
        number = row["number"]
        if row["stage"] == "late":
            message = N_("Criterion %(number)s was entered after the first registration.")
            yield Paragraph(told.say(message, number=number))
        elif row["stage"] == "added":
            message = N_("Criterion %(number)s was added after the lock.")
            yield Paragraph(told.say(message, number=number))
        elif row["stage"] == "amendment":
            yield _amended(told, row)


def _amended(told: Told, row: dict[str, str]) -> Paragraph:
    message = (
        N_("Criterion %(number)s was withdrawn on %(day)s: %(reason)s")
        if row["withdrawn"] == "1"
        else N_("Criterion %(number)s was amended on %(day)s: %(reason)s")
    )
    values = {"number": row["number"], "day": told.day(row["written_at"][:10])}
    return Paragraph(told.say(message, reason=plain(row["reason"]), **values))


def wording_in(row: dict[str, str]) -> CriterionWording:
    """Return a wording as a row of the snapshot has it; it is in no database."""
    return CriterionWording(
        speaks_for=Outcome(row["speaks_for"]),
        words=plain(row["words"]),
        language=Language(row["language"]),
        owner=plain(row["owner"]),
        indicator=int(row["indicator"]) if row["indicator"] else None,
        version=int(row["version"]) if row["version"] else None,
        measure=row["measure"],
        breakdown=row["breakdown"],
        key=row["class"],
        comparator=Comparator(row["comparator"]) if row["comparator"] else None,
        threshold=Decimal(row["threshold"]) if row["threshold"] else None,
        in_percent=row["in_percent"] == "1",
        smallest_base=int(row["smallest_base"]) if row["smallest_base"] else None,
        source=plain(row["source"]),
        withdrawn=row["withdrawn"] == "1",
        reason=plain(row["reason"]),
        written_at=datetime.fromisoformat(row["written_at"]),
    )
