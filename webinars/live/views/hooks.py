"""What rooms tell us by themselves. Checked over the raw bytes, appended, answered at once.

Whatever is not believed leaves a count and a digest, never its words.
"""

import logging
from datetime import timedelta
from http import HTTPStatus

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from webinars.database import Db
from webinars.database.unit import unit_of_work
from webinars.kernel.refusals import NotFound
from webinars.kernel.tokens import Purpose
from webinars.live.adapters.choosing import ADAPTERS
from webinars.live.models import Provider, ProviderRoom, RoomAccount
from webinars.live.operations.connecting import opened
from webinars.live.operations.hearing import append_event, note_refusal
from webinars.live.operations.using import ask_call
from webinars.live.queries.rooms import find_account, find_room
from webinars.live.rules.faults import AuthRefused
from webinars.live.rules.happenings import Challenge, Happening, Rejected, What, digest_of
from webinars.live.views.door import bp
from webinars.web.access import public
from webinars.web.limits import hold_back
from webinars.web.requests import db, glance, house, now, observe

log = logging.getLogger("webinars.hooks")

MOST_BYTES = 8_000_000
"""The report of two thousand people is about half of that."""

MOST = 20_000
"""Messages that one network may send in five minutes: two thousand come in one."""


@bp.post("/hooks/<provider>/<hook_id>")
@public
def hear(provider: str, hook_id: str) -> ResponseReturnValue:
    """Believe a message or not; a repeated one is answered like the first."""
    hold_back("hooks", most=MOST, within=timedelta(minutes=5))
    raw = _raw()
    with glance() as short:
        account, room = _whose(short, provider, hook_id)
    try:
        found = _heard(account, room, raw)
    except Rejected as rejected:
        return _refused(account, rejected.reason, raw)
    if isinstance(found, Challenge):
        return jsonify(dict(found.answer))
    if room is not None and room.sitting_id is None and found.what is What.RECORDED:
        return _plain("This sitting was removed.", HTTPStatus.GONE)
    append_event(db(), account=account, happening=found, now=now())
    return _plain("", HTTPStatus.OK)


@bp.get("/hooks/<provider>/<hook_id>")
@public
def hint(provider: str, hook_id: str) -> ResponseReturnValue:
    """Take an unsigned word that a meeting ended for a hint: the room is asked, once a minute."""
    with glance() as short:
        _, room = _whose(short, provider, hook_id)
    if room is None:
        raise NotFound
    with observe() as own:
        known = find_room(own, public_id=room.public_id)
        if known is not None:
            step = f"hint {int(now().timestamp()) // 60}"
            ask_call(own, room=known, do="status", step=step, now=now())
    return _plain("", HTTPStatus.OK)


def _raw() -> bytes:
    """Return the body, read before any transaction begins."""
    request.max_content_length = MOST_BYTES
    return request.get_data(cache=False)


def _whose(short: Db, provider: str, hook_id: str) -> tuple[RoomAccount, ProviderRoom | None]:
    """Return the account, and the one room that may report there, if it is one room's address."""
    if provider == Provider.ZOOM:
        account, room = find_account(short, public_id=hook_id), None
    else:
        room = find_room(short, public_id=hook_id)
        account = room.account if room else None
    if account is None or account.closed_at is not None or account.provider != provider:
        raise NotFound
    return account, room


def _heard(account: RoomAccount, room: ProviderRoom | None, raw: bytes) -> Happening | Challenge:
    headers = {name.lower(): value for name, value in request.headers.items()}
    key = house().keyring.key(Purpose.ROOM_SECRET)
    try:
        creds = opened(account, key=key, now=now())
    except AuthRefused as error:
        raise Rejected("sealed") from error
    found = ADAPTERS[account.provider].heard(creds, headers=headers, raw=raw, now=now())
    if room is not None and isinstance(found, Happening) and found.meeting_id != room.meeting_id:
        raise Rejected("meeting")
    return found


def _refused(account: RoomAccount, reason: str, raw: bytes) -> Response:
    """Count it in a unit of its own, since a 4xx undoes the request's."""
    digest = digest_of(raw)
    log.warning("hook %s: %s, sha256 %s", account.public_id, reason, digest)
    with unit_of_work(house().engine) as own:
        note_refusal(own, account=account, reason=reason, digest=digest, now=now())
    return _plain("This message is not believed.", HTTPStatus.UNAUTHORIZED)


def _plain(words: str, status: HTTPStatus) -> Response:
    return Response(words, status=status, mimetype="text/plain")
