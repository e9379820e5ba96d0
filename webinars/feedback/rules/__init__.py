"""Pure rules of feedback: what an answer may be, and how classes are made coarse enough."""

import calendar
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta

from webinars.feedback.models import QuestionKind, QuestionnaireKind
from webinars.kernel.text import N_

K = 5
"""Invitations of a webinar that share a combination of classes, at least (evaluation.md 4)."""

OPEN_FOR = timedelta(days=14)
LONGEST_TEXT = 2_000

KIND_NAMES: Mapping[QuestionnaireKind, str] = {
    QuestionnaireKind.AFTER: N_("after the webinar"),
    QuestionnaireKind.THREE_MONTHS: N_("after three months"),
    QuestionnaireKind.SIX_MONTHS: N_("after six months"),
}

FOLLOW_UPS: Mapping[QuestionnaireKind, int] = {
    QuestionnaireKind.THREE_MONTHS: 3,
    QuestionnaireKind.SIX_MONTHS: 6,
}
"""How many months after a webinar's actual end people are asked what they used."""

STILL_ASKED = timedelta(days=30)
"""For so long those are asked whose attendance was signed late; afterwards the answer would be
to another question than "after three months"."""

SHORTEST_WAIT, LONGEST_WAIT = timedelta(days=2 * 31), timedelta(days=8 * 31)
"""After the planned end no follow-up is due before the one, nor after the other."""
NOT_APPLICABLE = "na"

SCALE: dict[str, str] = {
    "1": N_("Not at all"),
    "2": N_("A little"),
    "3": N_("Partly"),
    "4": N_("Mostly"),
    "5": N_("Fully"),
    NOT_APPLICABLE: N_("Does not apply"),
}
RECOMMEND: list[str] = [str(n) for n in range(11)]


@dataclass(frozen=True)
class Classes:
    """By what a response may be broken down. Empty: coarsened away, or other."""

    group: str = ""
    category: str = ""
    language: str = ""
    completed: str = ""
    """Of a follow-up: `yes` for who stayed for 80 % of the running time or more, else `no`."""

    def coarser(self) -> "Classes":
        """Return these classes without the next one, in the order of `COARSENED`."""
        first = next((name for name in COARSENED if getattr(self, name)), None)
        return replace(self, **{first: ""}) if first else self


COARSENED = ("category", "language", "group", "completed")
"""Which class goes first. Application is told of completers and others before all else."""

COMPLETED, NOT_COMPLETED = "yes", "no"


def merged(classes: Classes) -> Classes:
    """Return `classes` without a group of one member, which would name its member."""
    return replace(classes, group="") if classes.group == "china" else classes


NO_CLASSES = Classes()


def stamped(wanted: Sequence[Classes], standing: Mapping[Classes, int]) -> list[Classes]:
    """Return the classes to stamp on new invitations, in the order of `wanted`.

    Each is coarsened until at least `K` invitations of the webinar share it,
    those that stand already included. Where fewer than `K` are left without
    any class, the smallest other class joins them, until `K` or all do.
    """
    now = [merged(classes) for classes in wanted]
    for _ in COARSENED:
        counts = Counter(now)
        now = [c if counts[c] + standing.get(c, 0) >= K else c.coarser() for c in now]
    while (smallest := _to_join(now, standing)) is not None:
        now = [NO_CLASSES if c == smallest else c for c in now]
    return now


def _to_join(now: Iterable[Classes], standing: Mapping[Classes, int]) -> Classes | None:
    counts = Counter(now)
    bare = counts.pop(NO_CLASSES, 0)
    if not bare or bare + standing.get(NO_CLASSES, 0) >= K or not counts:
        return None
    return min(counts, key=lambda c: (counts[c], *astuple(c)))


def is_answer(kind: QuestionKind, value: str, options: Iterable[str]) -> bool:
    """Say whether `value` can answer a `kind` of question; several options are parted by spaces."""
    if kind is QuestionKind.SCALE:
        return value in SCALE
    if kind is QuestionKind.RECOMMEND:
        return value in RECOMMEND
    if kind is QuestionKind.NUMBER:
        return value.isascii() and value.isdigit() and len(value) <= 9
    if kind is QuestionKind.TEXT:
        return len(value) <= LONGEST_TEXT
    chosen = value.split() if kind is QuestionKind.SEVERAL else [value]
    return bool(chosen) and set(chosen) <= set(options)


def root_of(digests: Iterable[str]) -> str:
    """Return one digest over all in any order: SHA-256 of the sorted digests, one a line.

    Args:
        digests: in hexadecimal; of a million, no more than 32 bytes each are held.
    """
    root, line = hashlib.sha256(), b""
    for digest in sorted(map(bytes.fromhex, digests)):
        root.update(line + digest.hex().encode())
        line = b"\n"
    return root.hexdigest()


def months_after(instant: datetime, months: int) -> datetime:
    """Return the same day and time `months` later, or the last day of a month that is shorter."""
    year, month = divmod(instant.year * 12 + instant.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return instant.replace(year=year, month=month + 1, day=min(instant.day, last))


def follow_up_due(ended_at: datetime, now: datetime) -> QuestionnaireKind | None:
    """Return which follow-up is asked at `now` about a webinar that ended at `ended_at`."""
    for kind, months in FOLLOW_UPS.items():
        due = months_after(ended_at, months)
        if due <= now < due + STILL_ASKED:
            return kind
    return None
