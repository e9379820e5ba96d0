"""What the worker does for live rooms, and after a sitting."""

from webinars.live.operations.calling import House, call
from webinars.live.tasks.projecting import project, report
from webinars.live.tasks.tending import tend
from webinars.live.tasks.thanking import thank

__all__ = ["House", "call", "project", "report", "tend", "thank"]
