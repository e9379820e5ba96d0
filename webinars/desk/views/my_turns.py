"""From one's own page: a turn in the queue of another sitting too, and one of them given up."""

from flask import request
from flask.typing import ResponseReturnValue

from webinars.desk.views.my import my
from webinars.desk.views.my_page import done_with
from webinars.registrations.operations import leave_turn, wait_too
from webinars.registrations.queries import get_to_change
from webinars.web.access import Purpose, held, holds
from webinars.web.requests import db, now


@my.post("/my/<token>/queue")
@holds(Purpose.MY)
def queue_too(token: str) -> ResponseReturnValue:
    mine = get_to_change(db(), public_id=held())
    wait_too(db(), registration=mine, to=request.form.get("sitting", ""), by=held(), now=now())
    return done_with(token, "waits")


@my.post("/my/<token>/queue/leave")
@holds(Purpose.MY)
def leave_queue(token: str) -> ResponseReturnValue:
    mine = get_to_change(db(), public_id=held())
    leave_turn(db(), registration=mine, of=request.form.get("sitting", ""), by=held(), now=now())
    return done_with(token, "left")
