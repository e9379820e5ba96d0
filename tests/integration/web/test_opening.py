"""A house that answers before all its rooms are open."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from config import Settings
from tests.conftest import NOON
from tests.factories.desk import make_full_webinar
from tests.servers.programs import ROOT, environment
from webinars.app.building import create_app
from webinars.database import Db
from webinars.web.requests import WebinarsApp

LOADED = """
import json, sys
from webinars.app.building import create_app
client = create_app().test_client()
answers = [client.get(path).status_code for path in {paths!r}]
print(json.dumps([answers, sorted(name for name in sys.modules if name.startswith("webinars."))]))
"""


@pytest.fixture
def front(settings: Settings, connection: Connection) -> WebinarsApp:
    """The application as it stands when nobody has asked for more than its front."""
    app = create_app(settings, engine=connection)
    app.clock = lambda: NOON
    return app


def loaded_for(paths: list[str], data: Path, database: str) -> tuple[list[int], set[str]]:
    """Return what a fresh process answers, and which modules of ours it has loaded then."""
    words = [sys.executable, "-c", LOADED.format(paths=paths)]
    said = subprocess.run(
        words, cwd=ROOT, env=environment(data, database), check=True, capture_output=True, text=True
    )
    answers, names = json.loads(said.stdout)
    return answers, set(names)


def test_a_page_of_the_front_loads_no_other_room(tmp_path: Path, fresh_url: str) -> None:
    paths = ["/health/live", "/privacy", "/"]
    answers, names = loaded_for(paths, tmp_path, fresh_url)

    assert answers == [200, 200, 200]
    assert not names & {"webinars.app.rooms", "webinars.desk.views", "webinars.evaluation"}


def test_public_pages_link_to_nothing_that_would_open_the_rooms(front: WebinarsApp, db: Db) -> None:
    webinar = make_full_webinar(db)
    series = f"/series/{webinar.series.slug}"
    own = f"/webinars/{webinar.slug}"
    client = front.test_client()

    for path in ("/", "/programme", series, own, f"{own}.ics", "/programme.ics", "/programme.atom"):
        assert client.get(path).status_code == 200, path

    assert not front.whole


def test_an_address_of_another_room_opens_them_all(front: WebinarsApp) -> None:
    answer = front.test_client().get("/secretariat/")

    assert (answer.status_code, front.whole) == (303, True)  # to the sign-in


def test_an_address_that_no_room_has_is_still_not_found(front: WebinarsApp) -> None:
    client = front.test_client()

    assert [client.get("/nowhere").status_code for _ in range(2)] == [404, 404]


def test_a_link_to_another_room_opens_them(front: WebinarsApp) -> None:
    with front.test_request_context("/"):
        assert front.url_for("accounts.show_sign_in") == "/sign-in"

    assert front.whole


def test_the_operator_finds_the_commands_of_every_room(
    front: WebinarsApp, app: WebinarsApp
) -> None:
    run = front.test_cli_runner().invoke(args=["journal", "--help"])

    assert (run.exit_code, sorted(front.cli.commands)) == (0, sorted(app.cli.commands))


def test_many_who_ask_at_once_wait_for_the_same_opening(front: WebinarsApp) -> None:
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(route_of, front, "/sign-in") for _ in range(32)]

    assert {one.result() for one in asked} == {"accounts.show_sign_in"}


def route_of(app: WebinarsApp, path: str) -> str | None:
    with app.test_request_context(path) as asked:
        return asked.request.endpoint


def test_no_address_of_the_front_hides_one_of_another_room(
    front: WebinarsApp, app: WebinarsApp
) -> None:
    """Or it would answer before the rooms are open, and another after."""
    hidden = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if answering(front, rule) not in {None, rule.endpoint}
    }

    assert hidden == set()


def answering(front: WebinarsApp, rule: Rule) -> str | None:
    """Return which view of the front would answer an address of `rule`, if any."""
    method = next(iter(rule.methods or ()))
    path = "".join("x" if dynamic else part for dynamic, part in rule._trace)  # noqa: SLF001  (Werkzeug tells it nowhere else)
    with suppress(HTTPException):
        endpoint, _values = front.url_map.bind("office.example").match(
            path.partition("|")[2], method
        )
        return str(endpoint)
    return None
