"""Pictures of a document as PNG, drawn as its pages draw them: for a word processor."""

from dataclasses import asdict

from webinars.evaluation.dossiers.blocks import Bars, Curve
from webinars.evaluation.dossiers.typeset import typeset
from webinars.kernel.languages import direction

SHARPNESS = 144
"""Dots an inch."""


def draw(picture: Bars | Curve, *, language: str) -> bytes:
    told = {"kind": type(picture).__name__, **asdict(picture)}
    speech = {"language": language, "direction": direction(language)}
    return typeset({"picture": told, **speech}, dots=SHARPNESS)
