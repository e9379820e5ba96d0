"""The words that every template knows, in the language in which the page is spoken.

The language is asked where gettext asks it, so that one `force_locale` turns a
whole letter. The zone is always said: a time in the wrong zone looks as right
as any other.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from flask import request
from flask_babel import get_locale, gettext
from jinja2 import Environment, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from webinars.kernel.languages import OWN_NAMES, Language, direction
from webinars.web.daytime import fit_of, pieces_of
from webinars.web.words import days, numbers
from webinars.web.words.joining import joined

FILTERS: dict[str, Callable[..., Any]] = {
    "day": days.day,
    "day_parts": days.day_parts,
    "day_short": days.day_short,
    "duration": numbers.duration,
    "language_name": numbers.language_name,
    "list_and": numbers.list_and,
    "list_apart": numbers.list_apart,
    "list_plain": numbers.list_plain,
    "minutes_at": numbers.minutes_at,
    "month_name": days.month_name,
    "number": numbers.number,
    "percent": numbers.percent,
    "size_words": numbers.size_words,
    "until": days.until,
    "until_second": days.until_second,
    "zone_city": days.zone_city,
}
PLAIN: dict[str, Callable[..., Any]] = {
    "hour": days.hour,
    "initial": numbers.initial,
    "own_name": numbers.own_name,
    "utc_offset": days.utc_offset,
}
"""Alike in all languages."""

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "bracketed": numbers.bracketed,
    "colon": numbers.colon,
    "comma": numbers.comma,
    "hours": days.hours,
    "percents": numbers.percents,
    "semicolon": numbers.semicolon,
}
"""Called with several values of equal weight, or with none, so not as filters."""


class Joined(Template):
    """A template whose sentences stand as close as the reader's language wants them."""

    def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401  (as Jinja's)
        return joined(super().render(*args, **kwargs), language=spoken())


def teach(environment: Environment) -> None:
    """Give the templates of `environment` their filters and functions."""
    environment.template_class = Joined
    environment.filters |= {name: in_language_of_page(word) for name, word in FILTERS.items()}
    environment.filters |= PLAIN
    environment.filters |= {"dialled": dialled, "translated": translated}
    environment.globals |= {name: in_language_of_page(word) for name, word in FUNCTIONS.items()}
    environment.globals |= {"fit_of": fit_of, "pieces_of": pieces_of}
    environment.globals["ngettext"] = counted(
        cast("Callable[..., str]", environment.globals["ngettext"])
    )
    environment.globals |= {"here": here, "marked": marked, "languages": tuple(OWN_NAMES.items())}


def counted(say: Callable[..., str]) -> Callable[..., str]:
    """Return Jinja's `ngettext` with its `num` as the reader's language writes numbers."""

    @pass_context
    def said(context: Context, one: str, more: str, num: int, /, **values: object) -> str:
        written = {"num": numbers.number(num, language=spoken())}
        return say(context, one, more, num, **written | values)

    return said


def spoken() -> Language:
    """Return the language that gettext speaks now; English outside a page or letter."""
    locale = get_locale()
    return Language(locale.language) if locale else Language.ENGLISH


NUMBER = re.compile(r"\+\d[\d ()./-]{5,}\d")
"""A telephone number in its international form (ITU-T E.123)."""


def dialled(line: str) -> Markup:
    """Return `line` with its telephone numbers as links, which a telephone dials when touched."""
    told, end = Markup(), 0
    for number in NUMBER.finditer(line):
        digits = "".join(filter(str.isdigit, number[0]))
        link = Markup('<a href="tel:+{}">{}</a>').format(digits, number[0])
        told, end = told + line[end : number.start()] + link, number.end()
    return told + line[end:]


def translated(message: str) -> str:
    """Return an English id that reached the template as a value, in the reader's language."""
    return gettext(message) if message else ""  # the empty id is a catalogue's own header


def marked(language: str) -> Markup:
    """Return `lang` and `dir` for a text in `language`; nothing where the page speaks it too."""
    if language == spoken():
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def here(language: str) -> str:
    """Return the address of the present page in `language`."""
    query = request.args.to_dict(flat=False) | {"lang": [language]}
    return f"{request.path}?{urlencode(query, doseq=True)}"


def in_language_of_page(word: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(word)
    def spoken_word(*args: object, **kwargs: object) -> Any:  # noqa: ANN401  (as the word's)
        return word(*args, **({"language": spoken()} | kwargs))

    return spoken_word
