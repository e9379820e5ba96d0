"""Two thousand hours of speech in six languages, searched: how long a search takes, and holds."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.house import House
from tests.bench.measuring import Turns
from tests.bench.rows.evidence import TELL
from tests.bench.speech import TONGUES, TRANSCRIPTS, fill_speech
from tests.bench.table import Row
from tests.servers.programs import ROOT, environment
from webinars.recordings.rules.words import tokens_of

SEARCHES = 300
MOST_MILLISECONDS = 50
ABOVE_IDLE = 24
"""Megabytes, whatever is asked: a page of results and the facts of all recordings."""

SEARCH = """
import time
from webinars.app.models import Model
from webinars.database.engine import open_engine
from webinars.database.unit import reading
from webinars.kernel.clock import system_clock
from webinars.kernel.languages import Language
from webinars.recordings.queries.searching import Wish, search
from webinars.recordings.rules.filtering import Filter
from webinars.recordings.rules.seeking import read_question
from webinars.recordings.sights import library_sight
engine, times, found = open_engine(DATABASE), [], 0
def look(question, chosen):
    language = Language.ENGLISH
    wish = Wish(read_question(question), {Filter(by): value for by, value in chosen.items()})
    with reading(engine) as db:
        page = search(db, wish=wish, language=language, now=system_clock())
        return library_sight(page, wish, question=question, language=language).pages.total
for question, chosen in QUESTIONS[:5]:
    look(question, chosen)
idle()
for question, chosen in QUESTIONS:
    start = time.perf_counter()
    found += bool(look(question, chosen))
    times.append(time.perf_counter() - start)
print(json.dumps([sorted(times), found]))
"""


def searching(house: House, _turns: Turns) -> Iterator[Row]:
    """In a process of its own: the query, the rows of a page, and the pieces with marks."""
    database = house.another("speech")
    fill_speech(database)
    times, found, held = _search(database)
    middle, slow = (times[len(times) * part // 100] * 1000 for part in (50, 95))
    what = f"{TRANSCRIPTS:,} transcripts of an hour searched, the median of {SEARCHES}"
    told = f"{middle:.0f} ms"
    yield Row(what, told, "", None, f"≤ {MOST_MILLISECONDS} ms", middle <= MOST_MILLISECONDS)
    yield Row(
        f"the slowest twentieth of them ({found} found something)",
        f"{slow:.0f} ms",
        "",
        None,
        "",
        None,
    )
    budget = f"≤ {ABOVE_IDLE} MB"
    yield Row("memory of that above idle", f"{held:.0f} MB", "", None, budget, held <= ABOVE_IDLE)


def _search(database: str) -> tuple[list[float], int, float]:
    """Return the times in seconds in their order, how many searches found something, and MB."""
    given = f"DATABASE, QUESTIONS = {database!r}, {list(_questions())!r}\n"
    words = [sys.executable, "-c", given + TELL.format(program=SEARCH)]
    said = subprocess.run(
        words, cwd=ROOT, env=environment(None, ""), check=True, capture_output=True, text=True
    )
    told, (_, held) = map(json.loads, said.stdout.splitlines()[-2:])
    return *told, held / 1024


def _questions() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what people may ask: one to three words that were said together, or a phrase.

    Words are drawn as often as they are said; those that every text has are left out. One in
    four narrows it down as well.
    """
    draw = random.Random(6)  # noqa: S311  (no secret)
    for number in range(SEARCHES):
        tongue = TONGUES[number % len(TONGUES)]
        cue = draw.choice(tongue.speech(draw.randrange(TRANSCRIPTS // 6) * 6 + number % 6))
        said = [word for word in cue.text.rstrip(".").split() if tokens_of(word)] or ["office"]
        if len(said) == 1:  # Chinese: some characters that stand together
            at = draw.randrange(max(1, len(said[0]) - 4))
            said = [said[0][at : at + draw.randint(2, 4)]]
        words = draw.sample(said, k=min(len(said), draw.randint(1, 3)))
        phrase = draw.random() < 0.2
        question = '"' + " ".join(said[:2]) + '"' if phrase else " ".join(words)
        yield question, {"theme": "cycle.plan"} if draw.random() < 0.25 else {}
