"""Calls to Zoom over real HTTP: a token first, then where it says, page by page."""

from collections.abc import Iterator

import pytest

from tests.conftest import NOON
from tests.factories.rooms import credentials, participant
from tests.servers.rooms import (
    ZoomServer,
    running,
)
from webinars.live.adapters.zoom import Zoom
from webinars.live.models import Provider
from webinars.live.rules.credentials import Credentials
from webinars.live.rules.faults import (
    AuthRefused,
    NotAllowed,
)


@pytest.fixture
def zoom() -> Iterator[ZoomServer]:
    server = ZoomServer()
    with running(server, server.api):
        yield server


def zoom_credentials(server: ZoomServer) -> Credentials:
    return credentials(
        Provider.ZOOM,
        server.address,
        secrets={"client_secret": "client secret"},
        facts={"account_id": "abc", "client_id": "client"},
        hosts="127.0.0.1",
    )


def test_zoom_is_called_where_its_token_says_and_page_by_page(zoom: ZoomServer) -> None:
    zoom.api.participants = [
        participant(
            f"Person {n}",
            f"{n}",
            registrant_id=f"r{n}",
            join_time="2027-03-01T12:00:00Z",
            leave_time="2027-03-01T13:00:00Z",
        )
        for n in range(5)
    ] + [participant("Waiting", "9", join_time="2027-03-01T12:00:00Z", status="in_waiting_room")]

    moves = list(Zoom().attendance(zoom_credentials(zoom), meeting_id="123"))

    assert [move.external_id for move in moves if move.joined] == [f"r{n}" for n in range(5)]
    assert len(moves) == 10
    assert (zoom.given, len(zoom.api.calls)) == (1, 3)
    assert zoom.api.calls[0].path == "/v2/report/webinars/123/participants"


def test_a_token_that_is_refused_is_asked_for_once_more(zoom: ZoomServer) -> None:
    adapter, creds = Zoom(), zoom_credentials(zoom)
    adapter.check(creds, now=NOON)
    zoom.api.tokens.clear()

    assert list(adapter.attendance(creds, meeting_id="123")) == []
    assert zoom.given == 2


def test_a_wrong_secret_of_zoom_is_no_endless_round(zoom: ZoomServer) -> None:
    creds = credentials(Provider.ZOOM, zoom.address, secrets={"client_secret": "wrong"})

    with pytest.raises(AuthRefused):
        list(Zoom().attendance(creds, meeting_id="123"))
    assert len(zoom.calls) == 2


def test_a_token_that_leads_to_another_host_is_not_followed(zoom: ZoomServer) -> None:
    zoom.api.address = "https://api.evil.example"

    with pytest.raises(NotAllowed):
        list(Zoom().attendance(zoom_credentials(zoom), meeting_id="123"))
