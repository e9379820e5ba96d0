"""The rooms that stand: their pages, commands, letters, jobs. One line each."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint
from flask.cli import AppGroup

from webinars.accounts import letters as accounts_letters
from webinars.accounts import views as accounts
from webinars.accounts.gate import Door
from webinars.accounts.queries import generation_of_key
from webinars.desk import views as desk
from webinars.feedback import letters as feedback_letters
from webinars.feedback import views as feedback
from webinars.feedback.queries import generation_of
from webinars.jobs.register import Register, Regular
from webinars.journal import commands as journal_commands
from webinars.journal.tasks import seal_all
from webinars.kernel.tokens import Purpose
from webinars.outbox.rendering import Kind
from webinars.programme.queries import present_revision
from webinars.states import commands as states_commands
from webinars.states import views as states
from webinars.web import assets, health

BLUEPRINTS: list[Blueprint] = [assets.bp, health.bp, accounts.bp, desk.bp, feedback.bp, states.bp]

COMMANDS: list[AppGroup] = [journal_commands.cli, states_commands.cli]

DOORS: dict[Purpose, Door] = {Purpose.PASSWORD: generation_of_key, Purpose.FEEDBACK: generation_of}
"""Which room knows the row that a link token of a purpose opens."""

REVISION = present_revision
"""What a kept page is checked against."""

LETTERS: Mapping[str, Kind] = {**accounts_letters.KINDS, **feedback_letters.KINDS}

REGISTER = Register(
    jobs={},
    regular={"journal.seal": Regular(timedelta(seconds=1), seal_all)},
)
