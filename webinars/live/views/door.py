"""The blueprint of the live rooms."""

from flask import Blueprint

bp = Blueprint("live", __name__)
