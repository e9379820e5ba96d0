"""Accounts at providers: connected, changed and closed by an administrator.

What is secret is sealed at once, shown to nobody again, and told to no journal.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from webinars.database import Db
from webinars.jobs.operations import enqueue
from webinars.journal.operations import record
from webinars.kernel.refusals import BadInput
from webinars.kernel.sealing import SealBroken, open_text, seal_text
from webinars.kernel.text import N_, clean_line
from webinars.live.models import Provider, RoomAccount
from webinars.live.queries.rooms import CALL
from webinars.live.rules.capabilities import CAPABILITIES
from webinars.live.rules.credentials import Credentials
from webinars.live.rules.faults import AuthRefused
from webinars.live.rules.hosts import allowed_of, networks_of

OVERLAP = timedelta(days=1)
"""So long after a change messages signed with the secret before are still believed."""

ZOOM_HOSTS = ("zoom.us", ".zoom.us")


class AddressNeeded(BadInput):
    message = N_("Write the whole address of the server, beginning with https://.")


class SecretNeeded(BadInput):
    message = N_("Write the secret that the provider shows for this account.")


class BadNetwork(BadInput):
    message = N_("Write each network as an address and a length, as in 10.20.0.0/16, one a line.")


@dataclass(frozen=True, kw_only=True)
class AccountFacts:
    """What an administrator says of an account. An empty secret leaves the one that is kept."""

    provider: Provider
    name: str
    address: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    hosts: str = ""
    networks: str = ""
    retention_days: int | None = None


def connect(db: Db, *, said: AccountFacts, key: bytes, by: str, now: datetime) -> RoomAccount:
    """Keep an account, and ask for a first check of it. `key` seals its secrets.

    Raises:
        AddressNeeded, BadNetwork, SecretNeeded: of what was said.
    """
    _refuse(said)
    given = {name: one for name, one in said.secrets.items() if one}
    if CAPABILITIES[said.provider].asks_secret and not given:
        raise SecretNeeded
    account = RoomAccount(provider=said.provider, facts={}, opened_at=now, opened_by=by)
    _write(account, said)
    db.add(account)
    db.flush()
    account.sealed = _sealed(account, given, key)
    _tell(db, account, "connect_room", by=by, now=now)
    ask_check(db, account=account, now=now)
    return account


def change_account(
    db: Db, *, account: RoomAccount, said: AccountFacts, key: bytes, by: str, now: datetime
) -> None:
    """Change what is known of an account; a new secret and the one before hold for a day.

    Raises:
        AddressNeeded, BadNetwork: of what was said.
    """
    _refuse(said)
    _write(account, said)
    given = {name: one for name, one in said.secrets.items() if one}
    if given:
        before = _secrets(account, account.sealed, key)
        if before:
            account.older_sealed = _sealed(account, before, key)
            account.older_until = now + OVERLAP
        account.sealed = _sealed(account, before | given, key)
    account.failures, account.paused_until = 0, None
    _tell(db, account, "change_room_account", by=by, now=now, secret="new" if given else "kept")
    ask_check(db, account=account, now=now)


def close_account(db: Db, *, account: RoomAccount, by: str, now: datetime) -> None:
    """Use the account no more: its secrets are destroyed, what its rooms reported stays."""
    account.closed_at, account.sealed = now, ""
    account.older_sealed, account.older_until = "", None
    _tell(db, account, "close_room_account", by=by, now=now)


def ask_check(db: Db, *, account: RoomAccount, now: datetime) -> None:
    """Ask for a call that sees whether address, secret and clock are right."""
    enqueue(
        db,
        name=CALL,
        arguments={"account": account.public_id, "do": "check"},
        key=f"{CALL}:{account.public_id}:check:{now.isoformat()}",
        now=now,
    )


def opened(account: RoomAccount, *, key: bytes, now: datetime) -> Credentials:
    """Return an account as its adapter is given it.

    Raises:
        AuthRefused: the server's key is another by now, so that nothing opens.
    """
    overlaps = account.older_until is not None and account.older_until > now
    further = "\n".join(ZOOM_HOSTS) if account.provider is Provider.ZOOM else ""
    return Credentials(
        key=account.public_id,
        provider=account.provider,
        address=account.address,
        facts=account.facts,
        secrets=_secrets(account, account.sealed, key),
        allowed=allowed_of(
            [account.address], hosts=f"{account.hosts}\n{further}", networks=account.networks
        ),
        older=_secrets(account, account.older_sealed, key) if overlaps else {},
    )


def _refuse(said: AccountFacts) -> None:
    if CAPABILITIES[said.provider].create and not said.address:
        raise AddressNeeded
    try:
        inside = networks_of(said.networks)
        parts = urlsplit(said.address)
        host = parts.hostname
    except ValueError as error:
        raise BadNetwork from error
    schemes = {"https", "http"} if inside else {"https"}
    if said.address and (parts.scheme not in schemes or not host or parts.username):
        raise AddressNeeded


def _write(account: RoomAccount, said: AccountFacts) -> None:
    account.name = clean_line(said.name)[:120]
    account.address = said.address.strip()
    account.facts = {name: clean_line(one) for name, one in said.facts.items() if one}
    account.hosts, account.networks = said.hosts, said.networks
    account.retention_days = said.retention_days


def _sealed(account: RoomAccount, secrets: Mapping[str, str], key: bytes) -> str:
    return seal_text(key, json.dumps(dict(secrets)), place=account.public_id) if secrets else ""


def _secrets(account: RoomAccount, sealed: str, key: bytes) -> dict[str, str]:
    if not sealed:
        return {}
    try:
        found: dict[str, str] = json.loads(open_text(key, sealed, place=account.public_id))
    except SealBroken as error:
        raise AuthRefused from error
    return found


def _tell(db: Db, account: RoomAccount, verb: str, *, by: str, now: datetime, **more: str) -> None:
    detail = {"provider": account.provider.value, "name": account.name} | more
    detail["address"] = account.address
    subject = account.public_id
    record(db, kind=f"live.{verb}", actor=by, subject=subject, now=now, detail=detail)
