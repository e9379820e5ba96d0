"""Letters about accounts: a forgotten password, an invitation."""

from sqlalchemy import select

from webinars.accounts.models import SingleUse
from webinars.database import Db
from webinars.kernel.tokens import Purpose
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Draft, Kind, Pen


def _with_key(template: str) -> Kind:
    def draft(db: Db, letter: Letter, pen: Pen) -> Draft | None:
        key = db.scalars(select(SingleUse).where(SingleUse.public_id == letter.about)).one_or_none()
        if key is None or key.used_at or key.expires_at <= pen.now:
            return None
        link = pen.link(Purpose.PASSWORD, key.public_id, 1)
        return Draft(
            template, {"link": link, "expires_at": key.expires_at, "posted_at": letter.posted_at}
        )

    return draft


KINDS: dict[str, Kind] = {
    "accounts.forgotten": _with_key("accounts/letters/forgotten"),
    "accounts.invitation": _with_key("accounts/letters/invitation"),
}
