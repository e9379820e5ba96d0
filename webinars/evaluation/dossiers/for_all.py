"""The dossier in the version that everybody may read: public counts, and what was published.

Evaluation products are public. The evaluator's own copy holds figures of few persons and pictures
of answers; this one nothing that the public pages do not tell. Source: evaluation.md, section 7.
"""

from collections.abc import Sequence
from pathlib import Path

from webinars.evaluation.dossiers.blocks import Document
from webinars.evaluation.dossiers.composing import Front, framed
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.report import counted
from webinars.evaluation.dossiers.tables import definitions
from webinars.evaluation.queries.public import Standing
from webinars.evaluation.sights.public import Published
from webinars.kernel.text import N_


def told_to_all(folder: Path, language: str, *, series: str, standings: Sequence[Standing]) -> Told:
    """Return a snapshot of which a document tells one series to everybody.

    Args:
        standings: what was decided of that series with every snapshot up to this one.
    """
    releases = {one.cut: one.counts for one in standings}
    return Told(folder, language, is_public=True, only=series, releases=releases)


def dossier_for_all(told: Told, front: Front, public: Published) -> Document:
    """Return the dossier of one series.

    Args:
        told: public, with the public counts of every night to which findings are held.
        public: what of the snapshot is public, judged against earlier releases.
    """
    subtitle = told.say(N_("version for everybody, computed from snapshot %(cut)s"), cut=told.cut)
    return framed(told, front, subtitle, counted(told, public), (definitions,))
