"""The administrator's list of accounts and their roles."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.accounts.forms import ROLE_NAMES, GrantForm, InviteForm
from webinars.accounts.models import Account, Role
from webinars.accounts.operations import disable, enable, end_grant, give_role, invite, invite_again
from webinars.accounts.operations.administration import AccountExists, EndsBeforeStart, NoMandate
from webinars.accounts.permissions import roles_of
from webinars.accounts.queries import get_account, list_accounts
from webinars.accounts.views.door import bp
from webinars.kernel.languages import Language
from webinars.web.access import Permission, needs, signed_in
from webinars.web.requests import db, now


@bp.get("/administration/")
@needs(Permission.ADMINISTER)
def administration() -> ResponseReturnValue:
    return redirect(url_for("accounts.accounts"), 303)


@bp.get("/administration/accounts")
@needs(Permission.ADMINISTER)
def accounts() -> ResponseReturnValue:
    rows = [(account, roles_of(account.grants, now().date())) for account in list_accounts(db())]
    return render_template("accounts/list.html", rows=rows, role_names=ROLE_NAMES)


@bp.get("/administration/accounts/new")
@needs(Permission.ADMINISTER)
def show_invite() -> ResponseReturnValue:
    return render_template("accounts/invite.html", form=InviteForm())


@bp.post("/administration/accounts/new")
@needs(Permission.ADMINISTER)
def do_invite() -> ResponseReturnValue:
    form = InviteForm(request.form)
    if not form.validate():
        return render_template("accounts/invite.html", form=form), 422
    try:
        account = invite(
            db(),
            email=form.email.value,
            name=form.name.value,
            language=Language(form.language.value),
            by=signed_in().public_id,
            now=now(),
        )
    except AccountExists as refusal:
        form.blame(form.email, refusal)
        return render_template("accounts/invite.html", form=form), 422
    flash(gettext("The account is open and the invitation is on its way. Now give it a role."))
    return _to(account)


@bp.get("/administration/accounts/<account_id>")
@needs(Permission.ADMINISTER)
def account_page(account_id: str) -> ResponseReturnValue:
    return _page(
        get_account(db(), public_id=account_id), GrantForm(data={"starts_on": now().date()})
    )


@bp.post("/administration/accounts/<account_id>/roles")
@needs(Permission.ADMINISTER)
def do_give_role(account_id: str) -> ResponseReturnValue:
    account = get_account(db(), public_id=account_id)
    form = GrantForm(request.form)
    if not form.validate():
        return _page(account, form), 422
    try:
        give_role(
            db(),
            account=account,
            role=Role(form.role.value),
            starts_on=form.starts_on.value,
            ends_on=form.ends_on.data,
            mandate=form.mandate.data or "",
            by=signed_in().public_id,
            now=now(),
        )
    except (NoMandate, EndsBeforeStart) as refusal:
        form.blame(form.mandate if isinstance(refusal, NoMandate) else form.ends_on, refusal)
        return _page(account, form), 422
    flash(gettext("The role is given."))
    return _to(account)


@bp.post("/administration/accounts/<account_id>/roles/<int:grant_id>/end")
@needs(Permission.ADMINISTER)
def do_end_grant(account_id: str, grant_id: int) -> ResponseReturnValue:
    account = get_account(db(), public_id=account_id)
    end_grant(db(), account=account, grant_id=grant_id, by=signed_in().public_id, now=now())
    flash(gettext("The role has ended."))
    return _to(account)


@bp.post("/administration/accounts/<account_id>/invite")
@needs(Permission.ADMINISTER)
def do_invite_again(account_id: str) -> ResponseReturnValue:
    account = get_account(db(), public_id=account_id)
    invite_again(db(), account=account, by=signed_in().public_id, now=now())
    flash(gettext("The invitation is on its way once more."))
    return _to(account)


@bp.post("/administration/accounts/<account_id>/disable")
@needs(Permission.ADMINISTER)
def do_disable(account_id: str) -> ResponseReturnValue:
    account = get_account(db(), public_id=account_id)
    disable(db(), account=account, by=signed_in().public_id, now=now())
    flash(gettext("The account is closed and signed out everywhere."))
    return _to(account)


@bp.post("/administration/accounts/<account_id>/enable")
@needs(Permission.ADMINISTER)
def do_enable(account_id: str) -> ResponseReturnValue:
    account = get_account(db(), public_id=account_id)
    enable(db(), account=account, by=signed_in().public_id, now=now())
    flash(gettext("The account is open again."))
    return _to(account)


def _page(account: Account, form: GrantForm) -> str:
    holding = roles_of(account.grants, now().date())
    return render_template(
        "accounts/account.html",
        account=account,
        form=form,
        holding=holding,
        role_names=ROLE_NAMES,
        today=now().date(),
    )


def _to(account: Account) -> ResponseReturnValue:
    return redirect(url_for("accounts.account_page", account_id=account.public_id), 303)
