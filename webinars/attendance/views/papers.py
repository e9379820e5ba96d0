"""What a person carries away or shows: the certificate, its check by anybody, the entrance code."""

from datetime import timedelta

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from webinars.attendance.models import Certificate
from webinars.attendance.queries.certificates import (
    NoSuchCertificate,
    certificate_for,
    get_certificate,
)
from webinars.attendance.rendering import Words, code_drawn, pdf_of
from webinars.attendance.views.door import bp
from webinars.database import Db
from webinars.programme.rules import text_in
from webinars.registrations.models import Registration
from webinars.registrations.queries import get_registration
from webinars.web.access import Purpose, held, holds, public
from webinars.web.limits import hold_back
from webinars.web.readers import reader, said_here
from webinars.web.requests import db, glance, house
from webinars.web.words.days import day_short

MOST = 60
WITHIN = timedelta(minutes=10)
"""So many codes in so long from one network: nobody finds one of 2 to the 128 by trying."""


@bp.get("/certificates")
@public
def ask_code() -> ResponseReturnValue:
    """Ask for a code, and lead to its page."""
    code = "".join(request.args.get("code", "").split())
    if code:
        return redirect(url_for("attendance.check_certificate", code=code[:40], **said_here()), 303)
    return render_template("attendance/certificate_ask.html", unknown="")


@bp.get("/certificates/<code>")
@public
def check_certificate(code: str) -> ResponseReturnValue:
    """Say whether a certificate is valid; of one that is not, nothing else."""
    hold_back("certificate", most=MOST, within=WITHIN)
    try:
        found = get_certificate(db(), code=code)
    except NoSuchCertificate:
        return render_template("attendance/certificate_ask.html", unknown=code[:40]), 404
    text, language = text_in(found.sitting.webinar.texts, reader().language)
    return render_template(
        "attendance/certificate_check.html",
        certificate=found,
        sitting=found.sitting,
        title=text.title,
        title_language=language,
        demonstration=found.sitting.webinar.series.demonstration,
    )


@bp.get("/my/<token>/certificate.pdf")
@holds(Purpose.MY)
def certificate_pdf(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by `holds`)
    """The certificate in the language of the page; read apart, so that nobody waits for paper."""
    with glance() as short:
        words = _words(_own(short, get_registration(short, public_id=held())))
    answer = Response(pdf_of(words), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="certificate-{words.lang}.pdf"'
    return answer


@bp.get("/my/<token>/entrance.svg")
@holds(Purpose.MY)
def entrance_code(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by `holds`)
    """The code that is shown at the entrance. It opens nothing: only the Secretariat can use it."""
    base = house().settings.base_url.rstrip("/")
    address = base + url_for("attendance.at_the_door", registration_id=held())
    return Response(code_drawn(address, scale=5), mimetype="image/svg+xml")


def _own(short: Db, mine: Registration) -> Certificate:
    found = certificate_for(short, webinar_id=mine.webinar_id, person_id=mine.person_id)
    if found is None or not found.name:
        raise NoSuchCertificate
    return get_certificate(short, code=found.public_id)


def _words(certificate: Certificate) -> Words:
    sitting, language = certificate.sitting, reader().language
    text, tongue = text_in(sitting.webinar.texts, language)
    base = house().settings.base_url.rstrip("/")
    code = certificate.public_id
    issuer = gettext("Technical Assistance Webinars")
    held_on = day_short(sitting.starts_at, sitting.zone, language=language, year=True)
    issued_on = day_short(certificate.issued_at, sitting.zone, language=language, year=True)
    minutes = certificate.rule.minutes or 0
    return Words(
        lang=language,
        issuer=issuer,
        title=gettext("Certificate of attendance"),
        says=gettext("This is to certify that"),
        name=certificate.name,
        attended=gettext("attended the webinar"),
        topic=text.title,
        topic_lang=tongue,
        held=gettext("held on %(day)s", day=held_on),
        minutes=ngettext("for at least %(num)s minute", "for at least %(num)s minutes", minutes),
        check=gettext("Anybody can check this certificate at:"),
        address=base + url_for("attendance.check_certificate", code=code),
        code_label=gettext("Code:"),
        code=code,
        issued=gettext("Issued on %(day)s", day=issued_on),
        qr_alt=gettext("The address of the check, as a code for a camera"),
        warning=gettext("Demonstration: the people and the webinar are invented.")
        if sitting.webinar.series.demonstration
        else "",
    )
