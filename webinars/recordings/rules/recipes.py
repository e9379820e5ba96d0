"""Lighter copies: which are made of an original, and how (`reference/recordings.md`, section 2).

Nothing is scaled up and nothing is made that would weigh as much as the original.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from webinars.kernel.text import N_
from webinars.storage.rules import Kind

VERSION = 1
"""Raised when a recipe changes, so that each copy says by which it was made."""

PIECE = 30
"""Seconds of film that are made in one step: what a worker that is killed loses."""

KEY_FRAME = 4
"""Seconds from one picture that stands alone to the next: how finely one can jump."""


class Recipe(enum.StrEnum):
    OPUS = "opus"
    MP3 = "mp3"
    P240 = "240p"
    P480 = "480p"
    P720 = "720p"
    POSTER = "poster"


@dataclass(frozen=True)
class Sound:
    codec: str
    """As FFmpeg calls the encoder."""
    container: str
    rate: int
    """Bits a second, one channel."""
    kind: Kind


@dataclass(frozen=True)
class Film:
    height: int
    rate: int
    """Bits a second of the pictures."""
    sound: int
    """Bits a second of the sound, one channel, AAC."""
    frames: int
    """Pictures a second, at most."""


SOUNDS: Mapping[Recipe, Sound] = {
    Recipe.OPUS: Sound("libopus", "ogg", 28_000, Kind.OGG),
    Recipe.MP3: Sound("libmp3lame", "mp3", 56_000, Kind.MP3),
}

FILMS: Mapping[Recipe, Film] = {
    Recipe.P240: Film(240, 150_000, 32_000, 15),
    Recipe.P480: Film(480, 800_000, 64_000, 25),
    Recipe.P720: Film(720, 1_200_000, 96_000, 25),
}

ENDINGS: Mapping[Recipe, str] = {
    Recipe.OPUS: "ogg",
    Recipe.MP3: "mp3",
    Recipe.POSTER: "jpg",
    **dict.fromkeys(FILMS, "mp4"),
}

NAMES: Mapping[Recipe, str] = {
    Recipe.OPUS: N_("Sound only"),
    Recipe.MP3: N_("Sound for older telephones"),
    Recipe.P240: N_("Film, small"),
    Recipe.P480: N_("Film, medium"),
    Recipe.P720: N_("Film, large"),
    Recipe.POSTER: N_("Still picture"),
}


@dataclass(frozen=True)
class Source:
    """What an original holds."""

    seconds: float
    width: int
    """Of the picture as it is shown; 0: there is none."""
    height: int
    has_sound: bool
    rate: int
    """Bits a second of the whole file."""

    @property
    def has_film(self) -> bool:
        return self.height > 0


def recipes_for(source: Source) -> list[Recipe]:
    """Return what is made of `source`, what the slowest line needs first."""
    wanted: list[Recipe] = []
    if source.has_film:
        wanted.append(Recipe.POSTER)
    if source.has_sound:
        wanted += [recipe for recipe in SOUNDS if _pays(source, recipe)]
    if source.has_film:
        wanted += [recipe for recipe in FILMS if _pays(source, recipe)]
    return wanted


def pieces_of(seconds: float) -> list[tuple[float, float]]:
    """Return from when to when each piece of a film lasts, in seconds; the last is open-ended."""
    count = max(1, int(seconds // PIECE))
    ends = [float(PIECE * number) for number in range(1, count)] + [float("inf")]
    return list(zip([0.0, *ends], ends, strict=False))


def size_of(recipe: Recipe, seconds: float) -> int:
    """Return about how many bytes a copy will have."""
    return int(_rate(recipe) * seconds / 8)


def recipe_of(name: str) -> Recipe | None:
    """Return the recipe called `name`, or None where it is none of ours (any more)."""
    return Recipe(name) if name in set(Recipe) else None


def _pays(source: Source, recipe: Recipe) -> bool:
    """Say whether the copy is smaller than what there is; sound of a film always is."""
    if recipe in FILMS:
        film = FILMS[recipe]
        fits = source.height >= film.height
        return (fits or recipe is Recipe.P240) and source.rate > _rate(recipe)
    return source.has_film or source.rate > _rate(recipe)


def _rate(recipe: Recipe) -> int:
    if recipe in FILMS:
        return FILMS[recipe].rate + FILMS[recipe].sound
    return SOUNDS[recipe].rate if recipe in SOUNDS else 0


LOOK, COPY = "recordings.look", "recordings.copy"
"""Jobs: look what an original holds; make one copy of it."""


NO_COPY = "no copy: "
"""Begins the outcome of a job that made none; the word that follows says why."""


def key_of(asset: str, recipe: Recipe | None = None) -> str:
    """Return the key of the job that looks, or of the one that makes a copy."""
    return f"recordings.copy/{asset}/{VERSION}/{recipe or 'look'}"
