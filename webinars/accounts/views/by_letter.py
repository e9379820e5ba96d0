"""Signing in by a link in a letter: asked for, then one button."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.accounts.forms import LetterForm
from webinars.accounts.gate import admit
from webinars.accounts.operations import KeyUsed, ask_for_key, sign_in_by_letter
from webinars.accounts.queries import find_signed_in, key_opens
from webinars.accounts.views.door import MOST_LETTERS, WITHIN, ask_anew, bp, home_of
from webinars.web.access import Purpose, held, holds, public
from webinars.web.limits import hold_back
from webinars.web.requests import db, now

ASK = "accounts/by_letter.html"


@bp.get("/sign-in/by-letter")
@public
def by_letter() -> ResponseReturnValue:
    return render_template(ASK, form=LetterForm())


@bp.post("/sign-in/by-letter")
@public
def ask_for_letter() -> ResponseReturnValue:
    """Answer alike whether or not there is an account."""
    hold_back("sign-in-letter", most=MOST_LETTERS, within=WITHIN)
    form = LetterForm(request.form)
    if not form.validate():
        return render_template(ASK, form=form), 422
    ask_for_key(db(), email=form.email.value, kind="accounts.sign_in", now=now())
    return redirect(url_for("accounts.asked"), 303)


@bp.get("/sign-in/<token>")
@holds(Purpose.SIGN_IN)
def enter(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by `holds`)
    """Show the one button, and nothing else: mail scanners open every link."""
    if not key_opens(db(), key_id=held(), now=now()):
        return ask_anew(ASK, LetterForm())
    return render_template("accounts/enter.html")


@bp.post("/sign-in/<token>")
@holds(Purpose.SIGN_IN)
def do_enter(token: str) -> ResponseReturnValue:  # noqa: ARG001  (checked by `holds`)
    try:
        fresh = sign_in_by_letter(db(), key_id=held(), now=now())
    except KeyUsed:
        return ask_anew(ASK, LetterForm())
    admit(fresh)
    person = find_signed_in(db(), token=fresh, now=now())
    return redirect(home_of(person.permissions) if person else "/", 303)
