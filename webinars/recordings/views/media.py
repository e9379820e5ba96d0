"""The files themselves, whole or in parts, to whom they are open."""

import re
from contextlib import suppress
from typing import cast

from flask import Response, redirect, request
from sqlalchemy.exc import OperationalError

from webinars.kernel.refusals import Gone, NotFound
from webinars.kernel.text import N_
from webinars.recordings.models import Asset, AssetKind
from webinars.recordings.operations.counting import note_view, visitor_of
from webinars.recordings.queries import find_asset, find_page
from webinars.recordings.rules import Standing, is_media, standing_of
from webinars.recordings.views.door import bp
from webinars.storage.store import Missing, Store
from webinars.storage.store.parts import Shown
from webinars.web.access import Permission, public, visitor
from webinars.web.downloads import disposition, send_stored
from webinars.web.requests import glance, house, now, observe

ROBOTS = ("bot", "crawl", "spider", "slurp", "archiver")
SENT = frozenset({200, 206, 302})
SIGNED_FOR = 24 * 3600
"""Seconds that a bucket's address is good for: a slow line begins again within a day."""


PAGE = re.compile(r"page-([1-9]\d{0,3})\.jpg", re.ASCII)


class FileGone(Gone):
    message = N_("This file has been withdrawn. The recording's page says what there is instead.")


@bp.get("/media/<asset_id>/<name>")
@public
def media(asset_id: str, name: str) -> Response:
    """Send a file of a published recording to anyone, and any file to the Secretariat.

    `name` is decoration, since the row knows it; but `page-7.jpg` of slides is
    the picture of their seventh page.
    """
    asset = _asset(asset_id)
    is_open = _is_open(asset)
    if not is_open:
        _refuse_visitors(asset)
    if asset.file.purged_at is not None:
        raise FileGone
    if asset.kind is AssetKind.SLIDES and (numbered := PAGE.fullmatch(name)):
        return _page(asset, int(numbered[1]), public=is_open)
    if asset.file.harmed_at is not None:
        raise Missing
    answer = _handed_out(asset) or send_stored(
        house().extensions["store"],
        asset.file,
        name=asset.name,
        download="download" in request.args,
        public=is_open,
    )
    if is_open and is_media(asset):
        _count(asset, answer)
    return answer


def _page(asset: Asset, number: int, *, public: bool) -> Response:
    with glance() as own:
        page = find_page(own, asset=asset, number=number)
    if page is None:
        raise NotFound
    store, name = house().extensions["store"], f"page-{number}.jpg"
    return send_stored(store, page.file, name=name, download=False, public=public)


def _handed_out(asset: Asset) -> Response | None:
    """Lead a download to the bucket that has the file, where there is one."""
    if "download" not in request.args or request.method != "GET":
        return None
    store: Store = house().extensions["store"]
    shown = Shown(asset.file.media_type, disposition(asset.name, saved=True))
    address = store.signed_address(asset.digest, seconds=SIGNED_FOR, shown=shown)
    return cast("Response", redirect(address, 302)) if address else None


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
    handed_out = answer.status_code == 302
    octets = asset.file.size if handed_out else answer.content_length or 0
    with suppress(OperationalError), observe() as own:
        note_view(own, asset=asset, visitor=who, octets=octets, now=now())


def _is_robot(browser: str) -> bool:
    return not browser or any(word in browser.lower() for word in ROBOTS)
