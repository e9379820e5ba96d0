"""Real clients of tus send 200 MB over a line that is cut ten times."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tusclient.client
from sqlalchemy import select

from tests.senders import tusjs
from tests.servers.cutting import cut_line
from tests.servers.programs import Program
from tests.servers.sending import MB, Ready, big_film, ready
from webinars.database.unit import reading
from webinars.storage.models import Upload

pytestmark = pytest.mark.slow

SIZE = 200 * MB
CUTS = 10

Sender = Callable[[str, str, Path], str]


def by_tuspy(endpoint: str, token: str, file: Path) -> str:
    client = tusclient.client.TusClient(endpoint, headers={"Authorization": f"Bearer {token}"})
    named = {"filename": "sitting.mp4"}
    with file.open("rb") as opened:
        sending = client.uploader(file_stream=opened, retries=40, retry_delay=0.1, metadata=named)
        sending.upload()
    return str(sending.url)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return ready(tmp_path_factory.mktemp("sent"))


@pytest.fixture(scope="module")
def program(place: Ready) -> Iterator[Program]:
    with place.served() as program:
        yield program


@pytest.mark.parametrize(
    ("send", "seed"), [(by_tuspy, 1), (tusjs.send, 2)], ids=["tuspy", "tus-js-client"]
)
def test_ten_cuts_cost_no_byte(
    place: Ready, program: Program, tmp_path: Path, send: Sender, seed: int
) -> None:
    film = tmp_path / "sitting.mp4"
    digest = big_film(film, SIZE, seed=seed)

    with cut_line(program.port, every=SIZE // (CUTS + 2), cuts=CUTS) as line:
        where = send(f"http://127.0.0.1:{line.port}/files/", place.token, film)

    assert line.cuts == CUTS
    with reading(place.engine) as db:
        upload = db.scalars(select(Upload).order_by(Upload.id.desc()).limit(1)).one()
    assert where.endswith(upload.public_id)
    assert (upload.digest, upload.length) == (digest, SIZE)
    assert place.store.verify(digest)
