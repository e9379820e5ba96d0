"""Addresses of series and webinars: given once, and never to another."""

import re
import unicodedata
from datetime import date, datetime

from webinars.database import Db
from webinars.programme.models import Series, SlugHistory, Webinar
from webinars.programme.operations.refusals import BadSlug, SlugTaken
from webinars.programme.queries import slug_is_free

LONGEST = 80
SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = frozenset({"new", "edit"})
"""Last parts of the Secretariat's own addresses."""


def checked_slug(db: Db, *, slug: str, subject: str | None = None) -> str:
    """Return `slug` if it may be the address of `subject`, a public id, or of something new.

    Raises:
        BadSlug: it has not the shape of one.
        SlugTaken: it leads, or led, to something else.
    """
    wanted = slug.strip().lower()
    if len(wanted) > LONGEST or not SHAPE.fullmatch(wanted):
        raise BadSlug
    if wanted in RESERVED or not slug_is_free(db, slug=wanted, subject=subject):
        raise SlugTaken(slug=wanted)
    return wanted


def slug_for(db: Db, *, title: str, month: date) -> str:
    """Return a free address made from `title`, or from `month` where it has no Latin letters."""
    folded = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", folded)
    base = "-".join(words)[: LONGEST - 4].strip("-")
    if not re.search("[a-z]{3}", base):
        base = f"webinar-{month:%Y-%m}"
    number, slug = 1, base
    while slug in RESERVED or not slug_is_free(db, slug=slug, subject=None):
        number += 1
        slug = f"{base}-{number}"
    return slug


def move_to(db: Db, *, row: Series | Webinar, slug: str, now: datetime) -> None:
    """Give `row` another address; the earlier one leads on from now on."""
    if not slug or slug == row.slug:
        return
    wanted = checked_slug(db, slug=slug, subject=row.public_id)
    if returned := db.get(SlugHistory, wanted):
        db.delete(returned)  # it comes back to its own earlier address
    db.add(SlugHistory(slug=row.slug, subject=row.public_id, since=now))
    row.slug = wanted
    db.flush()
