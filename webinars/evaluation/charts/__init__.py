"""Geometry of the pictures: numbers and words in, shapes out. Templates only draw them.

No sizes in pixels are promised: a picture has a viewBox and is as wide as its column.
"""

from webinars.evaluation.charts.around import Around, alone, parted
from webinars.evaluation.charts.bars import Bar, bars
from webinars.evaluation.charts.columns import Band, Row, banded, lattice
from webinars.evaluation.charts.lines import Axis, curve
from webinars.evaluation.charts.parts import ALONE, PAINTS, Picture, Shape, Words
from webinars.evaluation.charts.tiles import LOOKS, Tiled, grid, tiles
from webinars.evaluation.charts.whiskers import Whisker, whiskers

__all__ = [
    "ALONE",
    "LOOKS",
    "PAINTS",
    "Around",
    "Axis",
    "Band",
    "Bar",
    "Picture",
    "Row",
    "Shape",
    "Tiled",
    "Whisker",
    "Words",
    "alone",
    "banded",
    "bars",
    "curve",
    "grid",
    "lattice",
    "parted",
    "tiles",
    "whiskers",
]
