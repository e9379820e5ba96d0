"""What a title may be."""

from webinars.kernel.text import clean_line
from webinars.programme.operations.refusals import NoTitle, TitleTooLong

LONGEST_TITLE = 300


def checked_title(text: str) -> str:
    """Return `text` as one clean line.

    Raises:
        NoTitle: nothing is written.
        TitleTooLong: more than 300 characters; it is never cut.
    """
    title = clean_line(text)
    if not title:
        raise NoTitle
    if len(title) > LONGEST_TITLE:
        raise TitleTooLong(longest=LONGEST_TITLE, count=len(title))
    return title
