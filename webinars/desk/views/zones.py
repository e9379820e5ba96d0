"""Choosing one's place on the clock. The choice is kept in the reader's own browser."""

from urllib.parse import urlsplit

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webinars.desk.rules.zones import countries, matching
from webinars.desk.views.door import bp
from webinars.kernel.text import clean_line
from webinars.states.queries import LONGEST_SEARCH, list_states, names
from webinars.web.access import public
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/zones")
@public
def zones() -> ResponseReturnValue:
    language, today = reader().language, now().date()
    capitals = {state.code: state.capital_zone for state in list_states(db())}
    found = countries(names(db(), language=language, on=today), capitals, language=language)
    sought = clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    return render_template(
        "desk/zones.html",
        countries=matching(found, sought),
        sought=sought,
        back=way_back(request.args.get("back", "")),
        zone=reader().zone,
        now=now(),
    )


def way_back(text: str) -> str:
    """Return the path of ours from which the reader came, without its query; else the first."""
    path = urlsplit(text).path
    ours = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if ours and path.isprintable() else "/"
