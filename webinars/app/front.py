"""What a web process has from its start: the pages of the front, and no other room.

Everything else is in `app.rooms`, whose modules are two thirds of a start. It is
loaded when an address, a link or a command is asked for that is not here.
"""

import click
from flask import Blueprint
from flask.cli import AppGroup

from webinars.desk import front
from webinars.programme.queries import present_revision
from webinars.web import assets, health
from webinars.web.opening import OpeningApp

FRONT: list[Blueprint] = [assets.bp, health.bp, front.bp]

REVISION = present_revision
"""What a kept page is checked against."""


class Commands(AppGroup):
    """The operator's commands, which come in with the rooms that they belong to."""

    def __init__(self, app: OpeningApp) -> None:
        super().__init__(app.name)
        self._app = app

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._app.open_rooms()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        self._app.open_rooms()
        return super().get_command(ctx, cmd_name)
