"""For the operator: is the process alive, does the database answer."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from webinars.web.access import public
from webinars.web.requests import db

bp = Blueprint("health", __name__)


@bp.get("/health/live")
@public
def live() -> ResponseReturnValue:
    return {"status": "alive"}


@bp.get("/health/ready")
@public
def ready() -> ResponseReturnValue:
    db().execute(text("SELECT 1"))
    return {"status": "ready"}
