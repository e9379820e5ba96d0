"""A person's calendar as RFC 5546 wants it, written apart from the product.

It reads the lines itself and knows three rules: a REQUEST with a new UID makes an
entry; of two messages about one UID the one with the higher SEQUENCE counts, and with
the same SEQUENCE the later DTSTAMP (2.1.5); a CANCEL takes the entry out (3.2.5).
"""

import re
from dataclasses import dataclass, field

UNFOLD = re.compile(rb"\r\n[ \t]")


@dataclass(frozen=True)
class Message:
    """What one iTIP message says."""

    method: str
    uid: str
    sequence: int
    stamp: str
    start: str
    status: str
    attendees: tuple[str, ...]
    organizer: str


@dataclass
class Calendar:
    """The entries of one mailbox."""

    owner: str
    entries: dict[str, Message] = field(default_factory=dict)

    def take(self, message: Message) -> None:
        assert message.attendees == (f"mailto:{self.owner}",), "a letter for somebody else"
        known = self.entries.get(message.uid)
        if known and (message.sequence, message.stamp) < (known.sequence, known.stamp):
            return
        self.entries[message.uid] = message

    def starts(self) -> list[str]:
        """Return when the entries that stand begin, as `YYYYMMDDTHHMMSSZ`."""
        return sorted(one.start for one in self.entries.values() if one.method != "CANCEL")


def read(body: bytes) -> Message:
    lines = UNFOLD.sub(b"", body).decode().split("\r\n")
    facts: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = re.sub(r'"[^"]*"', '""', line).partition(":")
        value = line[len(line) - len(value) :]
        facts.setdefault(name.partition(";")[0], []).append(value)
    assert facts["BEGIN"] == ["VCALENDAR", "VEVENT"], "one entry a message"
    return Message(
        method=facts["METHOD"][0],
        uid=facts["UID"][0],
        sequence=int(facts["SEQUENCE"][0]),
        stamp=facts["DTSTAMP"][0],
        start=facts["DTSTART"][0],
        status=facts["STATUS"][0],
        attendees=tuple(facts.get("ATTENDEE", ())),
        organizer=facts["ORGANIZER"][0],
    )
