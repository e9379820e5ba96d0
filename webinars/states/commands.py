"""`flask states …`: load the reference, list the states of a day, show what is held of one."""

from collections.abc import Iterator
from datetime import date, datetime

import click
from flask.cli import AppGroup

from webinars.database.unit import reading, unit_of_work
from webinars.kernel.languages import Language
from webinars.kernel.refusals import Refusal
from webinars.states.models import StateFact
from webinars.states.operations import Proposal, load_reference
from webinars.states.queries import classify_all, get_state, history, names
from webinars.states.rules import Classification
from webinars.web.requests import house

cli = AppGroup("states", help="States, groups and development categories.")

DAY = click.DateTime(formats=["%Y-%m-%d"])


@cli.command("load")
def load() -> None:
    """Record what the reference files say of which nothing is held; propose the rest."""
    with unit_of_work(house().engine) as db:
        done = load_reference(db, now=house().clock())
    click.echo(f"states added: {done.states}")
    click.echo(f"facts added: {done.facts}")
    for proposal in done.proposals:
        click.echo(_proposed(proposal))


@cli.command("list")
@click.option("--on", "day", type=DAY, help="The day, as in 2026-12-09. Today if left out.")
def list_all(day: datetime | None) -> None:
    """List the states as they were on a day, with tabs between the columns."""
    now = house().clock()
    on = (day or now).date()
    with reading(house().engine) as db:
        states = classify_all(db, on=on, known_at=now)
        named = names(db, language=Language.ENGLISH, on=on)
    for code, name in named:
        click.echo(_line(states[code], name))
    click.echo(f"members on {on}: {sum(state.member for state in states.values())}")


@cli.command("show")
@click.argument("code")
def show(code: str) -> None:
    """Show every row about one state, kind by kind, the last recorded first."""
    with reading(house().engine) as db:
        try:
            state = get_state(db, code=code)
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from refusal
        click.echo(f"{state.code} {state.alpha3} {state.m49} {state.capital_zone}")
        for fact in history(db, state=state):
            click.echo("\t".join(_columns(fact)))


def _proposed(proposal: Proposal) -> str:
    subject = f"{proposal.state} {proposal.kind} {proposal.language or ''}".strip()
    return f"proposed: {subject}: {proposal.proposed!r}; held and left alone: {proposal.held!r}"


def _line(state: Classification, name: str) -> str:
    standing = "member" if state.member else "observer" if state.observer else "-"
    categories = " ".join(kind.upper() for kind in state.categories)
    doubts = ",".join(sorted(state.unverified))
    doubtful = f"unverified: {doubts}" if doubts else ""
    return "\t".join([state.code, standing, state.group or "-", categories or "-", name, doubtful])


def _columns(fact: StateFact) -> Iterator[str]:
    yield f"{fact.kind} {fact.language or ''}".strip()
    yield fact.value or "-"
    yield f"{fact.valid_from} to {_end(fact.valid_to)}"
    yield f"recorded {fact.recorded_at:%Y-%m-%d %H:%M} UTC by {fact.editor}"
    yield f"{fact.confidence}, {'verified' if fact.verified else 'unverified'}"
    yield f"{fact.source}: {fact.reason}"


def _end(day: date | None) -> str:
    return str(day) if day else "further notice"
