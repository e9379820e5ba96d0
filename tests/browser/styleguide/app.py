"""Every part of the look on a few pages, without database: to look at, and to let axe look at.

.venv/bin/python -m tests.browser.styleguide.app 9123
"""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Response, render_template, request
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict

from config import Settings
from webinars.kernel.languages import OWN_NAMES
from webinars.kernel.text import N_
from webinars.web import assets, headers, readers, words
from webinars.web.forms import (
    Choice,
    EmailLine,
    FileOne,
    Form,
    Paragraph,
    Pick,
    Several,
    TextLine,
    Tick,
    WallDate,
    WallTime,
    WholeNumber,
    choices,
)
from webinars.web.requests import WebinarsApp

ROOT = Path(__file__).parents[3]
MORNING = datetime(2026, 12, 9, 8, tzinfo=UTC)
LENGTH = timedelta(minutes=90)


class EveryQuestion(Form):
    """One of each kind, in the order of the registration form."""

    name = TextLine(
        N_("Name"),
        hint=N_("As you want to be called in the room. In any script."),
        attributes={"autocomplete": "name"},
    )
    email = EmailLine(
        N_("E-mail"), hint=N_("Your confirmation and your link to the room go there.")
    )
    category = Pick(
        N_("You come for"),
        choices=choices([("state", N_("A member State")), ("other", N_("Another institution"))]),
        default="state",
    )
    state = Pick(
        N_("State"),
        choices=choices([("KE", "Kenya"), ("CI", "Côte d'Ivoire"), ("EG", "Egypt")]),
        as_list=True,
        blank=N_("Choose a State"),
        missing=N_("Choose the State whose delegation you belong to."),
    )
    organisation = TextLine(N_("Organisation"), needed=False, conditional=True)
    language = Pick(
        N_("We write to you in"),
        choices=[Choice(code, name, lang=code) for code, name in OWN_NAMES.items()],
        columns=True,
    )
    listen = Several(
        N_("You follow in"),
        choices=choices([("floor", N_("The original speech")), ("en", "English")]),
        needed=False,
        columns=True,
    )
    voice = Tick(
        N_("My voice may stay in the recording"),
        hint=N_("Purpose: the recording is public. You may always ask in writing."),
    )
    terms = Tick(N_("I have read the privacy notice"), needed=True)
    needs = Paragraph(N_("What you need"), needed=False)
    viewers = WholeNumber(N_("How many of you watch"), least=1, most=500, default=1)
    day = WallDate(N_("Day"))
    hour = WallTime(N_("Hour"))
    slides = FileOne(N_("Slides"), attributes={"accept": ".pdf"})


WRONG = MultiDict(
    {
        "name": "Juma " * 70,
        "email": "juma.sampuli@",
        "category": "state",
        "viewers": "many",
        "day": "2026-02-30",
        "hour": "26:00",
    }
)


@dataclass(frozen=True)
class Officer:
    name: str


def styleguide() -> WebinarsApp:
    """Return a small application that shows the parts, under the site's own security headers."""
    app = WebinarsApp("styleguide", static_folder=None)
    app.settings = Settings()
    app.config["SECRET_KEY"] = "of no use"
    pages = [FileSystemLoader(ROOT / "templates"), FileSystemLoader(Path(__file__).parent)]
    app.jinja_loader = ChoiceLoader(pages)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    readers.speak_six_languages(app)
    words.teach(app.jinja_env)
    app.jinja_env.globals["csrf_token"] = lambda: "0"
    app.register_blueprint(assets.bp)
    assets.teach(app)
    app.context_processor(_context)
    app.after_request(_protect)
    app.add_url_rule("/<path:page>", view_func=_show)
    return app


def _context() -> dict[str, Any]:
    return {
        "reader": readers.reader(),
        "who": lambda: Officer("Otto Muster"),
        "demonstration": True,
        "starts_at": MORNING,
        "ends_at": MORNING + LENGTH,
    }


def _show(page: str) -> str:
    form = EveryQuestion(WRONG if "wrong" in request.args else None)
    if "wrong" in request.args:
        form.validate()
    return render_template(f"{page}.html", form=form, **request.args.to_dict())


def _protect(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = headers.DEFAULT_POLICY
    return response


if __name__ == "__main__":
    styleguide().run(port=int(sys.argv[1]))
