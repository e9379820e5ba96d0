"""Which interpretation a registration may ask for."""

from webinars.programme.models import Webinar
from webinars.registrations.operations.refusals import NotInterpreted
from webinars.registrations.rules import interpretation


def refuse_unless_interpreted(webinar: Webinar, language: str) -> None:
    """Refuse a language into which nobody interprets; empty is the floor."""
    if language and language not in interpretation(webinar):
        raise NotInterpreted
