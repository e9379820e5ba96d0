"""The indicators: their definitions, and running them over a snapshot."""

from webinars.evaluation.indicators.definitions import Definition, definitions, present_definitions
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
    "members",
    "open_bench",
    "open_tables",
    "populations",
    "present_definitions",
    "told",
    "write_definitions",
]
