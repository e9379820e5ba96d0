"""What one's own page tells: the registration, its forms, and what upper rooms add."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.database import Db
from webinars.desk.forms import (
    ColleagueForm,
    ConsentsForm,
    NameForm,
    QuestionForm,
    ViewersForm,
    WishesForm,
)
from webinars.desk.forms.extra import ExtraAnswers
from webinars.desk.sights.delegation import title_of
from webinars.desk.sights.mine import ALTERABLE, MySight, Stage, my_sight, others_for
from webinars.desk.sights.texts import Said
from webinars.desk.views.my_floor import floor_told
from webinars.desk.views.my_papers import afterwards_told, papers_told
from webinars.desk.views.my_queue import queue_told
from webinars.kernel.text import N_
from webinars.live.queries import has_joined, last_viewing
from webinars.live.rules import group_open_until, may_declare_group
from webinars.outbox.queries import topics_declined
from webinars.outbox.rendering import TOPICS
from webinars.registrations.models import ExtraAnswer, Registration
from webinars.registrations.queries import (
    get_registration,
    last_registration,
    passed_on,
    received,
    seats_of,
)
from webinars.registrations.queries.enrolments import enrolment_of
from webinars.registrations.queries.extra import extra_answers, extra_fields
from webinars.registrations.queries.mailboxes import others_at_address
from webinars.registrations.rules import CATEGORIES, GENDERS, SECTORS, agreed
from webinars.registrations.rules.extra import given_in
from webinars.states.queries import list_states, names
from webinars.states.rules import sort_key
from webinars.states.rules.zones import zones_of
from webinars.web.access import Purpose, held
from webinars.web.readers import reader
from webinars.web.requests import glance, house, now
from webinars.web.words.days import zone_city

DONE = {
    "opened": N_("Thank you: the address is yours. Your registration is open."),
    "changed": N_("Your registration was changed. A letter says so."),
    "kept": N_("What you wrote was kept."),
    "moved": N_("You come to this sitting now. A letter brings the new calendar entry."),
    "waits": N_("Kept: below you see how you stand in each sitting. A letter says so."),
    "left": N_("You have left that queue. You still wait for the other sitting."),
    "back": N_("You are registered again. A letter says so."),
    "accepted": N_("The place is yours. A letter brings the calendar entry."),
    "given-back": N_("The place goes to the next. You may register again."),
    "feed": N_("Your calendar has another address. The old one has stopped."),
    "passed": N_("Your colleague goes instead. Two letters say so, one to each of you."),
    "taken-back": N_("The place is yours again. A letter brings the calendar entry."),
    "enrolled": N_("We register you for each webinar of the series as it opens."),
    "unenrolled": N_("Ended. What you are registered for already stays."),
    "asked": N_("Your question was kept. You read the answer here."),
    "unasked": N_("Your question was taken back."),
    "declared": N_("Thank you: the number was kept. Your focal point confirms it."),
    "declined": N_("The place went back to your colleague."),
    "cancelled": N_("Your registration is cancelled. A letter takes it out of your calendar."),
}


COMPLETABLE = ALTERABLE - {Stage.OFF} | {Stage.SOON, Stage.LIVE}
"""At which the further questions of the webinar are still asked."""


def values_of(
    db: Db,
    mine: Registration,
    *,
    wishes: WishesForm | None = None,
    naming: NameForm | None = None,
    colleague: ColleagueForm | None = None,
    question: QuestionForm | None = None,
    viewers: ViewersForm | None = None,
    more: ExtraAnswers | None = None,
) -> dict[str, object]:
    """Return what the page tells; a form that has faults comes with them."""
    sight, answers = sight_of(db, mine), _answered(db, mine)
    faulty = wishes or colleague or question or viewers or naming or (more.form if more else None)
    naming = naming or NameForm(obj=mine.person)
    return {
        "mine": sight,
        "form": faulty or naming,
        "colleague": colleague or ColleagueForm(prefix="to", data={"language": mine.language}),
        "wishes": _offering(db, mine, wishes or WishesForm(obj=mine)),
        "naming": naming,
        "answered": answers,
        "more": more or further_of(db, mine, answers),
        "further": sight.stage in COMPLETABLE,
        **_standing(db, sight),
        **_links(db, sight),
        **queue_told(db, sight),
        **_voice(db, sight, question, viewers),
        **papers_told(db, sight),
        **afterwards_told(db, sight),
    }


def _offering(db: Db, mine: Registration, wishes: WishesForm) -> WishesForm:
    """Offer the languages into which the webinar is interpreted, and the zones."""
    wishes.offer_interpretation(mine.webinar, language=reader().language)
    wishes.offer_zones(_zones(db, mine))
    return wishes


def _standing(db: Db, sight: MySight) -> dict[str, object]:
    """Return what was said and agreed to, in words, and what was just done."""
    mine = sight.registration
    return {
        "consents": ConsentsForm(data={kind.replace("-", "_"): True for kind in agreed(mine)}),
        "topics": TOPICS,
        "declined": topics_declined(db, address=mine.address.written) if mine.address else (),
        "state_name": _state_name(db, mine),
        "words": {"category": CATEGORIES, "sector": SECTORS, "gender": GENDERS},
        "now": now(),
        "demonstration": mine.webinar.series.demonstration,
        "done": DONE.get(request.args.get("done", "")),
    }


def _links(db: Db, sight: MySight) -> dict[str, object]:
    """Return the ways into the room, the calendar, and the person's other registrations."""
    mine = sight.registration
    return {
        "join": token_for(Purpose.JOIN, mine),
        "feed": feed_address(mine),
        "newer": _newer(db, sight),
        "enrolled": _enrolled(db, mine),
        "elsewhere": _elsewhere(db, sight),
    }


def again(token: str, **forms: Any) -> ResponseReturnValue:  # noqa: ANN401  (a form by its name)
    """Show the page with what was written; read apart, so that nobody waits for the rendering."""
    with glance() as own:
        values = values_of(own, get_registration(own, public_id=held()), **forms)
    return render_template("desk/my/show.html", token=token, **values), 422


def done_with(token: str, what: str) -> ResponseReturnValue:
    """Lead back to the page, which says what was done."""
    return redirect(url_for("my.show", token=token, done=what), 303)


def sight_of(db: Db, mine: Registration) -> MySight:
    return my_sight(
        mine,
        seats=seats_of(db, sittings=others_for(mine, now())),
        language=reader().language,
        now=now(),
        passed=passed_on(db, registration=mine) if mine.cancelled_at else None,
        taken=received(db, registration=mine) if mine.registered_by else None,
    )


def _state_name(db: Db, mine: Registration) -> str:
    known = dict(names(db, language=reader().language, on=now().date())) if mine.state_code else {}
    return known.get(mine.state_code or "", mine.state_code or "")


def _zones(db: Db, mine: Registration) -> list[tuple[str, str]]:
    """Return the zones of her State, then hers now, then every capital's, with their cities."""
    capitals = {state.code: state.capital_zone for state in list_states(db)}
    own = capitals.get(mine.state_code or "")
    first = zones_of(mine.state_code or "", capital=own) if own else ()
    present = [zone for zone in (mine.zone, reader().zone) if zone]
    language = reader().language
    city = {zone: zone_city(zone, language=language) for zone in [*capitals.values(), *first]}
    city |= {zone: zone_city(zone, language=language) for zone in present}
    rest = sorted(capitals.values(), key=lambda zone: sort_key(city[zone], language))
    return [(zone, city[zone]) for zone in dict.fromkeys([*first, *present, *rest])]


def _newer(db: Db, sight: MySight) -> str | None:
    """Return the token of the registration that was made after this one was cancelled."""
    if sight.stage is not Stage.CANCELLED:
        return None
    mine = sight.registration
    last = last_registration(db, webinar_id=mine.webinar_id, person=mine.person)
    return token_for(Purpose.MY, last) if last and last.cancelled_at is None else None


def feed_address(row: Registration) -> str:
    """Return where the person's own calendar is, for a program to subscribe to."""
    token = house().keyring.token(Purpose.FEED, row.public_id, row.feed_key)
    return f"{house().settings.base_url}/feed/{token}.ics"


def further_of(
    db: Db,
    mine: Registration,
    answers: Sequence[ExtraAnswer],
    sent: Any = None,  # noqa: ANN401  (what the request brings)
) -> ExtraAnswers:
    """Return the further questions with what was answered, or with what was `sent` now."""
    fields = extra_fields(db, webinar_id=mine.webinar_id) if mine.webinar.asks_more else ()
    return ExtraAnswers(fields, reader().language, sent, given_in(fields, answers))


def _answered(db: Db, mine: Registration) -> list[ExtraAnswer]:
    """Return the answers to further questions, if the webinar ever asked any."""
    if not mine.webinar.asks_more:
        return []
    return extra_answers(db, registration_ids=[mine.id]).get(mine.id, [])


def _elsewhere(db: Db, sight: MySight) -> list[tuple[str, Said]]:
    """Return slugs and titles of the person's other webinars, once the address is proven.

    Without their keys: who was handed this page's address gets no other.
    """
    if sight.stage is Stage.UNPROVEN or sight.registration.address is None:
        return []
    others = others_at_address(db, registration=sight.registration, now=now())
    language = reader().language
    return [(one.webinar.slug, title_of(one.webinar, language)) for one in others]


def _enrolled(db: Db, mine: Registration) -> bool:
    wish = enrolment_of(db, series_id=mine.webinar.series_id, person=mine.person)
    return wish is not None and wish.confirmed_at is not None


def _voice(
    db: Db, sight: MySight, question: QuestionForm | None, viewers: ViewersForm | None
) -> dict[str, object]:
    """Return what was asked of the speakers, and whether one can ask, or tell of a group."""
    mine, language = sight.registration, reader().language
    begun = sight.sitting.starts_at <= now()
    told = last_viewing(db, registration=mine, sitting=sight.sitting) if begun else None
    may_tell = may_declare_group(sight.sitting, now()) and (
        told is not None or has_joined(db, registration=mine, sitting=sight.sitting)
    )
    return {
        **floor_told(db, sight),
        "question": question or QuestionForm(prefix="q", data={"language": language}),
        "told": told,
        "tell_until": group_open_until(sight.sitting) if may_tell else None,
        "viewers": viewers or ViewersForm(prefix="v", obj=told),
    }


def token_for(purpose: Purpose, row: Registration) -> str:
    return house().keyring.token(purpose, row.public_id, row.generation)
