"""The join gate: one link a registration, whatever the sitting and the room.

Opening the page changes nothing, since mail scanners open every link. The
room's address is in the answer to the press alone.
"""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.urls import iri_to_uri

from webinars.kernel.refusals import NotFound
from webinars.live.models import Way
from webinars.live.operations import press, press_to_appear
from webinars.live.operations.doors import wish_way
from webinars.live.operations.leading import link_into
from webinars.live.queries import at_gate
from webinars.live.queries.rooms import door_of, provider_room_of, wished_way
from webinars.live.rules import Stand, is_link, opens_at, standing_at, turn_at
from webinars.live.rules.capabilities import CAPABILITIES
from webinars.live.rules.credentials import Guest
from webinars.live.rules.ways import is_full, ways_of
from webinars.live.views.door import bp
from webinars.programme.models import Appearance, LiveRoom, Part, Sitting
from webinars.programme.queries.appearances import find_appearance
from webinars.programme.rules import room_of, text_in
from webinars.registrations.models import Registration
from webinars.web.access import Purpose, held, holds
from webinars.web.readers import reader
from webinars.web.requests import db, house, now, settle


@bp.get("/join/<token>")
@holds(Purpose.JOIN)
def gate(token: str) -> ResponseReturnValue:
    registration = at_gate(db(), public_id=held())
    if registration is None:
        return stage_door(_appearance(), token)
    standing = standing_at(registration, now())
    sitting = standing.sitting
    told = _told(registration, sitting)
    ahead = standing.stand in {Stand.OPEN, Stand.EARLY, Stand.NO_ROOM}
    return render_template(
        "live/gate.html",
        **told,
        **(_ways(registration, sitting, told) if ahead and sitting else NO_WAYS),
        standing=standing,
        stand=standing.stand,
        opens_at=opens_at(sitting) if sitting else None,
        begun=sitting is not None and sitting.starts_at <= now(),
    )


@bp.post("/join/<token>/way")
@holds(Purpose.JOIN)
def prefer(token: str) -> ResponseReturnValue:
    """Keep which way in is to be shown first."""
    registration = at_gate(db(), public_id=held())
    way = request.form.get("way", "")
    if registration is not None and way in set(Way):
        wish_way(db(), registration=registration, way=Way(way), now=now())
    return redirect(url_for("live.gate", token=token), 303)


NO_WAYS: dict[str, Any] = {"ways": (), "full": False, "wished": None, "sound": False}


def _ways(registration: Registration, sitting: Sitting, told: dict[str, Any]) -> dict[str, Any]:
    """Return the ways in, as they stand at this moment."""
    live_room = room_of(sitting)
    door, room = door_of(db(), sitting=sitting), provider_room_of(db(), live_room=live_room)
    full = is_full(sitting, door=door, room=room, now=now())
    wished = wished_way(db(), registration_id=registration.id)
    sound = room is not None and CAPABILITIES[room.account.provider].personal_links == "minted"
    ways = ways_of(
        wished=wished,
        full=full,
        telephone=bool(told["numbers"]),
        stream=bool(door and door.overflow),
        sound=sound,
    )
    return {"ways": ways, "full": full, "wished": wished, "sound": sound}


@bp.post("/join/<token>")
@holds(Purpose.JOIN)
def join(token: str) -> ResponseReturnValue:
    """Record the press and show the way in; before and after the hours, the gate again."""
    registration = at_gate(db(), public_id=held())
    if registration is None:
        return _go_on_stage(token, _appearance())
    sent = request.form.get("way", "")
    way = Way(sent) if sent in set(Way) else Way.ROOM
    intent = press(db(), registration=registration, way=way, language=reader().language, now=now())
    if intent is None:
        return redirect(url_for("live.gate", token=token), 303)
    sitting = next(
        one.sitting for one in registration.places if one.sitting_id == intent.sitting_id
    )
    return _way_in(registration, sitting, way)


def _way_in(registration: Registration, sitting: Sitting, way: Way) -> ResponseReturnValue:
    told = _told(registration, sitting)
    live_room = room_of(sitting)
    if way is Way.STREAM:
        door = door_of(db(), sitting=sitting)
        return _led(told, door.overflow if door else "", passcode="", way=way)
    guest = Guest(
        key=registration.public_id,
        name=registration.person.name,
        role="viewer",
        sound_only=way is Way.SOUND,
    )
    return _led(told, *_into(live_room, guest), way=way)


def _into(live_room: LiveRoom | None, guest: Guest) -> tuple[str, str]:
    """Return the link and the passcode; nothing where the room is not made yet."""
    if live_room is None:
        return "", ""
    room = provider_room_of(db(), live_room=live_room)
    key = house().keyring.key(Purpose.ROOM_SECRET)
    return link_into(live_room, room, guest=guest, key=key, now=now()), live_room.passcode


def _led(told: dict[str, Any], link: str, passcode: str, *, way: Way) -> ResponseReturnValue:
    """Show the room's link, and lead there at once; by telephone, the numbers.

    Not a redirect: `form-action 'self'` would block it (docs/decisions). A room
    with a passcode waits for the button, so that the passcode can be read. The press is
    kept before the page is written: whoever presses next need not wait for that.
    """
    settle(keep=True)
    by_telephone, known = way is Way.TELEPHONE, bool(link)
    link = iri_to_uri(link) if is_link(link) else ""
    page = make_response(
        render_template(
            "live/way_in.html",
            **told,
            link=link,
            known=known,
            passcode=passcode,
            by_telephone=by_telephone,
            way=way,
        )
    )
    if link and not by_telephone and not passcode:
        page.headers["Refresh"] = f"0; url={link}"
    return page


def stage_door(appearance: Appearance, token: str) -> str:
    """Return the gate of somebody who appears."""
    turn = turn_at(appearance, now())
    return render_template(
        "live/stage.html",
        **_told_to_appear(appearance),
        turn=turn,
        stand=turn.stand,
        moderates=appearance.part is Part.MODERATOR and appearance.declined_at is None,
        token=token,
    )


def _go_on_stage(token: str, appearance: Appearance) -> ResponseReturnValue:
    joined = press_to_appear(db(), appearance=appearance, way=Way.ROOM, now=now())
    room = turn_at(appearance, now()).room
    if joined is None or room is None:
        return redirect(url_for("live.gate", token=token), 303)
    guest = Guest(key=appearance.public_id, name=appearance.name, role="moderator")
    return _led(_told_to_appear(appearance), *_into(room, guest), way=Way.ROOM)


def _appearance() -> Appearance:
    found = find_appearance(db(), public_id=held())
    if found is None or not found.name:
        raise NotFound
    return found


def _told_to_appear(appearance: Appearance) -> dict[str, Any]:
    webinar = appearance.webinar
    text, language = text_in(webinar.texts, reader().language)
    turn = turn_at(appearance, now())
    return {
        "registration": None,
        "person": appearance.name,
        "webinar": webinar,
        "title": text.title,
        "title_language": language,
        "sitting": turn.event,
        "zone": reader().zone or appearance.zone,
        "numbers": [],
        "notes": _lines(turn.room.notes) if turn.room else [],
        "now": now(),
        "demonstration": webinar.series.demonstration,
    }


def _told(registration: Registration, sitting: Sitting | None) -> dict[str, Any]:
    text, language = text_in(registration.webinar.texts, reader().language)
    room = room_of(sitting) if sitting else None
    return {
        "registration": registration,
        "person": registration.person.name,
        "webinar": registration.webinar,
        "title": text.title,
        "title_language": language,
        "sitting": sitting,
        "zone": reader().zone or registration.zone,
        "numbers": _lines(room.dial_in) if room else [],
        "notes": _lines(room.notes) if room else [],
        "now": now(),
        "demonstration": registration.webinar.series.demonstration,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
