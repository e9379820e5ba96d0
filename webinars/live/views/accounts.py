"""An administrator connects accounts at providers of live rooms."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.kernel.refusals import BadInput, NotFound
from webinars.kernel.tokens import Purpose
from webinars.live.forms import FORMS, AccountForm
from webinars.live.forms.accounts import known_of, usual_days
from webinars.live.models import Provider, RoomAccount
from webinars.live.operations.connecting import (
    AddressNeeded,
    BadNetwork,
    SecretNeeded,
    ask_check,
    change_account,
    close_account,
    connect,
)
from webinars.live.queries.rooms import accounts, calls_about, get_account, refusals_since
from webinars.live.rules.capabilities import CAPABILITIES, NOTED
from webinars.live.rules.faults import FAULTS
from webinars.live.views.door import bp
from webinars.web.access import Permission, needs, signed_in
from webinars.web.requests import db, house, now

MENDED_AT: dict[type[BadInput], str] = {AddressNeeded: "address", BadNetwork: "networks"}


@bp.get("/administration/rooms")
@needs(Permission.ADMINISTER)
def room_accounts() -> ResponseReturnValue:
    return render_template(
        "live/accounts.html",
        accounts=accounts(db()),
        capabilities=CAPABILITIES,
        faults=FAULTS,
        noted=NOTED,
    )


@bp.get("/administration/rooms/new/<provider>")
@needs(Permission.ADMINISTER)
def new_room_account(provider: str) -> ResponseReturnValue:
    known = _provider(provider)
    return _new_page(known, FORMS[known](data={"retention_days": usual_days(known)}))


@bp.post("/administration/rooms/new/<provider>")
@needs(Permission.ADMINISTER)
def connect_room_account(provider: str) -> ResponseReturnValue:
    known = _provider(provider)
    form = FORMS[known](request.form)
    if not form.validate():
        return _new_page(known, form), 422
    try:
        made = connect(db(), said=form.said(known), key=_key(), by=_me(), now=now())
    except BadInput as refusal:
        _blame(form, refusal)
        return _new_page(known, form), 422
    return _to(
        made, gettext("Connected. The provider is being called to see whether all is right.")
    )


@bp.get("/administration/rooms/<account_id>")
@needs(Permission.ADMINISTER)
def room_account(account_id: str) -> ResponseReturnValue:
    account = get_account(db(), public_id=account_id)
    return _page(account, FORMS[account.provider](data=known_of(account)))


@bp.post("/administration/rooms/<account_id>")
@needs(Permission.ADMINISTER)
def save_room_account(account_id: str) -> ResponseReturnValue:
    account = get_account(db(), public_id=account_id)
    form = FORMS[account.provider](request.form)
    if not form.validate():
        return _page(account, form), 422
    try:
        said = form.said(account.provider)
        change_account(db(), account=account, said=said, key=_key(), by=_me(), now=now())
    except BadInput as refusal:
        _blame(form, refusal)
        return _page(account, form), 422
    return _to(account, gettext("Saved. Secrets that were entered before hold for one more day."))


@bp.post("/administration/rooms/<account_id>/check")
@needs(Permission.ADMINISTER)
def check_room_account(account_id: str) -> ResponseReturnValue:
    account = get_account(db(), public_id=account_id)
    ask_check(db(), account=account, now=now())
    return _to(account, gettext("The provider is being called. Load this page again in a minute."))


@bp.post("/administration/rooms/<account_id>/close")
@needs(Permission.ADMINISTER)
def close_room_account(account_id: str) -> ResponseReturnValue:
    close_account(db(), account=get_account(db(), public_id=account_id), by=_me(), now=now())
    flash(gettext("Closed. Its secrets are destroyed; what its rooms reported stays."))
    return redirect(url_for("live.room_accounts"), 303)


def _provider(name: str) -> Provider:
    try:
        return Provider(name)
    except ValueError as error:
        raise NotFound from error


def _blame(form: AccountForm, refusal: BadInput) -> None:
    """Show a refusal where it can be mended: at the first secret, if one is missing."""
    name = form.SECRETS[0] if isinstance(refusal, SecretNeeded) else MENDED_AT[type(refusal)]
    form.blame(form[name if name in form else "name"], refusal)


def _new_page(provider: Provider, form: AccountForm) -> str:
    return render_template(
        "live/account_new.html", provider=provider, can=CAPABILITIES[provider], form=form
    )


def _page(account: RoomAccount, form: AccountForm) -> str:
    return render_template(
        "live/account.html",
        account=account,
        can=CAPABILITIES[account.provider],
        noted=NOTED,
        form=form,
        fault=FAULTS.get(account.verdict),
        faults=FAULTS,
        calls=calls_about(db(), public_ids=[account.public_id], most=10),
        refusals=[
            one for one in refusals_since(db(), now=now(), days=7) if one.account_id == account.id
        ],
        hook=_hook(account),
    )


def _hook(account: RoomAccount) -> str:
    """Return the address to enter with the provider; rooms that we make are told theirs."""
    if account.provider is not Provider.ZOOM:
        return ""
    return f"{house().settings.base_url}/hooks/{account.provider.value}/{account.public_id}"


def _key() -> bytes:
    return house().keyring.key(Purpose.ROOM_SECRET)


def _me() -> str:
    return signed_in().public_id


def _to(account: RoomAccount, done: str) -> ResponseReturnValue:
    flash(done)
    return redirect(url_for("live.room_account", account_id=account.public_id), 303)
