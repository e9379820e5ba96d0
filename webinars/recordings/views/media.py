"""The files themselves, whole or in parts, to whom they are open."""

from contextlib import suppress

from flask import Response, request
from sqlalchemy.exc import OperationalError

from webinars.kernel.refusals import Gone, NotFound
from webinars.kernel.text import N_
from webinars.recordings.models import Asset
from webinars.recordings.operations.counting import note_view, visitor_of
from webinars.recordings.queries import find_asset
from webinars.recordings.rules import Standing, is_media, standing_of
from webinars.recordings.views.door import bp
from webinars.web.access import Permission, public, visitor
from webinars.web.downloads import send_stored
from webinars.web.requests import glance, house, now, observe

ROBOTS = ("bot", "crawl", "spider", "slurp", "archiver")
SENT = frozenset({200, 206})


class FileGone(Gone):
    message = N_("This file has been withdrawn. The recording's page says what there is instead.")


@bp.get("/media/<asset_id>/<name>")
@public
def media(asset_id: str, name: str) -> Response:  # noqa: ARG001  (decoration: the row knows the name)
    """Send a file of a published recording to anyone, and any file to the Secretariat."""
    asset = _asset(asset_id)
    is_open = _is_open(asset)
    if not is_open:
        _refuse_visitors(asset)
    answer = send_stored(
        house().extensions["store"],
        asset.file,
        name=asset.name,
        download="download" in request.args,
        public=is_open,
    )
    if is_open and is_media(asset):
        _count(asset, answer)
    return answer


def _asset(asset_id: str) -> Asset:
    """Read in a unit that ends at once: a film is sent for an hour, and the count is its own."""
    with glance() as own:
        asset = find_asset(own, public_id=asset_id)
    if asset is None:
        raise NotFound
    return asset


def _is_open(asset: Asset) -> bool:
    published = standing_of(asset.recording) is Standing.PUBLISHED
    return published and asset.withdrawn_at is None


def _refuse_visitors(asset: Asset) -> None:
    """Let only the Secretariat pass; tell others that a file is gone only if it was public."""
    person = visitor()
    if person is not None and person.may(Permission.SCHEDULE):
        return
    raise NotFound if standing_of(asset.recording) is Standing.UNPUBLISHED else FileGone


def _count(asset: Asset, answer: Response) -> None:
    """Note what is being sent. A database that is busy costs a count, never the film."""
    browser = request.headers.get("User-Agent", "")
    if request.method != "GET" or answer.status_code not in SENT or _is_robot(browser):
        return
    address, day = request.remote_addr or "", now().date()
    who = visitor_of(house().keyring, address=address, browser=browser, day=day)
    octets = answer.content_length or 0
    with suppress(OperationalError), observe() as own:
        note_view(own, asset=asset, visitor=who, octets=octets, now=now())


def _is_robot(browser: str) -> bool:
    return not browser or any(word in browser.lower() for word in ROBOTS)
