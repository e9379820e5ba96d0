"""Letters about accounts: a forgotten password, an invitation, a link, a term."""

from sqlalchemy import select

from webinars.accounts.models import SingleUse
from webinars.accounts.queries import find_term
from webinars.database import Db
from webinars.kernel.text import N_
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen, Sort
from webinars.people.models import FocalPoint
from webinars.states.models import Group
from webinars.states.queries import names
from webinars.states.rules import GROUP_NAMES


def _with_key(template: str, purpose: Purpose = Purpose.PASSWORD) -> Kind:
    def draft(db: Db, letter: Letter, pen: Pen) -> Draft | None:
        key = db.scalars(select(SingleUse).where(SingleUse.public_id == letter.about)).one_or_none()
        if key is None or key.used_at or key.expires_at <= pen.now:
            return None
        link = pen.link(purpose, key.public_id, 1)
        return Draft(
            template, {"link": link, "expires_at": key.expires_at, "posted_at": letter.posted_at}
        )

    return draft


def named(db: Db, letter: Letter, pen: Pen) -> Draft | None:
    """Draft that somebody is focal point or coordinator, and how to sign in."""
    term = find_term(db, public_id=letter.about)
    if term is None or term.ended_at is not None:
        return None
    is_focal = isinstance(term, FocalPoint)
    states = dict(names(db, language=letter.language, on=pen.now.date()))
    values = {
        "where": states.get(term.state_code, term.state_code)
        if isinstance(term, FocalPoint)
        else pen.say(GROUP_NAMES[Group(term.group)]),
        "focal": is_focal,
        "starts_on": term.starts_on,
        "ends_on": term.ends_on,
        "source": term.source,
        "link": f"{pen.base_url}/sign-in/by-letter",
    }
    return Draft("accounts/letters/named", values)


KINDS: dict[str, Kind] = {
    "accounts.forgotten": _with_key("accounts/letters/forgotten"),
    "accounts.sign_in": _with_key("accounts/letters/sign_in", Purpose.SIGN_IN),
    "accounts.named": named,
    "accounts.invitation": _with_key("accounts/letters/invitation"),
}

SORTS = {
    "accounts.forgotten": Sort(N_("Forgotten password")),
    "accounts.sign_in": Sort(N_("Sign-in by letter")),
    "accounts.named": Sort(N_("Named focal point or coordinator"), waits=True),
    "accounts.invitation": Sort(N_("Invitation to an account")),
}
