"""The files themselves, whole or in parts, to whom they are open."""

import re
from typing import cast

from flask import Response, redirect, request
from sqlalchemy.exc import OperationalError

from webinars.kernel.refusals import Gone, NotFound
from webinars.kernel.text import N_
from webinars.recordings.models import Asset, AssetKind
from webinars.recordings.operations.counting import Watching, visitor_of
from webinars.recordings.operations.sharing import is_sealed
from webinars.recordings.queries import find_asset, find_page
from webinars.recordings.rules import Standing, is_media, standing_of
from webinars.recordings.rules.robots import is_ahead, is_robot
from webinars.recordings.tending.views import Tally
from webinars.recordings.views.door import bp
from webinars.storage.store import Missing, Store
from webinars.storage.store.parts import Shown
from webinars.web.access import Permission, public, visitor
from webinars.web.downloads import Told, disposition, send_stored
from webinars.web.requests import glance, house, now

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
    told = _counting(asset) if is_open and is_media(asset) else None
    return _handed_out(asset, told) or send_stored(
        house().extensions["store"],
        asset.file,
        name=asset.name,
        download="download" in request.args,
        public=is_open,
        told=told,
    )


def _page(asset: Asset, number: int, *, public: bool) -> Response:
    with glance() as own:
        page = find_page(own, asset=asset, number=number)
    if page is None:
        raise NotFound
    store, name = house().extensions["store"], f"page-{number}.jpg"
    return send_stored(store, page.file, name=name, download=False, public=public)


def _handed_out(asset: Asset, told: Told | None) -> Response | None:
    """Lead a download to the bucket that has the file, where there is one: it counts as whole."""
    if "download" not in request.args or request.method != "GET":
        return None
    store: Store = house().extensions["store"]
    shown = Shown(asset.file.media_type, disposition(asset.name, saved=True))
    address = store.signed_address(asset.digest, seconds=SIGNED_FOR, shown=shown)
    if not address:
        return None
    if told is not None:
        told(asset.file.size)
    return cast("Response", redirect(address, 302))


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
    """Let only the Secretariat pass, and who has a signed link; tell others what was public."""
    person = visitor()
    if (person is not None and person.may(Permission.SCHEDULE)) or _has_link(asset):
        return
    raise NotFound if standing_of(asset.recording) is Standing.UNPUBLISHED else FileGone


def _has_link(asset: Asset) -> bool:
    until, seal = request.args.get("until", ""), request.args.get("seal", "")
    if not seal:
        return False
    return is_sealed(asset, until=until, seal=seal, keyring=house().keyring, now=now())


def _counting(asset: Asset) -> Told | None:
    """Return what counts how much of the file is sent; None where nobody is to be counted."""
    browser, ahead = request.headers.get("User-Agent", ""), request.headers.get("Sec-Purpose", "")
    if request.method != "GET" or is_robot(browser) or is_ahead(ahead):
        return None
    tally, day = _tally(), now().date()
    try:
        salt = tally.salt(day)
    except OperationalError:  # a database that is busy costs a count, never the film
        return None
    address = request.remote_addr or ""
    visitor = visitor_of(house().keyring, salt=salt, address=address, browser=browser)
    who, saved = Watching(asset.id, day, visitor), "download" in request.args
    return lambda octets: tally.add(who, octets, saved=saved)


def _tally() -> Tally:
    app = house()
    found: Tally = app.extensions.setdefault("tally", Tally(app.engine, at_once=app.testing))
    return found
