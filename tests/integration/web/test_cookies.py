"""Behind a proxy that speaks https, no cookie ever travels in the open."""

from pathlib import Path

import pytest

from config import load
from webinars.app.building import create_app


@pytest.mark.parametrize(
    ("base_url", "said"),
    [("https://webinars.example.org", True), ("http://127.0.0.1:8000", False)],
)
def test_a_choice_is_secure_where_readers_come_by_https(
    tmp_path: Path, base_url: str, *, said: bool
) -> None:
    """The proxy asks us by plain http: what counts is how readers ask the proxy."""
    app = create_app(load({"WEBINARS_DATA_DIR": str(tmp_path), "WEBINARS_BASE_URL": base_url}))

    answer = app.test_client().get("/health/live?lang=ar&zone=Africa/Nairobi")

    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    assert {"; Secure" in one for one in cookies} == {said}
    assert all("SameSite=Lax" in one for one in cookies)
