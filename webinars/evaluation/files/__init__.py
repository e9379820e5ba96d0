"""The files of a snapshot: tables, definitions, figures, seal. Same cut, same bytes."""

CODEBOOK = "codebook.csv"
PACKAGE = "datapackage.json"
FIGURES = "indicators.json"
README = "README.txt"
WORKBOOK = "evaluation.xlsx"
DEFINITIONS = "definitions"
SERIES = "series"
"""Folder with one of each series, by its public id, where a snapshot holds several: the SQL that
narrows the tables to it, and its own `indicators.json`."""
NARROWING = "tables.sql"
MANIFEST = "manifest.json"
CHAIN = "chain.json"
SEAL = "manifest.sha256"
"""Digests of manifest and chain; its own digest is the one that is mailed and shown."""

PART = ".part"
"""How the name of a folder ends until it is whole, on disk, and called after its cut."""
