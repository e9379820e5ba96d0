"""Files in and out, beside a body that is only copied and a file that Flask sends."""

import http.client
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from tests.bench.house import House
from tests.bench.measuring import Pair, Turns
from tests.bench.table import Row
from tests.factories.recordings import bare_mp4
from tests.servers.programs import Program, running
from tests.servers.sending import MB, Ready, ready
from webinars.database.unit import unit_of_work
from webinars.kernel.clock import system_clock
from webinars.programme.queries import find_sitting
from webinars.recordings.imports import take
from webinars.recordings.models import AssetKind
from webinars.recordings.operations import add_asset, publish
from webinars.recordings.operations.adding import Said

SENT = 256 * MB
LARGEST = 4_000_000_000
RANGE, RANGES = 4 * MB, 32
LEAST = 0.6
MOST_MEMORY = 40
PIECE = MB


@dataclass(frozen=True)
class Sides:
    place: Ready
    product: Program
    bare: Program
    film: str
    """The address of a public film of `SENT` bytes; the bare side has it as `/film`."""


def sending(_house: House, turns: Turns) -> Iterator[Row]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="webinars-sent-")))
        sides = _sides(stack, folder)
        yield _rates("upload of 256 MB over tus", _uploads(sides, turns.rounds))
        yield _rates("ranges of 4 MB of a public film", _ranges(sides, turns.rounds))
        yield _memory(sides)


def _sides(stack: ExitStack, folder: Path) -> Sides:
    place = ready(folder / "data")
    film = _publish(place)
    bare = folder / "bare"
    bare.mkdir()
    (bare / "film").write_bytes(_film(SENT))
    return Sides(
        place,
        stack.enter_context(place.served()),
        stack.enter_context(running("tests.bench.copying", "PORT", str(bare))),
        film,
    )


def _film(size: int) -> bytes:
    head = bare_mp4(media=250)
    return head + (size - len(head)).to_bytes(4, "big") + b"free" + bytes(size - len(head) - 8)


def _publish(place: Ready) -> str:
    path = place.data / "film.mp4"
    path.write_bytes(_film(SENT))
    with path.open("rb") as file:
        taken = take(place.store, file, name="film.mp4", kind=AssetKind.ORIGINAL)
    with unit_of_work(place.engine) as db:
        sitting = find_sitting(db, public_id=place.sitting)
        assert sitting is not None
        now = system_clock()
        said = Said(AssetKind.ORIGINAL)
        asset = add_asset(db, sitting=sitting, taken=taken, said=said, by="bench", now=now)
        publish(db, recording=asset.recording, reason="bench", by="bench", now=now)
        return f"/media/{asset.public_id}/film.mp4"


def _rates(work: str, pair: Pair) -> Row:
    own, other = (
        f"{sorted(side)[len(side) // 2]:.0f} MB/s" for side in (pair.product, pair.reference)
    )
    return Row(work, own, other, pair.ratio, f"≥ {LEAST} ×", pair.ratio >= LEAST)


def _uploads(sides: Sides, rounds: int) -> Pair:
    pair, film = Pair([], []), bytearray(_film(SENT))
    for number in range(rounds):
        film[-8:] = number.to_bytes(8, "big")  # else it is known, and read back to be compared
        pair.reference.append(_sent(sides.bare, f"/files/copy{number}", {}, film))
        where, headers = _begun(sides, SENT)
        pair.product.append(_sent(sides.product, where, headers, film))
    return pair


def _begun(sides: Sides, length: int) -> tuple[str, dict[str, str]]:
    headers = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {sides.place.token}"}
    with closing(_line(sides.product)) as line:
        line.request("POST", "/files/", headers=headers | {"Upload-Length": str(length)})
        answer = line.getresponse()
        assert answer.status == 201, answer.read()
        where = answer.headers["Location"]
    more = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    return where, headers | more


def _line(program: Program) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", program.port, timeout=600)


def _sent(program: Program, where: str, headers: dict[str, str], film: bytearray) -> float:
    """Send it in one piece; return megabytes a second, to the answer."""
    with closing(_line(program)) as line:
        begun = time.perf_counter()
        line.request("PATCH", where, body=film, headers=headers)
        answer = line.getresponse()
        answer.read()
        assert answer.status in {200, 204}, answer.status
        return len(film) / MB / (time.perf_counter() - begun)


def _ranges(sides: Sides, rounds: int) -> Pair:
    pair = Pair([], [])
    for _ in range(rounds):
        pair.reference.append(_read(sides.bare, "/film"))
        pair.product.append(_read(sides.product, sides.film))
    return pair


def _read(program: Program, path: str) -> float:
    """Read ranges one after the other over one connection; return megabytes a second."""
    with closing(_line(program)) as line:
        begun = time.perf_counter()
        for number in range(RANGES):
            start = number * 7 * MB % (SENT - RANGE)
            headers = {"Range": f"bytes={start}-{start + RANGE - 1}", "User-Agent": "bench"}
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            assert (answer.status, len(answer.read())) == (206, RANGE)
        return RANGES * RANGE / MB / (time.perf_counter() - begun)


def _memory(sides: Sides) -> Row:
    """Send 4 GB in one piece, and see how far the largest web process grows meanwhile."""
    idle = sides.product.resident()
    where, headers = _begun(sides, LARGEST)
    most, over = [idle], threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            most.append(sides.product.resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        _pour(sides, where, headers)
    finally:
        over.set()
        watcher.join()
    grown = (max(most) - idle) / MB
    work = "memory of a web process above idle, 4 GB in one piece"
    return Row(work, f"{grown:.0f} MB", "", None, f"≤ {MOST_MEMORY} MB", grown <= MOST_MEMORY)


def _pour(sides: Sides, where: str, headers: dict[str, str]) -> None:
    head = bare_mp4(media=250)
    left = LARGEST - len(head) - 8
    with closing(_line(sides.product)) as line:
        line.putrequest("PATCH", where)
        for name, value in (headers | {"Content-Length": str(LARGEST)}).items():
            line.putheader(name, value)
        line.endheaders(head + (8 + left).to_bytes(4, "big") + b"free")
        block = bytes(PIECE)
        for _ in range(left // PIECE):
            line.send(block)
        line.send(block[: left % PIECE])
        answer = line.getresponse()
        assert answer.status == 204, answer.read()
