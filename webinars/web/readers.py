"""The reader of a page: in which language, and by which clock.

`?lang=` decides, else the kept choice, else Accept-Language; a chosen language
or zone is kept in a cookie of the reader's own browser.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from babel import Locale
from flask import Response, g, request
from flask_babel import Babel

from webinars.kernel.languages import OWN_NAMES, Direction, Language, direction, is_language
from webinars.kernel.zones import zone_names
from webinars.web.requests import WebinarsApp, house

YEAR = 365 * 24 * 3600
ORDER = [Language.ENGLISH, *(language for language in OWN_NAMES if language != Language.ENGLISH)]


@dataclass(frozen=True)
class Reader:
    """Language and zone of a page or letter. No zone: unknown, so the announced time is shown."""

    language: Language
    zone: str | None

    @property
    def direction(self) -> Direction:
        return direction(self.language)


def reader() -> Reader:
    """Return this request's reader."""
    if "reader" not in g:
        g.reader = Reader(_language(), _zone())
    return cast("Reader", g.reader)


def _language() -> Language:
    for asked in (request.args.get("lang", ""), request.cookies.get("lang", "")):
        if is_language(asked):
            return Language(asked)
    return Language(request.accept_languages.best_match(ORDER) or Language.ENGLISH)


def _zone() -> str | None:
    for asked in (request.args.get("zone", ""), request.cookies.get("zone", "")):
        if asked in zone_names():
            return asked
    return None


def said_here() -> dict[str, Any]:
    """Return what this address says of its reader, for the one to which it leads on."""
    return {name: request.args[name] for name in ("lang", "zone") if name in request.args}


def keep_choice(response: Response) -> Response:
    """Remember, in the reader's browser, a language or zone that the address chose."""
    chosen: dict[str, Callable[[str], bool]] = {
        "lang": is_language,
        "zone": lambda name: name in zone_names(),
    }
    secure = house().settings.secure  # the proxy speaks https, and plain http to us
    for name, known in chosen.items():
        value = request.args.get(name, "")
        if value and known(value) and request.cookies.get(name) != value:
            response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=secure)
    return response


def speak_six_languages(app: WebinarsApp) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    Babel(app, locale_selector=_locale)
    app.after_request(keep_choice)


def _locale() -> Locale:
    return Locale.parse(reader().language)
