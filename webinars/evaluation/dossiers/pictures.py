"""The pictures of the pages in a document, each with its finding above and its table beneath."""

from collections.abc import Iterator
from dataclasses import replace

from webinars.evaluation.charts import Around, alone
from webinars.evaluation.dossiers.blocks import Block, Drawing, Heading, Table
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.sights.pictures import Sight
from webinars.kernel.text import N_

SHORT = 12
"""Rows of a table that stands beneath its picture; a longer one stands in the annex."""


def pictures(told: Told, *indicators: int) -> Iterator[Block]:
    """Yield the pictures that draw some indicators, each with its finding and its table."""
    for one in told.sights:
        if one.indicator in indicators:
            yield _drawing(told, one)
            if len(one.rows) <= SHORT:
                yield _table(told, one)


def long_tables(told: Told) -> Iterator[Block]:
    """Yield what is too long to stand beneath its picture."""
    found = [one for one in told.sights if len(one.rows) > SHORT]
    if found:
        yield Heading(told.say(N_("Tables of the pictures")))
    for one in found:
        yield replace(_table(told, one), note=told.source(one.indicator))


def _drawing(told: Told, sight: Sight) -> Drawing:
    around = Around((), (sight.note,) if sight.note else (), sight.legend)
    alt = sight.sentence
    return Drawing(
        f"{alt} {told.source(sight.indicator)}",
        alt,
        alone(sight.picture, around, rtl=told.seen.speech.is_rtl),
    )


def _table(told: Told, sight: Sight) -> Table:
    caption = f"{told.say(N_('The same as a table'))}: {sight.whole_title}"
    return Table(caption, sight.heads, sight.rows, _numeric(sight))


def _numeric(sight: Sight) -> frozenset[int]:
    """Return the columns that hold numbers alone."""
    columns = enumerate(zip(*sight.rows, strict=True))
    return frozenset(n for n, cells in columns if n and all(cell[:1].isdigit() for cell in cells))
