"""The indicators: their definitions, and running them over a snapshot."""

from webinars.evaluation.indicators.definitions import Definition, definitions, present_definitions
from webinars.evaluation.indicators.narrowing import (
    figures_apart,
    is_kept,
    kept_figures,
    series_in,
)
from webinars.evaluation.indicators.running import (
    ROOMY,
    TIGHT,
    Figure,
    Populations,
    as_json,
    columns_of,
    figures,
    members,
    open_bench,
    open_tables,
    populations,
    write_definitions,
    write_narrowing,
)
from webinars.evaluation.indicators.telling import told

__all__ = [
    "ROOMY",
    "TIGHT",
    "Definition",
    "Figure",
    "Populations",
    "as_json",
    "columns_of",
    "definitions",
    "figures",
    "figures_apart",
    "is_kept",
    "kept_figures",
    "members",
    "open_bench",
    "open_tables",
    "populations",
    "present_definitions",
    "series_in",
    "told",
    "write_definitions",
    "write_narrowing",
]
