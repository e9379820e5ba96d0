"""E-mail addresses: well-formed or refused, and the form in which two are compared."""

from functools import lru_cache

from webinars.kernel.refusals import BadInput
from webinars.kernel.text import N_, clean_line


class BadAddress(BadInput):
    message = N_(
        "“%(address)s” is not an e-mail address. Write it in full, as in name@office.example."
    )


def written_address(text: str) -> str:
    """Return the address to which a letter goes, as written but for its domain's case.

    A dot after the domain, which is correct in the domain name system and
    common after a sentence, is left out.

    Raises:
        BadAddress: it is not an address (RFC 5321, RFC 6531); deliverability is not asked.
    """
    from email_validator import EmailNotValidError  # noqa: PLC0415  (slow, and no page needs it)

    try:
        return _normalized(clean_line(text).rstrip("."))
    except EmailNotValidError as error:
        raise BadAddress(address=clean_line(text)) from error


def normal_address(text: str) -> str:
    """Return the form in which two spellings of one address are equal.

    The part before the sign is compared without case, as mail systems do in
    practice, though RFC 5321 would allow them to tell.
    """
    return written_address(text).casefold()


@lru_cache(maxsize=16)  # form, search and both columns ask for the same one within one request
def _normalized(line: str) -> str:
    from email_validator import validate_email  # noqa: PLC0415  (as above)

    return validate_email(line, check_deliverability=False, test_environment=True).normalized
