"""What the page of criteria asks."""

from collections.abc import Sequence

from webinars.evaluation.models.criteria import Comparator, CriterionWording, Outcome
from webinars.evaluation.operations.criteria import CriterionFacts
from webinars.evaluation.sights.criteria import COMPARATORS, OUTCOMES
from webinars.evaluation.sights.figures import BREAKDOWNS
from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.text import N_
from webinars.web.forms import Choice, Form, Paragraph, Pick, TextLine, WholeNumber, choices

LANGUAGES = [Choice(code, name, lang=code) for code, name in OWN_NAMES.items()]
"""Each by its own name."""


NOT = {
    "ldc": N_("not a least developed country"),
    "lldc": N_("not a landlocked developing country"),
    "sids": N_("not a small island developing State"),
}


def broken_down() -> list[Choice]:
    """Return the classes of members and persons for which a figure may be asked.

    A list that is closed again shows the class without its group: “yes” would say nothing.
    """
    return [
        Choice(f"{by}:{key}", _class_named(by, key, name, label), group=name)
        for by, (name, words) in BREAKDOWNS.items()
        for key, label in words.items()
    ]


def _class_named(by: str, key: str, name: str, label: str) -> str:
    """Return the English id of a class as it is understood alone."""
    if by not in NOT:
        return label
    return name if key == "yes" else NOT[by]


class ReasonForm(Form):
    """Why something that was fixed is changed."""

    reason = TextLine(
        N_("Why it is amended"), hint=N_("Shown beside the amendment, with the day."), longest=1000
    )

    def ask_why(self, *, is_fixed: bool) -> None:
        """Ask only where there is something fixed."""
        if not is_fixed:
            del self.reason


class CriterionForm(ReasonForm):
    """A criterion as its owner said it: nothing is chosen beforehand, no threshold suggested."""

    words = Paragraph(N_("The criterion, in its owner’s words"), attributes={"dir": "auto"})
    language = Pick(N_("Language of these words"), as_list=True, choices=LANGUAGES)
    owner = TextLine(
        N_("Whose criterion it is"),
        hint=N_("The body, and the document where it said so."),
    )
    speaks_for = Pick(N_("If it is met, it speaks for"), choices=choices(OUTCOMES.items()))
    measure = Pick(
        N_("Indicator"),
        as_list=True,
        blank=N_("None: a source in words"),
        needed=False,
        conditional=True,
    )
    breakdown = Pick(
        N_("Counted for"),
        as_list=True,
        choices=broken_down(),
        blank=N_("The series as a whole"),
        needed=False,
        conditional=True,
    )
    comparator = Pick(
        N_("Comparison"),
        choices=choices(COMPARATORS.items()),
        needed=False,
        conditional=True,
    )
    threshold = TextLine(
        N_("Threshold"),
        hint=N_("A number in the indicator’s unit; of a proportion in per cent."),
        needed=False,
        conditional=True,
        longest=20,
        attributes={"inputmode": "decimal", "class": "short", "dir": "ltr"},
    )
    smallest_base = WholeNumber(
        N_("Smallest base"),
        hint=N_("Of fewer than so many, the criterion says nothing."),
        needed=False,
        least=1,
    )
    source = Paragraph(
        N_("Source in words"),
        hint=N_("Where no indicator can say it: who will judge it, and from what."),
        needed=False,
        conditional=True,
        attributes={"dir": "auto"},
    )

    def offer(self, measures: Sequence[Choice], *, is_fixed: bool) -> None:
        self.measure.choices = measures
        self.ask_why(is_fixed=is_fixed)

    def facts(self) -> CriterionFacts:
        indicator, _, measure = (self.measure.data or "").partition(":")
        breakdown, _, key = (self.breakdown.data or "").partition(":")
        comparator = self.comparator.data
        return CriterionFacts(
            speaks_for=Outcome(self.speaks_for.value),
            words=self.words.value,
            language=Language(self.language.value),
            owner=self.owner.value,
            indicator=int(indicator) if indicator else None,
            measure=measure,
            breakdown=breakdown,
            key=key,
            comparator=Comparator(comparator) if comparator else None,
            threshold=self.threshold.data or "",
            smallest_base=self.smallest_base.data,
            source=self.source.data or "",
        )


def written(wording: CriterionWording) -> dict[str, object]:
    """Return the answers that say what a wording says."""
    measured = wording.indicator is not None
    return {
        "words": wording.words,
        "language": wording.language,
        "owner": wording.owner,
        "speaks_for": wording.speaks_for,
        "measure": f"{wording.indicator}:{wording.measure}" if measured else None,
        "breakdown": f"{wording.breakdown}:{wording.key}" if wording.breakdown else None,
        "comparator": wording.comparator,
        "threshold": f"{wording.threshold.normalize():f}" if wording.threshold is not None else "",
        "smallest_base": wording.smallest_base,
        "source": wording.source,
    }
