"""E-mail addresses: well-formed or refused, and the form in which two are compared."""

import re
from functools import lru_cache

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_, clean_line


class BadAddress(BadInput):
    message = N_(
        "“%(address)s” is not an e-mail address. Write it in full, as in name@office.example."
    )


WITH_NAME = re.compile(r"[^<>]*<([^<>]+)>")
"""An address as it is copied out of a letter: “Name <address>”."""
WIDE = str.maketrans("＠．。", "@..")
SCHEME = "mailto:"


def written_address(text: str) -> str:
    """Return the address to which a letter goes, as written but for its domain's case.

    What comes with an address that is copied is left out: the name before it
    and its brackets, `mailto:`, a dot, comma or semicolon behind. The wide
    signs of a Chinese keyboard are read as the narrow ones.

    Raises:
        BadAddress: it is not an address (RFC 5321, RFC 6531); deliverability is not asked.
    """
    from email_validator import EmailNotValidError  # noqa: PLC0415  (slow, and no page needs it)

    try:
        return _normalized(_bare(clean_line(text)))
    except EmailNotValidError as error:
        raise BadAddress(address=clean_line(text)) from error


def normal_address(text: str) -> str:
    """Return the form in which two spellings of one address are equal.

    The part before the sign is compared without case, as mail systems do in
    practice, though RFC 5321 would allow them to tell.
    """
    return written_address(text).casefold()


def deliverable_address(address: str) -> str:
    """Return `address` with its domain in ASCII, as every mail server takes it (RFC 5891).

    A part before the sign beyond ASCII (RFC 6531) stays, and with it the domain.
    """
    from email_validator import validate_email  # noqa: PLC0415  (as above)

    if address.isascii():
        return address
    told = validate_email(address, check_deliverability=False, test_environment=True)
    return told.ascii_email or address


def _bare(line: str) -> str:
    line = line.translate(WIDE).rstrip(" ,;.")
    if copied := WITH_NAME.fullmatch(line):
        line = copied[1]
    return line[len(SCHEME) :] if line[: len(SCHEME)].casefold() == SCHEME else line


@lru_cache(maxsize=16)  # form, search and both columns ask for the same one within one request
def _normalized(line: str) -> str:
    from email_validator import validate_email  # noqa: PLC0415  (as above)

    return validate_email(line, check_deliverability=False, test_environment=True).normalized
