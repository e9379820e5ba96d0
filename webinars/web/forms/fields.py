"""Questions that are answered by writing, or with a file."""

import re
from datetime import date, datetime, time
from typing import Any, ClassVar

from werkzeug.datastructures import FileStorage

from webinars.kernel.addresses import BadAddress, written_address
from webinars.kernel.text import N_, clean_line, clean_paragraphs
from webinars.web.forms.form import Asked, Wrong

LONGEST_LINE = 300
LONGEST_ADDRESS = 254
"""RFC 5321, section 4.5.3.1.3, less the angle brackets."""
LONGEST_PARAGRAPH = 5000
LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)
TOO_LONG = N_("Use at most %(longest)s characters: there are %(count)s now.")
TOO_LONG_BRIEF = N_("too long")
FIRST_YEAR = 2000
LAST_YEAR = 2100


class TextLine(Asked[str]):
    """One line of text, cleaned; empty text where an optional question was left open."""

    def __init__(self, label: str, *, longest: int = LONGEST_LINE, **asked: Any) -> None:  # noqa: ANN401
        super().__init__(label, **asked)
        self.longest = longest

    def read(self, text: str) -> str:
        return clean_line(text)

    def is_empty(self) -> bool:
        return not self.data

    def judge(self) -> None:
        count = len(self.value)
        if count > self.longest:
            raise Wrong(TOO_LONG, TOO_LONG_BRIEF, longest=self.longest, count=count)


class NameLine(TextLine):
    """What a person is called. Letters open with it, so it leads nowhere.

    With a link in it a stranger could have our letters carry an advertisement to anybody.
    """

    def judge(self) -> None:
        super().judge()
        if LINK.search(self.value):
            raise Wrong(
                N_("Write the name alone, without a web address."), N_("holds a web address")
            )


class EmailLine(TextLine):
    """An e-mail address, as written; `kernel.addresses` knows the form to keep."""

    attributes: ClassVar = {"type": "email", "dir": "ltr", "autocomplete": "email"}
    missing: ClassVar = N_("Write your address in full, as in name@office.example.")

    def __init__(self, label: str, *, longest: int = LONGEST_ADDRESS, **asked: Any) -> None:  # noqa: ANN401
        super().__init__(label, longest=longest, **asked)

    def judge(self) -> None:
        super().judge()
        try:
            written_address(self.value)
        except BadAddress as refusal:
            brief = N_("the address is not complete")
            raise Wrong(refusal.message, brief, **refusal.values) from refusal


class Password(TextLine):
    """A secret: taken as it is, never written back into the page."""

    attributes: ClassVar = {"type": "password", "dir": "ltr", "autocomplete": "current-password"}
    missing: ClassVar = N_("Write your password.")

    @property
    def written(self) -> str:
        return ""

    def read(self, text: str) -> str:
        return text


class Paragraph(TextLine):
    """Text in several lines, cleaned line by line."""

    look = "paragraph"

    def __init__(
        self,
        label: str,
        *,
        longest: int = LONGEST_PARAGRAPH,
        rows: int = 3,
        **asked: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(label, longest=longest, **asked)
        self.element = {"rows": str(rows)} | self.element

    def read(self, text: str) -> str:
        return clean_paragraphs(text)


class WallDate(Asked[date]):
    """A day, as on a calendar in the room."""

    attributes: ClassVar = {"type": "date", "class": "short"}
    missing: ClassVar = N_("Choose a day, as in 2026-12-09.")
    missing_brief: ClassVar = N_("no day is chosen")

    def read(self, text: str) -> date | None:
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            return None

    def judge(self) -> None:
        if self.data is None or not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            sentence = N_("Write a day that the calendar has: year, month, day, as in 2026-12-09.")
            raise Wrong(sentence, N_("this is not a day"))


class WallTime(Asked[time]):
    """An hour, as on a clock in the room."""

    attributes: ClassVar = {"type": "time", "class": "short"}
    missing: ClassVar = N_("Write the hour, as in 14:30.")
    missing_brief: ClassVar = N_("no hour is given")

    def shown(self, data: time | None) -> str:
        return f"{data:%H:%M}" if data else ""

    def read(self, text: str) -> time | None:
        for pattern in ("%H:%M", "%H:%M:%S"):
            try:
                return datetime.strptime(text.strip(), pattern).time()  # noqa: DTZ007  (a wall time)
            except ValueError:
                continue
        return None

    def judge(self) -> None:
        if self.data is None:
            sentence = N_("Write an hour from 00:00 to 23:59, as in 14:30.")
            raise Wrong(sentence, N_("this is not an hour"))


class WholeNumber(Asked[int]):
    """A whole number, in digits of any script, from `least` to `most`."""

    attributes: ClassVar = {"inputmode": "numeric", "size": "6", "class": "short"}
    missing: ClassVar = N_("Write a number in digits.")

    def __init__(self, label: str, *, least: int = 0, most: int = 1_000_000, **asked: Any) -> None:  # noqa: ANN401
        super().__init__(label, **asked)
        self.least = least
        self.most = most

    def read(self, text: str) -> int | None:
        digits = clean_line(text).replace(" ", "")
        try:
            return int(digits) if "_" not in digits else None
        except ValueError:
            return None

    def judge(self) -> None:
        if self.data is None:
            raise Wrong(N_("Write a whole number in digits, as in 12."), N_("this is not a number"))
        if not self.least <= self.data <= self.most:
            sentence = N_("Write a number from %(least)s to %(most)s.")
            raise Wrong(sentence, N_("too small or too large"), least=self.least, most=self.most)


class FileOne(Asked[FileStorage]):
    """One file. What is in it is judged where it is read, never by its name."""

    look = "file"
    attributes: ClassVar = {"type": "file"}
    missing: ClassVar = N_("Choose the file again: a page cannot keep it.")
    missing_brief: ClassVar = N_("no file is chosen")

    @property
    def written(self) -> str:
        return ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        files = (sent for sent in valuelist if isinstance(sent, FileStorage) and sent.filename)
        self.data = next(files, None)

    def is_empty(self) -> bool:
        return self.data is None
