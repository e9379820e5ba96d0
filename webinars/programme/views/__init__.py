"""The Secretariat's pages about the programme alone. What shows more than it is the desk's."""

from webinars.programme.views import (
    announcing,
    busy,
    cloning,
    costs,
    drafting,
    materials,
    people,
    running,
    series,
    sittings,
    texts,
    webinars,
)
from webinars.programme.views.door import bp

__all__ = [
    "announcing",
    "bp",
    "busy",
    "cloning",
    "costs",
    "drafting",
    "materials",
    "people",
    "running",
    "series",
    "sittings",
    "texts",
    "webinars",
]
