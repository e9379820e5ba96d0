"""How far the lighter copies of a recording's originals are."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webinars.jobs.models import Job
from webinars.kernel.text import N_
from webinars.recordings.models import Asset
from webinars.recordings.rules import in_use, originals_of
from webinars.recordings.rules.recipes import NAMES, NO_COPY, Recipe, key_of, size_of


class Stage(enum.StrEnum):
    WAITING = "waiting"
    AT_WORK = "at_work"
    READY = "ready"
    FAILED = "failed"


REASONS: Mapping[str, str] = {
    "nothing": N_("The file holds neither pictures nor sound that can be read."),
    "broken": N_("The file is damaged, or of a kind that cannot be read."),
    "heavy": N_("The pictures are too large for this machine."),
    "slow": N_("It took too long."),
    "room": N_("The disk is full."),
    "many": N_("There are more than 400 pages."),
    "fell": N_("The program that reads it fell."),
}


@dataclass(frozen=True)
class CopySight:
    label: str
    """An English id."""
    stage: Stage
    percent: int
    size: int
    """In bytes; an estimate until it is ready."""


@dataclass(frozen=True)
class CopiesSight:
    """What is made of one original."""

    original: str
    """Its public id."""
    name: str
    looked: bool
    """Whether the worker has seen yet what it holds."""
    trouble: str
    """An English id; empty where all is well."""
    copies: tuple[CopySight, ...]

    @property
    def is_unfinished(self) -> bool:
        under_way = {Stage.WAITING, Stage.AT_WORK}
        return not self.looked or any(one.stage in under_way for one in self.copies)

    @property
    def may_be_asked(self) -> bool:
        """Whether there is a reason to ask for them again."""
        return bool(self.trouble) or (self.looked and not self.is_unfinished)


def copies_sight(assets: Sequence[Asset], jobs: Mapping[str, Job]) -> list[CopiesSight]:
    return [_of(original, in_use(assets), jobs) for original in originals_of(assets)]


def _of(original: Asset, used: Sequence[Asset], jobs: Mapping[str, Job]) -> CopiesSight:
    ready = {one.recipe: one for one in used if one.derived_from == original.digest}
    look = jobs.get(key_of(original.public_id))
    made = {recipe: jobs.get(key_of(original.public_id, recipe)) for recipe in Recipe}
    found = [_copy(recipe, ready.get(recipe), job) for recipe, job in made.items()]
    return CopiesSight(
        original=original.public_id,
        name=original.name,
        looked=look is None or look.done_at is not None or look.failed_at is not None,
        trouble=trouble_of(look, *made.values()),
        copies=tuple(one for one in found if one is not None),
    )


def _copy(recipe: Recipe, ready: Asset | None, job: Job | None) -> CopySight | None:
    if ready is not None:
        return CopySight(NAMES[recipe], Stage.READY, 100, ready.file.size)
    if job is None or (job.done_at is not None and not _why(job)):
        return None
    size = size_of(recipe, float(job.arguments.get("seconds", 0)))
    return CopySight(NAMES[recipe], _stage(job), job.progress, size)


def _stage(job: Job) -> Stage:
    if job.failed_at is not None or _why(job):
        return Stage.FAILED
    return Stage.AT_WORK if job.progress or job.claimed_until else Stage.WAITING


def trouble_of(*jobs: Job | None) -> str:
    """Return a sentence for the first thing that went wrong, or nothing."""
    tried = [job for job in jobs if job is not None]
    words = [word for word in map(_why, tried) if word]
    if words:
        return REASONS.get(words[0], REASONS["broken"])
    return REASONS["fell"] if any(job.failed_at for job in tried) else ""


def _why(job: Job) -> str:
    outcome = job.outcome or ""
    return outcome.removeprefix(NO_COPY) if outcome.startswith(NO_COPY) else ""
