"""Calendars for one reader alone, by an address that is a key: a registrant's, the Secretariat's.

The address opens the calendar and nothing else, so that it may stand in the settings
of a calendar program. It is changed alone, and then the old one stops.
"""

from collections.abc import Callable

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from webinars.accounts.operations import renew_feed as renew_agenda
from webinars.accounts.permissions import permissions_of, roles_of
from webinars.accounts.queries import get_account
from webinars.desk.views.door import bp
from webinars.desk.views.my import my
from webinars.kernel.languages import Language, is_language
from webinars.kernel.refusals import Forbidden
from webinars.outbox.rendering import Pen
from webinars.programme.calendar import agenda_of
from webinars.programme.queries import every_webinar
from webinars.registrations.calendar import feed_for
from webinars.registrations.operations import renew_feed
from webinars.registrations.queries import get_to_change, standing_of
from webinars.web.access import Permission, Purpose, held, holds, needs, signed_in
from webinars.web.requests import db, house, now

CALENDAR = "text/calendar; charset=utf-8"


@bp.get("/feed/<token>.ics")
@holds(Purpose.FEED)
def own_calendar(token: str) -> ResponseReturnValue:
    """Every place of the person, of this registration and of others."""
    mine = get_to_change(db(), public_id=held())
    language = _language(mine.language)
    settings = house().settings
    pen = Pen(now(), settings.base_url, settings.mail_from, house().keyring, gettext)
    return _spoken(
        language,
        lambda: feed_for(
            standing_of(db(), person=mine.person),
            name=gettext("My webinars"),
            source=f"{settings.base_url}/feed/{token}.ics?lang={language}",
            language=language,
            pen=pen,
        ),
    )


@my.post("/my/<token>/feed")
@holds(Purpose.MY)
def renew_own_calendar(token: str) -> ResponseReturnValue:
    renew_feed(db(), registration=get_to_change(db(), public_id=held()), by=held(), now=now())
    return redirect(url_for("my.show", token=token, done="feed"), 303)


@bp.get("/agenda/<token>.ics")
@holds(Purpose.AGENDA)
def agenda(token: str) -> ResponseReturnValue:
    """Every sitting that is planned, drafts as tentative; while the account may plan."""
    account = get_account(db(), public_id=held())
    if Permission.SCHEDULE not in permissions_of(roles_of(account.grants, now().date())):
        raise Forbidden
    language, base_url = _language(account.language), house().settings.base_url
    return _spoken(
        language,
        lambda: agenda_of(
            every_webinar(db()),
            name=gettext("Webinars and drafts"),
            source=f"{base_url}/agenda/{token}.ics?lang={language}",
            language=language,
            base_url=base_url,
            say=gettext,
            sender=house().settings.mail_from,
        ),
    )


@bp.get("/secretariat/calendar")
@needs(Permission.SCHEDULE)
def agenda_address() -> ResponseReturnValue:
    account = get_account(db(), public_id=signed_in().public_id)
    token = house().keyring.token(Purpose.AGENDA, account.public_id, account.feed_generation)
    address = f"{house().settings.base_url}/agenda/{token}.ics"
    return render_template("desk/agenda.html", address=address)


@bp.post("/secretariat/calendar")
@needs(Permission.SCHEDULE)
def renew_agenda_address() -> ResponseReturnValue:
    renew_agenda(db(), account=get_account(db(), public_id=signed_in().public_id), now=now())
    flash(gettext("The calendar has another address. The old one has stopped."))
    return redirect(url_for("desk.agenda_address"), 303)


def _language(own: Language) -> Language:
    """Return the language that the address asks for, else the reader's own."""
    asked = request.args.get("lang", "")
    return Language(asked) if is_language(asked) else own


def _spoken(language: Language, write: Callable[[], bytes]) -> Response:
    """Answer with the calendar in `language`, or 304 to who has it."""
    with force_locale(language):
        answer = Response(write(), content_type=CALENDAR)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
