"""Questions that are answered by choosing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from webinars.kernel.text import N_
from webinars.web.forms.form import Asked, Wrong


@dataclass(frozen=True)
class Choice:
    """One of the answers offered. `lang` where its label is in a language of its own.

    `mark` is a class of its element: `on1` shows what has the class `if1` where it is chosen.
    """

    value: str
    label: str
    hint: str = ""
    lang: str | None = None
    group: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Option:
    """A choice as it stands in the page."""

    id: str
    choice: Choice
    chosen: bool


def choices(pairs: Iterable[tuple[str, str]]) -> list[Choice]:
    """Return a choice for each (value, label), in that order."""
    return [Choice(str(value), label) for value, label in pairs]


class Pick(Asked[str]):
    """One of the choices: as radio buttons, or as a list with `as_list`.

    `blank` is the first line of a list, as in “Choose a State”: it is no answer.
    A view may give the choices later: `form.state.choices = choices(…)`.
    """

    missing: ClassVar = N_("Choose one of these.")
    missing_brief: ClassVar = N_("none is chosen")

    def __init__(
        self,
        label: str,
        *,
        choices: Sequence[Choice] = (),
        as_list: bool = False,
        blank: str = "",
        columns: bool = False,
        **asked: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(label, **asked)
        self.choices = choices
        self.look = "list" if as_list else "radios"
        self.blank = blank
        self.columns = columns

    @property
    def anchor(self) -> str:
        return self.id if self.look == "list" else f"{self.id}-0"

    @property
    def options(self) -> list[Option]:
        chosen = self.written
        return [
            Option(f"{self.id}-{place}", choice, choice.value == chosen)
            for place, choice in enumerate(self.choices)
        ]

    @property
    def groups(self) -> list[tuple[str, list[Option]]]:
        """The options under the names of their groups, neighbours together."""
        neighbours = groupby(self.options, key=lambda option: option.choice.group)
        return [(name, list(options)) for name, options in neighbours]

    def read(self, text: str) -> str | None:
        return text or None

    def judge(self) -> None:
        if self.data not in {choice.value for choice in self.choices}:
            raise Wrong(N_("Choose one of the answers offered."), N_("not among the answers"))


class Several(Asked[list[str]]):
    """Any of the choices, as boxes; at most `most` of them."""

    look = "boxes"
    missing: ClassVar = N_("Choose at least one of these.")
    missing_brief: ClassVar = N_("none is chosen")

    def __init__(
        self,
        label: str,
        *,
        choices: Sequence[Choice] = (),
        most: int | None = None,
        columns: bool = False,
        **asked: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(label, **asked)
        self.choices = choices
        self.most = most
        self.columns = columns

    @property
    def anchor(self) -> str:
        return f"{self.id}-0"

    @property
    def options(self) -> list[Option]:
        chosen = set(self.data or ())
        return [
            Option(f"{self.id}-{place}", choice, choice.value in chosen)
            for place, choice in enumerate(self.choices)
        ]

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = list(dict.fromkeys(str(value) for value in valuelist if value))

    def is_empty(self) -> bool:
        return not self.data

    def judge(self) -> None:
        if not set(self.value) <= {choice.value for choice in self.choices}:
            raise Wrong(N_("Choose among the answers offered."), N_("not among the answers"))
        if self.most is not None and len(self.value) > self.most:
            raise Wrong(N_("Choose at most %(most)s of these."), N_("too many"), most=self.most)


class Tick(Asked[bool]):
    """One box: ticked or not. Nothing is ticked for the reader."""

    look = "tick"
    missing: ClassVar = N_("Tick the box if you agree: without it this cannot be done.")
    missing_brief: ClassVar = N_("not ticked")

    def __init__(self, label: str, *, needed: bool = False, **asked: Any) -> None:  # noqa: ANN401
        super().__init__(label, needed=needed, **asked)

    def process_data(self, value: object) -> None:
        self.data = bool(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = bool(valuelist) and str(valuelist[0]) not in {"", "0", "false"}

    def is_empty(self) -> bool:
        return not self.data
