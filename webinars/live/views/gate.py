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
from webinars.live.queries import at_gate
from webinars.live.rules import Stand, is_link, opens_at, standing_at, turn_at
from webinars.live.views.door import bp
from webinars.programme.models import Appearance, LiveRoom, Sitting
from webinars.programme.queries.appearances import find_appearance
from webinars.programme.rules import room_of, text_in
from webinars.registrations.models import Registration
from webinars.web.access import Purpose, held, holds
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/join/<token>")
@holds(Purpose.JOIN)
def gate(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by @holds)
    registration = at_gate(db(), public_id=held())
    if registration is None:
        return stage_door(_appearance())
    standing = standing_at(registration, now())
    sitting = standing.sitting
    return render_template(
        "live/gate.html",
        **_told(registration, sitting),
        standing=standing,
        stand=standing.stand,
        opens_at=opens_at(sitting) if sitting else None,
        begun=sitting is not None and sitting.starts_at <= now(),
        open_now=standing.stand is Stand.OPEN,
    )


@bp.post("/join/<token>")
@holds(Purpose.JOIN)
def join(token: str) -> ResponseReturnValue:
    """Record the press and show the way in; before and after the hours, the gate again."""
    registration = at_gate(db(), public_id=held())
    if registration is None:
        return _go_on_stage(token, _appearance())
    way = Way.TELEPHONE if request.form.get("way") == Way.TELEPHONE else Way.ROOM
    intent = press(db(), registration=registration, way=way, language=reader().language, now=now())
    if intent is None:
        return redirect(url_for("live.gate", token=token), 303)
    sitting = next(
        one.sitting for one in registration.places if one.sitting_id == intent.sitting_id
    )
    return _way_in(registration, sitting, way)


def _way_in(registration: Registration, sitting: Sitting, way: Way) -> ResponseReturnValue:
    told = _told(registration, sitting)
    return _led(told, room_of(sitting), by_telephone=way is Way.TELEPHONE)


def _led(told: dict[str, Any], room: LiveRoom | None, *, by_telephone: bool) -> ResponseReturnValue:
    """Show the room's link, and lead there at once; by telephone, the numbers.

    Not a redirect: `form-action 'self'` would block it (docs/decisions). A room
    with a passcode waits for the button, so that the passcode can be read.
    """
    link = iri_to_uri(room.link) if room and is_link(room.link) else ""
    page = make_response(
        render_template(
            "live/way_in.html",
            **told,
            link=link,
            passcode=room.passcode if room else "",
            by_telephone=by_telephone,
        )
    )
    if link and not by_telephone and room and not room.passcode:
        page.headers["Refresh"] = f"0; url={link}"
    return page


def stage_door(appearance: Appearance) -> str:
    """Return the gate of somebody who appears."""
    turn = turn_at(appearance, now())
    return render_template(
        "live/stage.html", **_told_to_appear(appearance), turn=turn, stand=turn.stand
    )


def _go_on_stage(token: str, appearance: Appearance) -> ResponseReturnValue:
    joined = press_to_appear(db(), appearance=appearance, way=Way.ROOM, now=now())
    room = turn_at(appearance, now()).room
    if joined is None or room is None:
        return redirect(url_for("live.gate", token=token), 303)
    return _led(_told_to_appear(appearance), room, by_telephone=False)


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
