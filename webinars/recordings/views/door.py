"""The room's blueprint."""

from flask import Blueprint

bp = Blueprint("recordings", __name__)
