"""The printable annex of a pack: figures with their definitions, criteria, what was found."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from webinars.evaluation.dossiers.blocks import Block, Document
from webinars.evaluation.dossiers.criteria import criteria
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.judgement import conclusions
from webinars.evaluation.dossiers.pages import as_html
from webinars.evaluation.dossiers.tables import definitions, figures, populations
from webinars.kernel.text import N_

ANNEX = "annex.html"


def write_annex(folder: Path, snapshot: Path, facts: Mapping[str, Any]) -> None:
    told = Told(snapshot, str(facts["language"]))
    document = Document(
        language=told.language,
        title=told.say(N_("Figures of snapshot %(cut)s"), cut=told.cut),
        marks=(),
        subtitle=told.say(N_("Evidence as at %(moment)s"), moment=told.moment()),
        blocks=tuple(_blocks(told)),
        footer=f"SHA-256 {told.digest}",
    )
    (folder / ANNEX).write_text(as_html(document), encoding="utf-8")


def _blocks(told: Told) -> Iterator[Block]:
    yield from populations(told)
    yield from figures(told)
    yield from criteria(told)
    yield from conclusions(told)
    yield from definitions(told)
