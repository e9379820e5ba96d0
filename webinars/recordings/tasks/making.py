"""What the worker makes of what was brought: lighter copies, and pictures of slides."""

from datetime import datetime, timedelta
from typing import Any

from webinars.database import Db
from webinars.database.unit import Bind, reading, unit_of_work
from webinars.jobs.register import Onward
from webinars.recordings.encoding.making import Bench, Made, Picture, Progress, opened
from webinars.recordings.encoding.running import Broken, software
from webinars.recordings.models import Asset
from webinars.recordings.operations import add_copy, ask_each
from webinars.recordings.operations.copying import Copied
from webinars.recordings.operations.slides import Drawn, add_pages
from webinars.recordings.queries import find_asset
from webinars.recordings.rules.recipes import NO_COPY, Recipe, recipes_for
from webinars.storage.rules import Kind

WILL_PASS = frozenset({"room", "slow", "fell"})
"""Why something could not be made now, though it may be later."""

LEFT_LYING = timedelta(days=2)
"""After how long nobody works on a copy any more."""


def look(bench: Bench, engine: Bind, arguments: dict[str, Any], now: datetime) -> str:
    """See what an original holds, and have made of it what suits it."""
    with reading(engine) as db:
        original = _wanted(db, arguments)
        if original is None:
            return "no longer in use"
        digest, kind = original.digest, Kind(original.file.media_type)
    try:
        source = bench.probe(digest, kind)
    except Broken as broken:
        return f"{NO_COPY}{broken}"
    wanted = recipes_for(source)
    with unit_of_work(engine) as db:
        original = _wanted(db, arguments)
        if original is not None:
            ask_each(db, asset=original, source=source, recipes=wanted, now=now)
    return f"to be made: {', '.join(wanted) or 'nothing, it is light'}"


def copy(bench: Bench, engine: Bind, arguments: dict[str, Any], now: datetime) -> str | Onward:
    """Do one step of a copy; after the last, keep it and add its row.

    Raises:
        Broken: not now. The job is tried again, and then shown as failed.
    """
    recipe, seconds = Recipe(arguments["recipe"]), float(arguments["seconds"])
    with reading(engine) as db:
        original = _wanted(db, arguments)
        if original is None:
            return "no longer in use"
        digest, kind = original.digest, Kind(original.file.media_type)
    try:
        step = bench.step(digest, kind, recipe, seconds)
    except Broken as broken:
        if str(broken) in WILL_PASS:
            raise
        return f"{NO_COPY}{broken}"
    if isinstance(step, Progress):
        return Onward(step.percent)
    told = _keep(bench, engine, arguments, step, now)
    bench.clear(digest, recipe)
    return told


def _keep(bench: Bench, engine: Bind, arguments: dict[str, Any], made: Made, now: datetime) -> str:
    recipe = Recipe(arguments["recipe"])
    with opened(made) as file:
        kept = bench.store.keep(file)
    with unit_of_work(engine) as db:
        original = _wanted(db, arguments)
        if original is not None:
            copied = Copied(recipe, kept, made.seconds, software())
            add_copy(db, original=original, copied=copied, now=now)
    return f"{recipe}: {kept.size} bytes"


def pages(bench: Bench, engine: Bind, arguments: dict[str, Any], now: datetime) -> str:
    """Draw the pages of slides, and keep the pictures."""
    with reading(engine) as db:
        slides = _wanted(db, arguments)
        if slides is None:
            return "no longer in use"
        digest = slides.digest
    try:
        with bench.drawn(digest) as pictures:
            drawn = [_kept(bench, one) for one in pictures]
    except Broken as broken:
        if str(broken) in WILL_PASS:
            raise
        return f"{NO_COPY}{broken}"
    with unit_of_work(engine) as db:
        slides = _wanted(db, arguments)
        if slides is not None:
            add_pages(db, asset=slides, drawn=drawn, now=now)
    return f"{len(drawn)} pages"


def _kept(bench: Bench, one: Picture) -> Drawn:
    with opened(one) as file:
        return Drawn(bench.store.keep(file), one.width, one.height, one.words)


def clear_bench(bench: Bench, _engine: Bind, now: datetime) -> str:
    """Remove what copies have left that nobody works on any more."""
    return f"removed: {bench.sweep(older_than=(now - LEFT_LYING).timestamp())}"


def _wanted(db: Db, arguments: dict[str, Any]) -> Asset | None:
    found = find_asset(db, public_id=str(arguments["asset"]))
    return found if found is not None and found.withdrawn_at is None else None
