"""What an administrator writes of an account at a provider. Secrets are never written back."""

import re
from collections.abc import Mapping
from typing import ClassVar

from webinars.kernel.text import N_
from webinars.live.adapters.bigbluebutton import ALGORITHMS
from webinars.live.models import Provider, RoomAccount
from webinars.live.operations.connecting import AccountFacts
from webinars.live.rules.capabilities import CAPABILITIES
from webinars.web.forms import Choice, Form, Paragraph, Password, Pick, TextLine, WholeNumber

LTR = {"dir": "ltr", "autocomplete": "off"}
KEPT = N_("Leave it empty to keep the one that is known. It is never shown again.")
LAST = ("hosts", "networks", "retention_days")
"""Asked after all that must be answered."""
PEM = re.compile(r"(-----BEGIN [A-Z ]+-----)(.+)(-----END [A-Z ]+-----)", re.DOTALL)


class AccountForm(Form):
    """Every provider's. `FACTS` and `SECRETS` say which fields are which."""

    FACTS: ClassVar[tuple[str, ...]] = ()
    SECRETS: ClassVar[tuple[str, ...]] = ()

    name = TextLine(
        N_("What we call it"),
        hint=N_("Officers choose it by this name."),
        longest=120,
        missing=N_("Write a name."),
    )

    @property
    def shown(self) -> list[str]:
        """Return the names of the fields in the order in which the page asks them."""
        last = [name for name in LAST if name in self]
        return [name for name in self._fields if name not in LAST] + last

    def said(self, provider: Provider) -> AccountFacts:
        def told(name: str) -> str:
            return str(self[name].data or "") if name in self else ""

        return AccountFacts(
            provider=provider,
            name=self.name.value,
            address=told("address"),
            facts={name: told(name) for name in self.FACTS},
            secrets={name: _key_lines(told(name)) for name in self.SECRETS},
            hosts=told("hosts"),
            networks=told("networks"),
            retention_days=self["retention_days"].data,
        )


class _Kept(AccountForm):
    retention_days = WholeNumber(
        N_("Days for which the provider keeps its report"),
        hint=N_("As your contract says. It is counted down, and fetched before where that can be."),
        least=1,
        most=3650,
        needed=False,
    )


class _Served(_Kept):
    """A server that we call."""

    address = TextLine(
        N_("Address of the server"), longest=500, attributes=LTR | {"type": "url"}, needed=False
    )
    hosts = Paragraph(
        N_("Other hosts from which recordings may come"),
        hint=N_("One a line. Nothing is fetched from any other."),
        attributes=LTR,
        rows=2,
        needed=False,
    )
    networks = Paragraph(
        N_("Networks of our own in which the server may stand"),
        hint=N_("As in 10.20.0.0/16, one a line. Empty: only the open internet is called."),
        attributes=LTR,
        rows=2,
        needed=False,
    )


class BigBlueButtonForm(_Served):
    FACTS: ClassVar = ("algorithm",)
    SECRETS: ClassVar = ("secret",)

    secret = Password(N_("Shared secret"), hint=KEPT, attributes=LTR, needed=False)
    algorithm = Pick(
        N_("Checksum"),
        choices=[Choice(one, one.upper()) for one in ALGORITHMS],
        hint=N_("The first is what servers use unless somebody changed it."),
        as_list=True,
    )


class JitsiForm(_Served):
    FACTS: ClassVar = ("app_id", "domain", "tenant", "kid")
    SECRETS: ClassVar = ("secret",)

    secret = Password(
        N_("Secret of the program, or private key of JaaS"),
        hint=KEPT,
        attributes=LTR,
        needed=False,
        longest=8000,
    )
    app_id = TextLine(N_("Id of the program"), attributes=LTR, needed=False)
    domain = TextLine(N_("Domain of the tokens"), attributes=LTR, needed=False)
    tenant = TextLine(N_("Tenant (JaaS only)"), attributes=LTR, needed=False)
    kid = TextLine(N_("Id of the key (JaaS only)"), attributes=LTR, needed=False)


class ZoomForm(_Kept):
    FACTS: ClassVar = ("account_id", "client_id")
    SECRETS: ClassVar = ("client_secret", "hook_secret")

    account_id = TextLine(N_("Account id"), attributes=LTR, needed=False)
    client_id = TextLine(N_("Client id"), attributes=LTR, needed=False)
    client_secret = Password(N_("Client secret"), hint=KEPT, attributes=LTR, needed=False)
    hook_secret = Password(
        N_("Secret token of the event subscription"), hint=KEPT, attributes=LTR, needed=False
    )


BY_HAND: type[AccountForm] = _Kept

FORMS: dict[Provider, type[AccountForm]] = dict.fromkeys(Provider, BY_HAND) | {
    Provider.BIGBLUEBUTTON: BigBlueButtonForm,
    Provider.JITSI: JitsiForm,
    Provider.ZOOM: ZoomForm,
}


def known_of(account: RoomAccount) -> Mapping[str, object]:
    """Return what stands in the form of an account that is there: no secret."""
    names = ("name", "address", "hosts", "networks", "retention_days")
    return {name: getattr(account, name) for name in names} | account.facts


def usual_days(provider: Provider) -> int | None:
    return CAPABILITIES[provider].retention_days


def _key_lines(text: str) -> str:
    """Return a private key with its lines: a field of one line takes them away."""
    if found := PEM.fullmatch(text.strip()):
        head, body, tail = found.groups()
        bare = "".join(body.split())
        lines = [bare[at : at + 64] for at in range(0, len(bare), 64)]
        return "\n".join([head, *lines, tail, ""])
    return text
