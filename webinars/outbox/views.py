"""The way out of a topic: the address in the headers of a letter (RFC 8058).

A GET shows one button, since mail scanners open every link. A POST from a mail
program carries no cookie; the address itself is the authority.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.kernel.refusals import NotFound
from webinars.outbox.models import Letter
from webinars.outbox.operations import decline, welcome
from webinars.outbox.queries import find_letter, topics_declined
from webinars.outbox.rendering import TOPICS
from webinars.outbox.showing import sort_of
from webinars.web.access import Purpose, held, holds
from webinars.web.requests import db, now

bp = Blueprint("outbox", __name__)

ONE_CLICK = "One-Click"


@bp.get("/letters/<token>")
@holds(Purpose.LETTERS)
def ask(token: str) -> ResponseReturnValue:
    letter, topic = _subject()
    return render_template(
        "outbox/way_out.html",
        token=token,
        topic=TOPICS[topic],
        declined=topic in topics_declined(db(), address=letter.address),
    )


@bp.post("/letters/<token>")
@holds(Purpose.LETTERS)
def choose(token: str) -> ResponseReturnValue:
    letter, topic = _subject()
    if request.form.get("again"):
        welcome(db(), address=letter.address, topic=topic)
    else:
        decline(db(), address=letter.address, topic=topic, now=now())
    if request.form.get("List-Unsubscribe") == ONE_CLICK:
        return "", 200
    return redirect(url_for("outbox.ask", token=token), 303)


def _subject() -> tuple[Letter, str]:
    """Return the letter whose address was opened, and its topic.

    Raises:
        NotFound: it answers an act, or must be known: nobody declines it.
    """
    letter = find_letter(db(), public_id=held())
    topic = sort_of(letter.kind).topic if letter else ""
    if letter is None or not topic:
        raise NotFound
    return letter, topic
