"""Which interpretation a registration may ask for."""

from webinars.database import Db
from webinars.programme.models import Webinar
from webinars.registrations.operations.refusals import NotInterpreted
from webinars.registrations.queries.doors import is_interpreted


def refuse_unless_interpreted(db: Db, webinar: Webinar, language: str) -> None:
    """Refuse a language into which nobody interprets; empty is the floor."""
    if language and not is_interpreted(db, webinar=webinar, language=language):
        raise NotInterpreted
