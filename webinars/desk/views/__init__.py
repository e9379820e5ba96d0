"""Pages that show more than one room: for visitors, and for the Secretariat."""

from webinars.desk.views import (
    administration,
    appearing,
    changing,
    delegation,
    feeds,
    home,
    my_colleague,
    my_voice,
    own_feeds,
    pages,
    planner,
    programme,
    terms,
    today,
    webinar,
    webinar_desk,
    zones,
)
from webinars.desk.views.door import bp

__all__ = [
    "administration",
    "appearing",
    "bp",
    "changing",
    "delegation",
    "feeds",
    "home",
    "my_colleague",
    "my_voice",
    "own_feeds",
    "pages",
    "planner",
    "programme",
    "terms",
    "today",
    "webinar",
    "webinar_desk",
    "zones",
]
