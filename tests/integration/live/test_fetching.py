"""A recording is fetched over lines that break, from hosts that were named."""

import pytest

from tests.servers.rooms import (
    LOCAL,
    FileServer,
    running,
)
from webinars.live.adapters.fetching import Begun, Fetch
from webinars.live.rules.faults import (
    Invalid,
    NotAllowed,
)
from webinars.live.rules.hosts import allowed_of

DATA = bytes(range(256)) * 4000


def fetched(files: FileServer, *, start: int = 0, path: str = "/video.mp4") -> bytes:
    allowed = allowed_of([files.address], networks=LOCAL)
    read = b""
    begun = Begun(start, len(files.data), files.mark) if start else None
    with Fetch(files.address + path, allowed=allowed, headers={}, begun=begun) as fetch:
        while piece := fetch.read(65536):
            read += piece
    return read


def test_a_recording_is_taken_up_where_the_line_broke() -> None:
    files = FileServer(data=DATA, cuts=[300_000, 1, 400_000])
    with running(files):
        assert fetched(files) == DATA

    assert [call.headers.get("range") for call in files.calls] == [
        None,
        "bytes=300000-",
        "bytes=300001-",
        "bytes=700001-",
    ]


def test_a_recording_is_read_from_a_byte_on() -> None:
    files = FileServer(data=DATA)
    with running(files):
        assert fetched(files, start=1_000_000) == DATA[1_000_000:]


def test_a_room_that_cannot_begin_in_the_middle_gives_the_same_bytes() -> None:
    files = FileServer(data=DATA, cuts=[300_000], ranged=False)
    with running(files):
        assert fetched(files) == DATA


def test_a_file_that_changed_between_two_lines_is_not_put_together() -> None:
    files = FileServer(data=DATA, cuts=[300_000])
    with running(files):
        allowed = allowed_of([files.address], networks=LOCAL)
        fetch = Fetch(f"{files.address}/v.mp4", allowed=allowed, headers={})
        fetch.read(1000)
        files.data = DATA + b"more"
        with pytest.raises(Invalid):
            list(iter(lambda: fetch.read(65536), b""))


def test_a_download_follows_a_redirect_to_a_named_host_only() -> None:
    files = FileServer(data=DATA, leads={"/a": "/b", "/b": "/video.mp4"})
    with running(files):
        assert fetched(files, path="/a") == DATA
        files.leads = {"/a": "http://169.254.169.254/latest/meta-data"}
        with pytest.raises(NotAllowed):
            fetched(files, path="/a")
        files.leads = {"/a": "/a"}
        with pytest.raises(NotAllowed):
            fetched(files, path="/a")
