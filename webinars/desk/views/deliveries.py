"""What became of the letters about a webinar's registrations, and what came back."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webinars.desk.queries.letters import PAGE, Only, letters_of_webinar
from webinars.desk.sights.outgoing import delivery_sights
from webinars.desk.sights.today import title_of
from webinars.desk.views.door import bp
from webinars.desk.views.webinar_desk import the_webinar
from webinars.outbox.showing import sort_of
from webinars.web.access import Permission, needs
from webinars.web.paging import Pages, page_number
from webinars.web.readers import reader
from webinars.web.requests import db


@bp.get("/secretariat/webinars/<slug>/deliveries")
@needs(Permission.SCHEDULE)
def deliveries(slug: str) -> ResponseReturnValue:
    webinar, page = the_webinar(slug), page_number(request.args.get("page", ""))
    asked, about = request.args.get("only", ""), request.args.get("about", "")
    only = Only(asked) if asked in set(Only) else Only.ALL
    rows, total = letters_of_webinar(db(), webinar_id=webinar.id, only=only, about=about, page=page)
    return render_template(
        "desk/deliveries.html",
        slug=webinar.slug,
        title=title_of(webinar, reader().language),
        letters=delivery_sights(rows, name_of=lambda kind: sort_of(kind).name),
        only=only,
        about=about,
        pages=Pages(page, total, PAGE),
        zone=webinar.series.zone,
        demonstration=webinar.series.demonstration,
    )
