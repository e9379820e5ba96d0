"""Words and digits of one language, for pictures that are drawn with them."""

from dataclasses import dataclass

from webinars.kernel.languages import direction
from webinars.kernel.text import N_
from webinars.web.words import numbers
from webinars.web.words.tongue import tongue


@dataclass(frozen=True)
class Speech:
    language: str

    @property
    def is_rtl(self) -> bool:
        return direction(self.language) == "rtl"

    def say(self, message: str, **values: object) -> str:
        return tongue(self.language)(message, **values)

    def number(self, value: float) -> str:
        return numbers.number(value, language=self.language)

    def initial(self, words: str) -> str:
        return numbers.initial(words)

    def language_name(self, code: str) -> str:
        return numbers.language_name(code, language=self.language)

    def list_and(self, items: list[str]) -> str:
        return numbers.list_and(items, language=self.language)

    def list_apart(self, items: list[str]) -> str:
        return numbers.list_apart(items, language=self.language)

    def named(self, name: str, words: str) -> str:
        """Return what `words` tell of `name`, with the colon of the language between."""
        return f"{name}{numbers.colon(language=self.language)}{words}"

    def of(self, n: float, d: float) -> str:
        return self.say(N_("%(n)s of %(d)s"), n=self.number(n), d=self.number(d))

    def percent(self, share: float) -> str:
        return numbers.percent(share, language=self.language)

    def share(self, n: float, d: float) -> str:
        """Return n of d, with the percentage where the base allows one."""
        if d < 10:
            return self.of(n, d)
        return self.list_apart([self.of(n, d), self.percent(n / d)])

    def interval(self, low: float, high: float) -> str:
        within = numbers.percents(low, high, language=self.language)
        return f"{self.say(N_('95 %% interval'))} {within}"


def apart(words: str) -> str:
    """Return words of another language so that they turn nothing around them (Unicode FSI, PDI)."""
    return f"\u2068{words}\u2069"
