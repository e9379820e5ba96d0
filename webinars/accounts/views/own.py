"""One's own account: name, language, password."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.accounts.forms import ChangePasswordForm, OwnForm
from webinars.accounts.gate import admit
from webinars.accounts.operations import change_account, change_password
from webinars.accounts.operations.keys import WrongPassword
from webinars.accounts.passwords import WeakPassword
from webinars.accounts.views.door import WORKSPACES, bp, me
from webinars.kernel.languages import Language
from webinars.web.access import Permission, needs
from webinars.web.requests import db, now


@bp.get("/account")
@needs(Permission.SIGN_IN)
def own() -> ResponseReturnValue:
    form = OwnForm(data={"name": me().name, "language": me().language})
    return _page(form, ChangePasswordForm())


@bp.post("/account")
@needs(Permission.SIGN_IN)
def change_own() -> ResponseReturnValue:
    form = OwnForm(request.form)
    if not form.validate():
        return _page(form, ChangePasswordForm()), 422
    language = Language(form.language.value)
    change_account(
        db(), account_id=me().account_id, name=form.name.value, language=language, now=now()
    )
    flash(gettext("Your account is changed."))
    return redirect(url_for("accounts.own"), 303)


@bp.post("/account/password")
@needs(Permission.SIGN_IN)
def change_own_password() -> ResponseReturnValue:
    """Change the password, and stay signed in here alone."""
    own_form = OwnForm(data={"name": me().name, "language": me().language})
    form = ChangePasswordForm(request.form)
    if not form.validate():
        return _page(own_form, form), 422
    try:
        token = change_password(
            db(),
            account_id=me().account_id,
            present=form.present.value,
            password=form.password.value,
            now=now(),
        )
    except (WeakPassword, WrongPassword) as refusal:
        form.blame(form.password if isinstance(refusal, WeakPassword) else form.present, refusal)
        return _page(own_form, form), 422
    admit(token)
    flash(gettext("Your password is changed, and you are signed out everywhere else."))
    return redirect(url_for("accounts.own"), 303)


def _page(form: OwnForm, password: ChangePasswordForm) -> str:
    workspaces = [(permission, path) for permission, path in WORKSPACES if me().may(permission)]
    return render_template(
        "accounts/own.html", form=form, password=password, me=me(), workspaces=workspaces
    )
