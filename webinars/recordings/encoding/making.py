"""Making one copy step by step, so that a worker that is killed loses one step.

Each step leaves a whole file under its own name in the copy's folder, or none:
it is written beside and renamed. The last step hands the copy over.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from webinars.recordings.encoding.running import LONG_PATIENCE, run
from webinars.recordings.rules import recipes
from webinars.recordings.rules.recipes import FILMS, KEY_FRAME, SOUNDS, Recipe, Source
from webinars.storage.rules import Kind
from webinars.storage.store import CHUNK, Store, pieces

FORMATS = {
    Kind.MP4: "mov",
    Kind.M4A: "mov",
    Kind.WEBM: "matroska",
    Kind.MP3: "mp3",
    Kind.OGG: "ogg",
}
"""How FFmpeg calls each; it is told, so that nothing is read as something else."""

Given = dict[str, Any]
"""What the program is told."""

SOUND_IN_FILM = ("matroska", "aac", 44_100)


@dataclass(frozen=True)
class Progress:
    """One more step is done; per cent of all."""

    percent: int


@dataclass(frozen=True)
class Made:
    """The copy is whole, and lies here."""

    path: Path
    seconds: int | None


@dataclass(frozen=True)
class Picture:
    """A page of slides, drawn."""

    path: Path
    width: int
    height: int
    words: str


@dataclass(frozen=True)
class Bench:
    """Where originals come from, and a folder to work in that may be emptied at any time."""

    store: Store
    folder: Path

    def probe(self, digest: str, kind: Kind) -> Source:
        """Return what the original holds. Raises Broken where it cannot be read."""
        found = run("probe", source=self._original(digest), form=FORMATS[kind])
        return Source(**found)

    def step(self, digest: str, kind: Kind, recipe: Recipe, seconds: float) -> Progress | Made:
        """Do the next step of a copy. Raises Broken where the original does not allow it."""
        desk = self._desk(digest, recipe)
        desk.mkdir(parents=True, exist_ok=True)
        given: Given = {"source": self._original(digest), "form": FORMATS[kind]}
        if recipe in FILMS:
            return _film_step(desk, recipe, given, seconds)
        target = desk / f"copy.{recipes.ENDINGS[recipe]}"
        if not target.exists():
            with _whole(target) as part:
                _whole_copy(recipe, given, part)
        return Made(target, None if recipe is Recipe.POSTER else round(seconds))

    @contextmanager
    def drawn(self, digest: str) -> Iterator[list[Picture]]:
        """Draw every page of slides; the pictures are gone at the end of the block.

        Raises:
            Broken: they cannot be read, or there are too many.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="pages-") as name:
            said: Given = {"source": self._original(digest), "target": name}
            pages = run("pages", **said)["pages"]
            paths = sorted(Path(name).iterdir())
            yield [Picture(path, *page) for path, page in zip(paths, pages, strict=True)]

    def clear(self, digest: str, recipe: Recipe) -> None:
        """Remove what the steps of a copy have left."""
        shutil.rmtree(self._desk(digest, recipe), ignore_errors=True)

    def sweep(self, *, older_than: float) -> int:
        """Remove what nobody has touched since `older_than` (a file's clock), and count it."""
        old = [one for one in self.folder.glob("*") if one.stat().st_mtime < older_than]
        for one in old:
            shutil.rmtree(one) if one.is_dir() else one.unlink(missing_ok=True)
        return len(old)

    def _desk(self, digest: str, recipe: Recipe) -> Path:
        return self.folder / f"{digest}-{recipe}-{recipes.VERSION}"

    def _original(self, digest: str) -> Path:
        """Return the original on this machine, brought here where it lies in a bucket."""
        local = self.store.local_path(digest)
        if local is not None:
            return local
        copy = self.folder / f"{digest}.original"
        if not copy.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            with _whole(copy) as part, part.open("wb") as file:
                for piece in pieces(self.store.open_range(digest)):
                    file.write(piece)
        os.utime(copy)
        return copy


def _film_step(desk: Path, recipe: Recipe, given: Given, seconds: float) -> Progress | Made:
    """Make the next piece; when all are there, the sound; then join them."""
    parts = [
        (desk / f"{number:05}.mkv", span) for number, span in enumerate(recipes.pieces_of(seconds))
    ]
    for done, (path, span) in enumerate(parts):
        if not path.exists():
            _piece(path, span, recipe, given)
            return Progress(100 * (done + 1) // (len(parts) + 2))
    heard = desk / "sound.mka"
    if not heard.exists():
        _heard(heard, recipe, given)
        return Progress(100 * (len(parts) + 1) // (len(parts) + 2))
    return _joined(desk, [path for path, _ in parts], heard)


def _piece(path: Path, span: tuple[float, float], recipe: Recipe, given: Given) -> None:
    film = FILMS[recipe]
    wish: Given = {"height": film.height, "rate": film.rate, "frames": film.frames}
    wish["key"] = KEY_FRAME
    with _whole(path) as part:
        run("piece", **given, target=part, start=span[0], end=min(span[1], 1e9), **wish)


def _heard(path: Path, recipe: Recipe, given: Given) -> None:
    """Encode the sound of a film; an empty file stands for a film without."""
    container, codec, hertz = SOUND_IN_FILM
    wish: Given = {"container": container, "codec": codec, "hertz": hertz}
    wish["rate"] = FILMS[recipe].sound
    with _whole(path) as part:
        if run("probe", **given)["has_sound"]:
            run("sound", patience=LONG_PATIENCE, **given, target=part, **wish)
        else:
            part.touch()


def _joined(desk: Path, parts: list[Path], heard: Path) -> Made:
    target = desk / "copy.mp4"
    spoken = heard if heard.stat().st_size else ""
    with _whole(target) as part:
        whole = run("join", parts=[str(one) for one in parts], heard=spoken, target=part)
    return Made(target, round(whole["seconds"]))


def _whole_copy(recipe: Recipe, given: Given, target: Path) -> None:
    if recipe is Recipe.POSTER:
        run("poster", **given, target=target)
        return
    sound = SOUNDS[recipe]
    hertz = 48_000 if sound.kind is Kind.OGG else 44_100
    wish: Given = {"container": sound.container, "codec": sound.codec, "rate": sound.rate}
    run("sound", patience=LONG_PATIENCE, **given, target=target, hertz=hertz, **wish)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Let a file be written beside `path`, and give it the name when it is whole."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    yield part
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)


def opened(made: Made | Picture) -> BinaryIO:
    """Open what was made, to be kept."""
    return made.path.open("rb", buffering=CHUNK)
