"""Scratch transcripts: an hour of speech each, in six languages, with words as common as in speech.

The words are made up of each language's letters, drawn by Zipf's law; the most
frequent ones are those that every text has. The same numbers give the same speech.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import accumulate

from tests.factories.programme import make_series, make_text
from webinars.app.migrating import migrate
from webinars.database import Db
from webinars.database.engine import open_engine
from webinars.database.unit import unit_of_work
from webinars.kernel.clock import system_clock
from webinars.kernel.languages import OWN_NAMES, Language
from webinars.programme.models import (
    ActivityType,
    CycleTheme,
    Series,
    Sitting,
    Webinar,
    WebinarActivity,
    WebinarState,
)
from webinars.recordings.models import Asset, AssetKind, Recording, Review
from webinars.recordings.operations.indexing import keep_text
from webinars.recordings.queries.fulltext import pack_words
from webinars.recordings.rules import Cue
from webinars.recordings.rules.common_words import COMMON_WORDS
from webinars.recordings.rules.finding import findable
from webinars.storage.models import StoredFile

TRANSCRIPTS = 2_000
WORDS = 8_000
"""Of an hour of speech."""

VOCABULARY = 20_000
AT_ONCE = 50
PER_CUE = 12

LETTERS = {
    Language.ENGLISH: "etaoinshrdlucmfwypvbgk",
    Language.FRENCH: "esaitnrulodcmpévqfbghàèê",
    Language.SPANISH: "eaosrnidlctumpbgvyqhfzóáéñ",
    Language.RUSSIAN: "оеаинтсрвлкмдпуяыьгзбчйхжё",
    Language.ARABIC: "اليمونترعبدسفهكقحجشصطخةأ",
}
COMMON = dict(zip(LETTERS, COMMON_WORDS.strip().split("\n\n"), strict=True))


@dataclass(frozen=True)
class Tongue:
    """How one language is spoken here."""

    language: Language

    @cached_property
    def vocabulary(self) -> list[str]:
        draw = random.Random(self.language)  # noqa: S311  (no secret)
        if self.language is Language.CHINESE:
            return ["".join(_characters(draw)) for _ in range(VOCABULARY)]
        letters = LETTERS[self.language]
        made = ("".join(draw.choices(letters, k=draw.randint(3, 11))) for _ in range(VOCABULARY))
        return [*COMMON[self.language].split(), *made]

    @cached_property
    def weights(self) -> list[float]:
        return list(accumulate(1 / (rank + 2.7) for rank in range(len(self.vocabulary))))

    def speech(self, number: int) -> list[Cue]:
        """Return the captions of an hour."""
        draw = random.Random(number)  # noqa: S311  (no secret)
        words = draw.choices(self.vocabulary, cum_weights=self.weights, k=WORDS)
        space = "" if self.language is Language.CHINESE else " "
        lines = [words[at : at + PER_CUE] for at in range(0, WORDS, PER_CUE)]
        return [
            Cue(5.4 * place, 5.4 * place + 5, space.join(line) + ".")
            for place, line in enumerate(lines)
        ]


def _characters(draw: random.Random) -> Iterator[str]:
    """Yield one to three characters, the lower the more frequent."""
    for _ in range(draw.choice((1, 2, 2, 2, 3))):
        yield chr(0x4E00 + int(3_500 * draw.random() ** 2))


TONGUES = [Tongue(language) for language in OWN_NAMES]


def fill_speech(database: str) -> None:
    """Make the schema, and as many public recordings as transcripts, a language each."""
    engine = open_engine(database)
    migrate(engine)
    with unit_of_work(engine) as db:
        series_id = make_series(db).id
    for first in range(0, TRANSCRIPTS, AT_ONCE):
        with unit_of_work(engine) as db:
            series = db.get_one(Series, series_id)
            numbers = range(first, min(first + AT_ONCE, TRANSCRIPTS))
            _keep(db, [_recording(series, number) for number in numbers])
    with unit_of_work(engine) as db:
        pack_words(db)
    engine.dispose()


def _recording(series: Series, number: int) -> Recording:
    tongue, now = TONGUES[number % len(TONGUES)], system_clock()
    starts = now - timedelta(days=number + 1)
    webinar = Webinar(
        series=series,
        slug=f"webinar-{number}",
        planned_month=starts.date().replace(day=1),
        cycle_theme=list(CycleTheme)[number % 4],
        state=WebinarState.OPEN,
        announced_at=now,
        created_at=now,
        revised_at=now,
        activities=[WebinarActivity(activity=list(ActivityType)[number % 6])],
        texts=[
            make_text(
                title=" ".join(tongue.vocabulary[number : number + 5]), language=tongue.language
            )
        ],
    )
    sitting = Sitting(
        webinar=webinar,
        announced_start=starts.replace(tzinfo=None),
        zone="UTC",
        tzdata="2026.2",
        minutes=60,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        calendar_revised_at=now,
    )
    captions = Asset(
        kind=AssetKind.CAPTIONS,
        language=tongue.language.value,
        name="captions.vtt",
        review=Review.VERIFIED,
        reviewed_at=now,
        added_at=now,
        added_by="bench",
        file=StoredFile(
            digest=f"{number:064}", size=1, media_type="text/vtt", stored_at=now, verified_at=now
        ),
    )
    return Recording(
        slug=webinar.slug, sitting=sitting, created_at=now, published_at=now, assets=[captions]
    )


def _keep(db: Db, recordings: Sequence[Recording]) -> None:
    db.add_all(recordings)
    db.flush()
    for recording in recordings:
        (found,) = findable(recording)
        number = int(recording.slug.removeprefix("webinar-"))
        cues = TONGUES[number % len(TONGUES)].speech(number)
        key = (recording.id, found.language)
        keep_text(db, key=key, made_of=found, pieces=list(found.pieces(cues)))
