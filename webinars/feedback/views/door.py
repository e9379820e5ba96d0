"""The blueprint of the questionnaires' pages."""

from flask import Blueprint

bp = Blueprint("feedback", __name__)
