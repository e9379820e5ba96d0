"""Pages that show more than one room: for visitors, and for the Secretariat."""

from webinars.desk.views import feeds, home, pages, programme, webinar, zones
from webinars.desk.views.door import bp

__all__ = ["bp", "feeds", "home", "pages", "programme", "webinar", "zones"]
