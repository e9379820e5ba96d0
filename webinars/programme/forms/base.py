"""What the Secretariat's forms have in common: refusals, zones, languages, francs."""

import functools
from decimal import Decimal, InvalidOperation
from typing import ClassVar, cast

from webinars.kernel.languages import OWN_NAMES, Language, direction
from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_, clean_line
from webinars.kernel.zones import zone_names
from webinars.web.forms import Asked, Choice, Fault, Form, Wrong

REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)

LANGUAGES = [Choice(code, name, lang=code) for code, name in OWN_NAMES.items()]
"""Each by its own name."""


class MendingForm(Form):
    """A form that knows at which question an operation's refusal can be mended."""

    mended_at: ClassVar[dict[type[Refusal], str]] = {}

    def blame_for(self, refusal: Refusal) -> None:
        """Show a refusal at its question, or above all where it has none."""
        for kind, name in self.mended_at.items():
            if isinstance(refusal, kind) and name in self:
                self.blame(self[name], refusal)
                return
        self.form_errors = [*self.form_errors, Fault(refusal.message, "", **refusal.values)]


class SpokenForm(MendingForm):
    """A form whose answers are written in one language, whatever the page's is."""

    spoken: ClassVar[tuple[str, ...]] = ()
    """The names of those questions."""

    def speak(self, language: Language) -> None:
        """Say to browsers, keyboards and screen readers which language is written there."""
        for name in self.spoken:
            cast("Asked[str]", self[name]).element |= {"lang": language, "dir": direction(language)}


class Francs(Asked[Decimal]):
    """An amount in Swiss francs, with a point or a comma, and minus where it corrects."""

    attributes: ClassVar = {"inputmode": "decimal", "size": "10", "class": "short", "dir": "ltr"}
    missing: ClassVar = N_("Write the amount in Swiss francs, as in 1200 or 1200.50.")

    def read(self, text: str) -> Decimal | None:
        digits = clean_line(text).replace("−", "-").replace(",", ".")
        for mark in ("'", "’", " "):
            digits = digits.replace(mark, "")
        try:
            return Decimal(digits)
        except InvalidOperation:
            return None

    def judge(self) -> None:
        if self.data is None or not self.data.is_finite():
            raise Wrong(self.missing, N_("this is not an amount"))


@functools.cache
def zone_choices() -> list[Choice]:
    """Return the zones by region, by the names that the tz data give them."""
    names = sorted(name for name in zone_names() if name.split("/")[0] in REGIONS)
    zones = [Choice(name, name.replace("_", " "), group=name.split("/")[0]) for name in names]
    return [Choice("UTC", "UTC"), *zones]
