"""The blueprint of the evaluator's pages and the public ones, and where snapshots lie."""

from pathlib import Path

from flask import Blueprint

from webinars.web.requests import house

bp = Blueprint("evaluation", __name__)


def snapshots_folder() -> Path:
    return house().settings.data / "snapshots"
