"""The rooms that stand: their pages, commands, letters, jobs. One line each.

Loaded when somebody first asks for what the front does not have (`app.front`), by
the worker, and by commands.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from flask import Blueprint
from flask.cli import AppGroup

from webinars.accounts import commands as accounts_commands
from webinars.accounts import letters as accounts_letters
from webinars.accounts import queries as accounts_queries
from webinars.accounts import views as accounts
from webinars.accounts.gate import Door
from webinars.accounts.operations import ASKED
from webinars.accounts.queries import generation_of_key
from webinars.accounts.tasks import send_key_asked
from webinars.attendance import commands as attendance_commands
from webinars.attendance import letters as attendance_letters
from webinars.attendance import views as attendance
from webinars.attendance.tasks import issue_certificates
from webinars.desk import commands as desk_commands
from webinars.desk import views as desk
from webinars.desk.views.my import my
from webinars.desk.views.offers import offers
from webinars.desk.views.registering import registering
from webinars.evaluation import commands as evaluation_commands
from webinars.evaluation import letters as evaluation_letters
from webinars.evaluation import views as evaluation
from webinars.evaluation.operations import Place
from webinars.evaluation.tasks import lock_due, release_asked, snapshot_asked, snapshot_nightly
from webinars.feedback import letters as feedback_letters
from webinars.feedback import views as feedback
from webinars.feedback.queries import generation_of
from webinars.feedback.tasks import count_responses, follow_up, invite_asked
from webinars.jobs.register import REGULARLY, Register, Regular
from webinars.journal import commands as journal_commands
from webinars.kernel.tokens import Purpose
from webinars.live import letters as live_letters
from webinars.live import tasks as live_tasks
from webinars.live import views as live
from webinars.live.queries import generation_at_gate
from webinars.live.tasks import House
from webinars.outbox import commands as outbox_commands
from webinars.outbox import letters as outbox_letters
from webinars.outbox import views as outbox
from webinars.outbox.queries import generation_of_letter
from webinars.outbox.rendering import Kind, Sort
from webinars.outbox.tasks import purge_letters
from webinars.privacy import commands as privacy_commands
from webinars.privacy import views as privacy
from webinars.privacy.tasks import retire_asked
from webinars.programme import commands as programme_commands
from webinars.programme import letters as programme_letters
from webinars.programme import views as programme
from webinars.programme.queries.appearances import generation_of_appearance
from webinars.programme.tasks import remind_appearances
from webinars.recordings import commands as recordings_commands
from webinars.recordings import letters as recordings_letters
from webinars.recordings import views as recordings
from webinars.recordings.encoding.making import Bench
from webinars.recordings.operations.indexing import INDEX
from webinars.recordings.tasks import (
    clear_bench,
    copy,
    forget_past_visitors,
    look,
    pages,
    tell_ready,
)
from webinars.recordings.tending import (
    Index,
    copy_files,
    fetch_from_room,
    pack,
    tend_uploads,
    verify_files,
)
from webinars.registrations import commands as registrations_commands
from webinars.registrations import letters as registrations_letters
from webinars.registrations import queries as registrations_queries
from webinars.registrations.queries import present_generation
from webinars.registrations.queries.queue import generation_of_offer
from webinars.registrations.tasks import (
    enrol_in_opened,
    give_places,
    invite_listed,
    register_list,
    remind,
    remind_invited,
    tidy_lists,
)
from webinars.states import commands as states_commands
from webinars.states import views as states
from webinars.storage import commands as storage_commands
from webinars.storage.tasks import sweep_unreferenced
from webinars.web.requests import WebinarsApp

BLUEPRINTS: list[Blueprint] = [
    accounts.bp,
    attendance.bp,
    desk.bp,
    evaluation.bp,
    feedback.bp,
    live.bp,
    my,
    outbox.bp,
    offers,
    privacy.bp,
    programme.bp,
    recordings.bp,
    registering,
    states.bp,
]

COMMANDS: list[AppGroup] = [
    accounts_commands.cli,
    attendance_commands.cli,
    evaluation_commands.cli,
    journal_commands.cli,
    outbox_commands.cli,
    privacy_commands.cli,
    programme_commands.cli,
    recordings_commands.cli,
    registrations_commands.cli,
    states_commands.cli,
    storage_commands.cli,
]

programme_commands.cli.add_command(desk_commands.slots)

DOORS: dict[Purpose, Door] = {
    Purpose.PASSWORD: generation_of_key,
    Purpose.SIGN_IN: generation_of_key,
    Purpose.FEEDBACK: generation_of,
    Purpose.MY: present_generation,
    Purpose.OFFER: generation_of_offer,
    Purpose.FEED: registrations_queries.generation_of_feed,
    Purpose.LETTERS: generation_of_letter,
    Purpose.AGENDA: accounts_queries.generation_of_feed,
    Purpose.JOIN: generation_at_gate,
    Purpose.APPEARANCE: generation_of_appearance,
}
"""Which room knows the row that a link token of a purpose opens."""

LETTERS: Mapping[str, Kind] = {
    **attendance_letters.KINDS,
    **live_letters.KINDS,
    **outbox_letters.KINDS,
    **recordings_letters.KINDS,
    **accounts_letters.KINDS,
    **evaluation_letters.KINDS,
    **feedback_letters.KINDS,
    **programme_letters.KINDS,
    **registrations_letters.KINDS,
}


SORTS: Mapping[str, Sort] = {
    **attendance_letters.SORTS,
    **live_letters.SORTS,
    **recordings_letters.SORTS,
    **programme_letters.SORTS,
    **accounts_letters.SORTS,
    **evaluation_letters.SORTS,
    **feedback_letters.SORTS,
    **registrations_letters.SORTS,
}
"""What is true of every letter of a kind. One that is missing leaves at once, to all."""


LONG = frozenset(
    {
        "evaluation.release",
        "evaluation.snapshot",
        "privacy.retire",
        "recordings.copy",
        "recordings.fetch",
        "recordings.look",
        "recordings.pages",
        f"{REGULARLY}evaluation.snapshot",
        f"{REGULARLY}storage.sweep",
        f"{REGULARLY}storage.copy",
        f"{REGULARLY}storage.verify",
    }
)
"""Jobs that may take minutes."""

CALLS = frozenset({"live.call"})
"""Jobs that wait for a provider, up to its time-out: neither letters nor films may hold them up,
since a room must be made in time, nor wait for them."""


def register_of(app: WebinarsApp) -> Register:
    """Return every job and regular task; those that need keys or a folder get them here."""
    place, store = place_of(app), app.extensions["store"]
    bench, index = Bench(store, app.settings.data / "working"), Index(store)
    return Register(
        jobs={
            ASKED: send_key_asked,
            "evaluation.release": partial(release_asked, place),
            "attendance.issue_certificates": issue_certificates,
            "evaluation.snapshot": partial(snapshot_asked, place),
            "feedback.invite": invite_asked,
            "live.call": partial(live_tasks.call, room_house(app)),
            "live.project": live_tasks.project,
            "privacy.retire": partial(retire_asked, place),
            "live.report": partial(live_tasks.report, store),
            "recordings.copy": partial(copy, bench),
            "recordings.fetch": partial(
                fetch_from_room, app.keyring.key(Purpose.ROOM_SECRET), store
            ),
            INDEX: index.follow,
            "recordings.look": partial(look, bench),
            "recordings.pages": partial(pages, bench),
            "registrations.invite": invite_listed,
            "registrations.list": register_list,
        },
        regular={
            "storage.sweep": Regular(timedelta(days=1), partial(sweep_unreferenced, store)),
            "storage.copy": Regular(timedelta(hours=1), partial(copy_files, store)),
            "storage.verify": Regular(timedelta(days=1), partial(verify_files, store)),
            "recordings.clear_bench": Regular(timedelta(days=1), partial(clear_bench, bench)),
            "recordings.tend_index": Regular(timedelta(minutes=1), index.tend),
            "recordings.pack_index": Regular(timedelta(days=1), pack),
            "recordings.tend_uploads": Regular(timedelta(minutes=1), partial(tend_uploads, store)),
            "recordings.forget_visitors": Regular(timedelta(hours=1), forget_past_visitors),
            "programme.remind_appearances": Regular(timedelta(hours=1), remind_appearances),
            "outbox.purge": Regular(timedelta(hours=1), partial(purge_letters, letters_of(app))),
            "live.tend": Regular(timedelta(minutes=1), live_tasks.tend),
            "live.thank": Regular(timedelta(minutes=10), live_tasks.thank),
            "recordings.tell_ready": Regular(timedelta(minutes=10), tell_ready),
            "registrations.remind": Regular(timedelta(minutes=1), remind),
            "registrations.remind_invited": Regular(timedelta(hours=1), remind_invited),
            "registrations.enrol": Regular(timedelta(minutes=1), enrol_in_opened),
            "registrations.tidy_lists": Regular(timedelta(hours=1), tidy_lists),
            "registrations.give_places": Regular(timedelta(minutes=1), give_places),
            "evaluation.snapshot": Regular(timedelta(days=1), partial(snapshot_nightly, place)),
            "evaluation.lock": Regular(timedelta(minutes=10), lock_due),
            "feedback.follow_up": Regular(timedelta(days=1), follow_up),
            "feedback.count": Regular(timedelta(days=1), count_responses),
        },
        long=LONG,
        calls=CALLS,
    )


def letters_of(app: WebinarsApp) -> Path:
    """Return where letters are written that no mail server takes."""
    return app.settings.data / "letters"


def room_house(app: WebinarsApp) -> House:
    """Return what calls to live rooms need: the key that opens secrets, and our own address."""
    return House(app.keyring.key(Purpose.ROOM_SECRET), app.settings.base_url)


def place_of(app: WebinarsApp) -> Place:
    """Return where snapshots are kept, and the keys that make pseudonyms."""
    return Place(app.settings.data / "snapshots", app.keyring)
