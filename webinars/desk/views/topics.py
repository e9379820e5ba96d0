"""The board of topics: for everybody to read, and by a personal link or a workspace to speak."""

from dataclasses import dataclass
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.desk.forms.topics import ProposeForm
from webinars.desk.queries.topics import read_topics
from webinars.desk.sights.topics import next_change, topic_sights
from webinars.desk.views.delegation.door import Own, of_own_state, person_id
from webinars.desk.views.door import bp
from webinars.desk.views.my import my
from webinars.kernel.refusals import Forbidden, NotFound
from webinars.kernel.text import N_
from webinars.people.models import Person
from webinars.people.queries import follow
from webinars.programme.models import Topic, TopicState
from webinars.programme.operations.refusals import TooManyTopics
from webinars.programme.operations.topics import (
    Voice,
    propose_topic,
    support_no_longer,
    support_topic,
)
from webinars.programme.queries.topics import find_topic, supported_by, topics_by
from webinars.registrations.models import Category
from webinars.registrations.queries import get_registration, get_to_change
from webinars.web.access import Permission, Purpose, held, holds, needs, public
from webinars.web.keeping import kept, until
from webinars.web.limits import hold_back
from webinars.web.readers import reader
from webinars.web.requests import db, now

ON_BOARD = frozenset({TopicState.PUBLIC})
MOST = 30
WITHIN = timedelta(minutes=10)
"""So many proposals in so long from one network."""

DONE = {
    "proposed": N_("Thank you. The Secretariat reads it before it is public."),
    "supported": N_("You support this topic now."),
    "dropped": N_("You no longer support this topic."),
}


@dataclass(frozen=True)
class Speaking:
    """Who is on the page, and where it stands."""

    voice: Voice
    home: str
    """Address of the page."""
    back: str
    """Of the page from which one came."""
    template: str
    more: dict[str, object]


@bp.get("/topics")
@public
@kept
def topics() -> ResponseReturnValue:
    rows = read_topics(db(), language=reader().language, states=ON_BOARD)
    until(next_change(rows, now()))
    return render_template("desk/topics/board.html", topics=topic_sights(rows, now=now()))


@my.get("/my/<token>/topics", endpoint="topics")
@holds(Purpose.MY)
def mine(token: str) -> ResponseReturnValue:
    return _page(_by_link(token))


@my.post("/my/<token>/topics", endpoint="propose_topic")
@holds(Purpose.MY)
def propose_mine(token: str) -> ResponseReturnValue:
    return _propose(_by_link(token, changing=True))


@my.post("/my/<token>/topics/<topic_id>", endpoint="support_topic")
@holds(Purpose.MY)
def support_mine(token: str, topic_id: str) -> ResponseReturnValue:
    return _support(_by_link(token, changing=True), topic_id)


@bp.get("/states/<code>/topics")
@needs(Permission.REPRESENT)
@of_own_state
def state_topics(own: Own) -> ResponseReturnValue:
    return _page(_for_state(own))


@bp.post("/states/<code>/topics")
@needs(Permission.REPRESENT)
@of_own_state
def propose_for_state(own: Own) -> ResponseReturnValue:
    return _propose(_for_state(own))


@bp.post("/states/<code>/topics/<topic_id>")
@needs(Permission.REPRESENT)
@of_own_state
def support_for_state(own: Own, topic_id: str) -> ResponseReturnValue:
    return _support(_for_state(own), topic_id)


def _by_link(token: str, *, changing: bool = False) -> Speaking:
    """Return who registered; to speak, the registration must not be cancelled."""
    registration = (get_to_change if changing else get_registration)(db(), public_id=held())
    if changing and registration.cancelled_at is not None:
        raise NotFound
    person = follow(db(), person=registration.person)
    state = registration.state_code if registration.category is Category.STATE else None
    return Speaking(
        voice=Voice(person.public_id, state),
        home=url_for("my.topics", token=token),
        back=url_for("my.show", token=token),
        template="desk/topics/mine.html",
        more={"demonstration": registration.webinar.series.demonstration},
    )


def _for_state(own: Own) -> Speaking:
    person = db().get(Person, person_id())
    if person is None:
        raise Forbidden
    return Speaking(
        voice=Voice(follow(db(), person=person).public_id, own.code),
        home=url_for("desk.state_topics", code=own.code),
        back=url_for("desk.delegations", code=own.code),
        template="desk/topics/state.html",
        more={"own": own},
    )


def _propose(who: Speaking) -> ResponseReturnValue:
    hold_back("topic", most=MOST, within=WITHIN)
    form = ProposeForm(request.form)
    if not form.validate():
        return _page(who, form), 422
    try:
        propose_topic(db(), voice=who.voice, words=form.topic(), now=now())
    except TooManyTopics as refusal:
        form.blame(form.title, refusal)
        return _page(who, form), 422
    return redirect(f"{who.home}?done=proposed", 303)


def _support(who: Speaking, topic_id: str) -> ResponseReturnValue:
    """Support a topic, or take it back where the button says so."""
    topic: Topic | None = find_topic(db(), public_id=topic_id)
    if topic is None or topic.state is TopicState.WAITING:
        raise NotFound
    if request.form.get("back"):
        support_no_longer(db(), topic=topic, voice=who.voice)
        return redirect(f"{who.home}?done=dropped", 303)
    support_topic(db(), topic=topic, voice=who.voice, now=now())
    return redirect(f"{who.home}?done=supported", 303)


def _page(who: Speaking, form: ProposeForm | None = None) -> str:
    person = who.voice.person
    rows = read_topics(db(), language=reader().language, states=ON_BOARD)
    known = supported_by(db(), person=person)
    own = [one for one in topics_by(db(), person=person) if one.state is not TopicState.PUBLIC]
    asked = form or ProposeForm(data={"language": reader().language})
    return render_template(
        who.template,
        topics=topic_sights(rows, now=now(), person=person, supported=known),
        waiting=own,
        form=asked,
        home=who.home,
        back=who.back,
        done=DONE.get(request.args.get("done", "")),
        **who.more,
    )
