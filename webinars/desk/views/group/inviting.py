"""An invitation to forward to the members of one's group: six texts, and a code to scan."""

from datetime import date
from io import BytesIO
from urllib.parse import quote

import segno
from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from webinars.desk.queries.group import members_of
from webinars.desk.sights.delegation import title_of
from webinars.desk.sights.group import clocks_of
from webinars.desk.views.delegation.door import webinar_called
from webinars.desk.views.door import bp
from webinars.desk.views.group.door import OwnGroup, of_own_group
from webinars.kernel.languages import OWN_NAMES, Language
from webinars.programme.models import Webinar
from webinars.programme.rules import first_instant, registration_is_open, standing
from webinars.states.queries import capitals
from webinars.web.access import Permission, needs
from webinars.web.readers import reader
from webinars.web.requests import db, house, now


@bp.get("/groups/<code>/webinars/<slug>/invitation", endpoint="group_invitation")
@needs(Permission.COORDINATE)
@of_own_group
def show_invitation(own: OwnGroup, slug: str) -> ResponseReturnValue:
    webinar = webinar_called(slug)
    codes = _codes(own, webinar)
    return render_template(
        "desk/group/invitation.html",
        own=own,
        slug=webinar.slug,
        title=title_of(webinar, reader().language),
        link=_link(own, webinar),
        is_open=any(registration_is_open(webinar, one, now()) for one in standing(webinar)),
        texts=[(code, name, _text(own, webinar, codes, code)) for code, name in OWN_NAMES.items()],
    )


@bp.get("/groups/<code>/webinars/<slug>/invitation.svg", endpoint="group_code")
@needs(Permission.COORDINATE)
@of_own_group
def show_code(own: OwnGroup, slug: str) -> ResponseReturnValue:
    """Answer with the link as a QR code (ISO/IEC 18004): paths alone, no style, no script."""
    drawn = BytesIO()
    code = segno.make(_link(own, webinar_called(slug)), error="m", micro=False)
    code.save(drawn, kind="svg", scale=5, light="#fff", svgclass=None, lineclass=None)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


def _link(own: OwnGroup, webinar: Webinar, language: Language | None = None) -> str:
    """Return the address of the form, with the group as where the reader comes from."""
    base = house().settings.base_url.rstrip("/")
    spoken = f"&lang={language}" if language else ""
    return f"{base}/webinars/{quote(webinar.slug)}/register?via={own.code}{spoken}"


def _text(own: OwnGroup, webinar: Webinar, codes: frozenset[str], language: Language) -> str:
    known = capitals(db(), language=language, on=_day(webinar))
    theirs = [capital for code, capital in known.items() if code in codes]
    with force_locale(language):
        return render_template(
            "desk/group/invitation.txt",
            title=title_of(webinar, language).text,
            sittings=[(one, clocks_of(one, theirs)) for one in standing(webinar)],
            link=_link(own, webinar, language),
        ).strip()


def _codes(own: OwnGroup, webinar: Webinar) -> frozenset[str]:
    members = members_of(db(), group=own.code, language=reader().language, on=_day(webinar))
    return frozenset(one.state.code for one in members)


def _day(webinar: Webinar) -> date:
    begins = first_instant(webinar)
    return begins.date() if begins else now().date()
