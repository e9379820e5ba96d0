"""A stored file's answers, header by header (RFC 9110; recordings, section 8)."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from webinars.storage.store import open_store
from webinars.web.downloads import AT_ONCE, disposition, send_stored

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\n" + b"Bienvenue\n" * 97
ARABIC = "ندوة ١.vtt"


@dataclass(frozen=True)
class File:
    digest: str
    size: int
    media_type: str


class Far:
    """A bucket, as far as an answer can tell: pieces, and no path."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def local_path(self, digest: str) -> Path | None:
        return None if digest else Path()

    def open_range(self, digest: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        assert digest
        assert length is not None
        return iter([self._data[start : start + length]])


@pytest.fixture
def digest(tmp_path: Path) -> str:
    return open_store(f"file://{tmp_path}").keep(io.BytesIO(CAPTIONS)).digest


@pytest.fixture
def client(tmp_path: Path, digest: str) -> FlaskClient:
    app, near = Flask(__name__), open_store(f"file://{tmp_path}")

    @app.get("/near")
    def near_file() -> Response:
        file = File(digest, len(CAPTIONS), request.args.get("type", "text/vtt"))
        return send_stored(
            near,
            file,
            name=request.args.get("name", "captions.vtt"),
            download="download" in request.args,
            public="public" in request.args,
        )

    @app.get("/far")
    def far_file() -> Response:
        file = File("f" * 64, AT_ONCE * 3, "video/mp4")
        far = Far(bytes(file.size))
        return send_stored(
            far, file, name="a.mp4", download="download" in request.args, public=True
        )

    return app.test_client()


def test_a_file_is_sent_whole_with_its_size_and_strong_tag(
    client: FlaskClient, digest: str
) -> None:
    answer = client.get("/near")

    assert answer.status_code == 200
    assert answer.data == CAPTIONS
    assert answer.headers["Content-Length"] == str(len(CAPTIONS))
    assert answer.headers["ETag"] == f'"{digest}"'
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-0", 0, 0), ("bytes=5-9", 5, 9), ("bytes=990-", 990, 1001), ("bytes=-2", 1000, 1001)],
)
def test_a_part_is_206_and_says_where_it_stands(
    client: FlaskClient, asked: str, first: int, last: int
) -> None:
    answer = client.get("/near", headers={"Range": asked})

    assert answer.status_code == 206
    assert answer.data == CAPTIONS[first : last + 1]
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/1002"
    assert answer.headers["Content-Length"] == str(last - first + 1)


def test_a_part_beyond_the_end_is_416_with_the_size(client: FlaskClient) -> None:
    answer = client.get("/near", headers={"Range": "bytes=1002-"})

    assert (answer.status_code, answer.data) == (416, b"")
    assert answer.headers["Content-Range"] == "bytes */1002"


def test_several_ranges_at_once_get_the_whole(client: FlaskClient) -> None:
    answer = client.get("/near", headers={"Range": "bytes=0-1,5-6"})

    assert (answer.status_code, answer.data) == (200, CAPTIONS)


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        ('"{digest}"', 206),
        ('W/"{digest}"', 200),
        ('"other"', 200),
        ("Mon, 01 Mar 2027 00:00:00 GMT", 200),
    ],
    ids=["same", "weak", "other", "date"],
)
def test_if_range_gives_a_part_only_of_the_very_same_file(
    client: FlaskClient, digest: str, tag: str, status: int
) -> None:
    wanted = {"Range": "bytes=0-9", "If-Range": tag.format(digest=digest)}

    assert client.get("/near", headers=wanted).status_code == status


@pytest.mark.parametrize("tag", ['"{digest}"', 'W/"{digest}"', '"x", "{digest}"', "*"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_reader_who_has_the_file_is_told_so(
    client: FlaskClient, digest: str, method: str, tag: str
) -> None:
    known = {"If-None-Match": tag.format(digest=digest), "Range": "bytes=0-9"}

    answer = client.open("/near?public", method=method, headers=known)

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == f'"{digest}"'
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Content-Length" not in answer.headers


def test_if_match_with_another_tag_is_412(client: FlaskClient, digest: str) -> None:
    assert client.get("/near", headers={"If-Match": '"other"'}).status_code == 412
    assert client.get("/near", headers={"If-Match": f'W/"{digest}"'}).status_code == 412
    assert client.get("/near", headers={"If-Match": f'"{digest}"'}).status_code == 200
    assert client.get("/near", headers={"If-Match": "*"}).status_code == 200


def test_head_tells_the_whole_size_and_ignores_ranges(client: FlaskClient) -> None:
    answer = client.head("/near", headers={"Range": "bytes=0-9"})

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == "1002"
    assert "Content-Range" not in answer.headers


def test_a_public_file_is_kept_for_good_and_a_private_one_by_nobody(client: FlaskClient) -> None:
    public, private = client.get("/near?public"), client.get("/near")

    assert public.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert private.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("video/mp4", "inline"),
        ("application/pdf", "inline"),
        ("text/vtt", "inline"),
        ("image/png", "inline"),
        ("application/octet-stream", "attachment"),
        ("application/zip", "attachment"),
        ("image/svg+xml", "attachment"),
    ],
)
def test_only_what_is_harmless_is_shown_in_the_browser(
    client: FlaskClient, kind: str, how: str
) -> None:
    answer = client.get("/near", query_string={"type": kind})

    assert answer.headers["Content-Disposition"].startswith(f"{how};")


def test_a_download_is_saved_under_its_name_in_any_script(client: FlaskClient) -> None:
    said = client.get("/near", query_string={"download": "", "name": ARABIC})

    assert said.headers["Content-Disposition"] == (
        "attachment; filename=\"file.vtt\"; filename*=UTF-8''%D9%86%D8%AF%D9%88%D8%A9%20%D9%A1.vtt"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("talk.pdf", 'inline; filename="talk.pdf"'),
        ("readme", 'inline; filename="readme"'),
        ("a\r\nX: y.pdf", 'inline; filename="a X: y.pdf"'),
        ('say "no".pdf', "inline; filename=\"say 'no'.pdf\"; filename*=UTF-8''say%20%22no%22.pdf"),
        ("../x.pdf", 'inline; filename="..-x.pdf"'),
        ("fdp\u202e.pdf", 'inline; filename="fdp.pdf"'),
        ("Été.pdf", "inline; filename=\"Ete.pdf\"; filename*=UTF-8''%C3%89t%C3%A9.pdf"),
        ("报告", "inline; filename=\"file\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A"),
    ],
)
def test_a_name_breaks_no_header(name: str, said: str) -> None:
    assert disposition(name, saved=False) == said


def test_a_viewer_of_a_bucket_gets_as_much_as_no_thread_waits_for(client: FlaskClient) -> None:
    answer = client.get("/far", headers={"Range": "bytes=100-"})

    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes 100-{AT_ONCE + 99}/{AT_ONCE * 3}"
    assert len(answer.data) == AT_ONCE


def test_a_download_from_a_bucket_gets_all_that_it_asked_for(client: FlaskClient) -> None:
    answer = client.get("/far?download", headers={"Range": "bytes=100-"})

    assert len(answer.data) == AT_ONCE * 3 - 100
