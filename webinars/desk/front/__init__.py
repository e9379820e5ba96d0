"""The pages that most visitors come for, ready as soon as the house answers.

All other pages are let in when somebody first asks for one of them.
"""

from webinars.desk.front import feeds, home, pages, programme, webinar
from webinars.desk.front.door import bp

__all__ = ["bp", "feeds", "home", "pages", "programme", "webinar"]
