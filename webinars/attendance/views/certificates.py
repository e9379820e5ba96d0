"""A webinar's certificates: from how many minutes, who has one, and taking one back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.attendance.forms import CertificateForm, WhyForm
from webinars.attendance.operations import ask_to_issue, declare_rule, withdraw_certificate
from webinars.attendance.operations.refusals import LongerThanSitting
from webinars.attendance.queries.certificates import certificates_of, get_certificate, rule_of
from webinars.attendance.views.door import bp
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Webinar
from webinars.programme.queries import find_webinar
from webinars.programme.rules import standing, text_in
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/webinars/<slug>/certificates")
@needs(Permission.SCHEDULE)
def certificates(slug: str) -> ResponseReturnValue:
    webinar = _webinar(slug)
    rule = rule_of(db(), webinar_id=webinar.id)
    return _page(webinar, CertificateForm(minutes=rule.minutes if rule else None))


@bp.post("/secretariat/webinars/<slug>/certificates")
@needs(Permission.SCHEDULE)
def declare(slug: str) -> ResponseReturnValue:
    webinar, form = _webinar(slug), CertificateForm(request.form)
    if not form.validate():
        return _page(webinar, form), 422
    try:
        by = signed_in().public_id
        declare_rule(db(), webinar=webinar, minutes=form.minutes.data, by=by, now=now())
    except LongerThanSitting as refusal:
        form.blame(form.minutes, refusal)
        return _page(webinar, form), 422
    return redirect(url_for("attendance.certificates", slug=slug), 303)


@bp.post("/secretariat/webinars/<slug>/certificates/issue")
@needs(Permission.SCHEDULE)
def issue_due(slug: str) -> ResponseReturnValue:
    ask_to_issue(db(), webinar=_webinar(slug), now=now())
    return redirect(url_for("attendance.certificates", slug=slug, asked=1), 303)


@bp.get("/secretariat/certificates/<code>/withdraw")
@needs(Permission.SCHEDULE)
def ask_withdraw_certificate(code: str) -> ResponseReturnValue:
    return _withdraw_page(code, WhyForm())


@bp.post("/secretariat/certificates/<code>/withdraw")
@needs(Permission.SCHEDULE)
def take_certificate_back(code: str) -> ResponseReturnValue:
    form = WhyForm(request.form)
    if not form.validate():
        return _withdraw_page(code, form), 422
    found, by = get_certificate(db(), code=code), signed_in().public_id
    withdraw_certificate(db(), certificate=found, reason=form.reason.value, by=by, now=now())
    slug = found.sitting.webinar.slug
    return redirect(url_for("attendance.certificates", slug=slug), 303)


def _withdraw_page(code: str, form: WhyForm) -> str:
    found = get_certificate(db(), code=code)
    webinar = found.sitting.webinar
    return render_template(
        "attendance/withdraw.html",
        form=form,
        heading="certificate",
        name=found.name,
        back=url_for("attendance.certificates", slug=webinar.slug),
        demonstration=webinar.series.demonstration,
    )


def _page(webinar: Webinar, form: CertificateForm) -> str:
    text, language = text_in(webinar.texts, reader().language)
    return render_template(
        "attendance/certificates.html",
        webinar=webinar,
        title=text.title,
        title_language=language,
        form=form,
        rule=rule_of(db(), webinar_id=webinar.id),
        certificates=certificates_of(db(), webinar=webinar),
        begun=any(one.starts_at <= now() for one in standing(webinar)),
        asked=request.args.get("asked") == "1",
        demonstration=webinar.series.demonstration,
    )


def _webinar(slug: str) -> Webinar:
    found = find_webinar(db(), slug=slug)
    if found is None:
        raise NotFound
    return found
