"""Signing in and out, and the key by letter for those who forgot."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.accounts.forms import ChooseForm, ForgottenForm, SignInForm
from webinars.accounts.gate import admit, dismiss
from webinars.accounts.operations import (
    KeyUsed,
    NotKnown,
    ask_for_key,
    choose_password,
    prove,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from webinars.accounts.passwords import WeakPassword
from webinars.accounts.queries import find_signed_in, key_opens
from webinars.accounts.views.door import (
    MOST_LETTERS,
    MOST_SIGN_INS,
    WITHIN,
    ask_anew,
    bp,
    home_of,
    local_path,
    me,
)
from webinars.web.access import Permission, Purpose, held, holds, needs, public, visitor
from webinars.web.limits import hold_back
from webinars.web.requests import db, glance, house, now

FORGOTTEN = "accounts/forgotten.html"


@bp.get("/sign-in")
@public
def show_sign_in() -> ResponseReturnValue:
    person = visitor()
    if person is not None:
        return redirect(_way_on(home_of(me().permissions)), 303)
    form = SignInForm(data={"email": session.pop("tried", "")})
    return render_template("accounts/sign_in.html", form=form, refused=session.pop("refused", None))


@bp.post("/sign-in", endpoint="sign_in")
@public
def do_sign_in() -> ResponseReturnValue:
    """Sign in; a failed attempt leaves a trace, so it answers with a redirect too."""
    hold_back("sign-in", most=MOST_SIGN_INS, within=WITHIN)
    form = SignInForm(request.form)
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form, refused=None), 422
    email, password = form.email.value, form.password.value
    with glance() as before:
        demo = house().settings.demo_password
        proof = prove(before, email=email, password=password, demo_password=demo)
    token = sign_in(db(), email=email, proof=proof, now=now())
    if token is None:
        session["tried"], session["refused"] = email, NotKnown.message
        return redirect(url_for("accounts.show_sign_in", next=request.args.get("next")), 303)
    admit(token)
    person = find_signed_in(db(), token=token, now=now())
    return redirect(_way_on(home_of(person.permissions) if person else "/"), 303)


def _way_on(home: str) -> str:
    return local_path(request.args.get("next", "")) or home


@bp.post("/sign-out", endpoint="sign_out")
@needs(Permission.SIGN_IN)
def do_sign_out() -> ResponseReturnValue:
    sign_out(db(), sign_in_id=me().sign_in_id, now=now())
    dismiss()
    return redirect("/", 303)


@bp.post("/sign-out-everywhere", endpoint="sign_out_everywhere")
@needs(Permission.SIGN_IN)
def do_sign_out_everywhere() -> ResponseReturnValue:
    sign_out_everywhere(db(), account_id=me().account_id, now=now())
    dismiss()
    flash(gettext("You are signed out in every browser."))
    return redirect(url_for("accounts.show_sign_in"), 303)


@bp.get("/forgotten")
@public
def forgotten() -> ResponseReturnValue:
    return render_template(FORGOTTEN, form=ForgottenForm())


@bp.post("/forgotten")
@public
def ask() -> ResponseReturnValue:
    """Answer alike whether or not there is an account."""
    hold_back("forgotten", most=MOST_LETTERS, within=WITHIN)
    form = ForgottenForm(request.form)
    if not form.validate():
        return render_template(FORGOTTEN, form=form), 422
    ask_for_key(db(), email=form.email.value, kind="accounts.forgotten", now=now())
    return redirect(url_for("accounts.asked"), 303)


@bp.get("/forgotten/asked")
@public
def asked() -> ResponseReturnValue:
    return render_template("accounts/asked.html")


@bp.get("/password/<token>")
@holds(Purpose.PASSWORD)
def choose(token: str) -> ResponseReturnValue:
    if not key_opens(db(), key_id=held(), now=now()):
        return ask_anew(FORGOTTEN, ForgottenForm())
    return render_template("accounts/choose.html", form=ChooseForm(), token=token)


@bp.post("/password/<token>")
@holds(Purpose.PASSWORD)
def do_choose(token: str) -> ResponseReturnValue:
    form = ChooseForm(request.form)
    if not form.validate():
        return render_template("accounts/choose.html", form=form, token=token), 422
    try:
        fresh = choose_password(db(), key_id=held(), password=form.password.value, now=now())
    except KeyUsed:
        return ask_anew(FORGOTTEN, ForgottenForm())
    except WeakPassword as refusal:
        form.blame(form.password, refusal)
        return render_template("accounts/choose.html", form=form, token=token), 422
    admit(fresh)
    return redirect(url_for("accounts.show_sign_in"), 303)
