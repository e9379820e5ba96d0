"""Letting in the rooms that the first page does without: most of what a start would load."""

from functools import partial

from webinars.accounts.gate import Door
from webinars.app.letters import show
from webinars.app.rooms import BLUEPRINTS, COMMANDS, DOORS, SORTS
from webinars.kernel.tokens import Purpose
from webinars.outbox import showing
from webinars.web.requests import WebinarsApp


def let_in(app: WebinarsApp, doors: dict[Purpose, Door]) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for group in COMMANDS:
        app.cli.add_command(group)
    doors.update(DOORS)
    app.extensions[showing.EXTENSION] = partial(show, app)
    app.extensions[showing.SORTS] = SORTS
