"""A letter as a MIME message, laid out as the large mail programs expect invitations.

`multipart/mixed [ multipart/alternative [ text, html, calendar ], invite.ics ]`
(CalConnect's recommended structure; RFC 6047 section 2.4).
"""

from collections.abc import Mapping
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from types import MappingProxyType

from webinars.kernel.addresses import deliverable_address
from webinars.outbox.models import Letter
from webinars.outbox.rendering import Content, Invitation

NONE: Mapping[str, str] = MappingProxyType({})
SEVEN_BIT = policy.SMTP.clone(cte_type="7bit")


def compose(
    letter: Letter,
    content: Content,
    *,
    sender: str,
    now: datetime,
    headers: Mapping[str, str] = NONE,
) -> EmailMessage:
    """Return the message. Its Message-ID is the letter's, the same at every attempt."""
    message = EmailMessage(policy=SEVEN_BIT)
    name, mailbox = parseaddr(sender)
    message["From"] = Address(name, addr_spec=mailbox)
    message["To"] = _recipient(letter)
    message["Subject"] = content.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.public_id}@{mailbox.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    for header, value in {**content.headers, **headers}.items():
        message[header] = value
    message.set_content(content.text, cte="quoted-printable")
    message.add_alternative(content.html, subtype="html", cte="quoted-printable")
    if content.invitation:
        _invite(message, content.invitation)
    message["Content-Language"] = letter.language  # last: filling a message drops such lines
    return message


def _recipient(letter: Letter) -> Address | str:
    try:
        return Address(letter.name, addr_spec=deliverable_address(letter.address))
    except ValueError:  # a local part beyond ASCII (RFC 6531): the bare address is kept
        return letter.address


def _invite(message: EmailMessage, invitation: Invitation) -> None:
    calendar = EmailMessage(policy=SEVEN_BIT)
    calendar.set_content(invitation.body.decode(), subtype="calendar", cte="base64")
    calendar.set_param("method", invitation.method)
    message.attach(calendar)
    message.make_mixed()
    message.add_attachment(
        invitation.body, maintype="application", subtype="ics", filename="invite.ics"
    )
