"""The documents of a mandate: symbols, each with its address where it is known."""

from dataclasses import dataclass

from webinars.programme.models import Series

SCHEMES = ("https://", "http://")


@dataclass(frozen=True)
class Document:
    symbol: str
    address: str
    """Empty where none is known."""


def documents_of(series: Series) -> list[Document]:
    """Return the decision's document first, then the further ones, in their order."""
    first = Document(series.decision_symbol, series.decision_url)
    return [one for one in (first, *read_documents(series.further_documents)) if one.symbol]


def read_documents(lines: str) -> list[Document]:
    """Return the documents written one a line: a symbol, then its address or nothing."""
    return [read_document(line) for line in lines.splitlines() if line.strip()]


def read_document(line: str) -> Document:
    """Return the symbol and address in `line`; a symbol may have blanks, an address has none."""
    symbol, _, last = line.strip().rpartition(" ")
    if last.startswith(SCHEMES):
        return Document(symbol.strip(), last)
    return Document(line.strip(), "")
