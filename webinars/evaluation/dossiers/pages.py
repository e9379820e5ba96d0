"""A document as one HTML file to print: no script, nothing from elsewhere, right to left too."""

from collections.abc import Iterator
from html import escape

from webinars.evaluation.dossiers.blocks import (
    Block,
    Document,
    Drawing,
    Heading,
    Paragraph,
    Table,
)
from webinars.kernel.languages import direction

STYLE = """
body{max-width:46em;margin:0 auto;padding:1.5em;color:#111;background:#fff}
body{font:15px/1.5 "Noto Sans","Noto Sans Arabic","Noto Sans SC",sans-serif}
h1{font-size:1.7em}h2{font-size:1.25em;margin-top:2em}h3{font-size:1.05em}
table{border-collapse:collapse;width:100%;margin:1em 0;font-size:.92em}
caption{text-align:start;font-weight:600;padding-bottom:.3em}
th,td{text-align:start;vertical-align:top;border-bottom:1px solid #aaa;padding:.25em .5em}
.r{text-align:end;font-variant-numeric:tabular-nums}.mark{text-align:end;margin:0}
.note,footer{font-size:.88em;color:#444}ol{padding-inline-start:2em}
meter{width:8em}
@media print{body{padding:0}table{break-inside:avoid}h2,h3{break-after:avoid}}
"""


def as_html(document: Document) -> str:
    body = "\n".join(line for block in document.blocks for line in _block(block))
    marks = "".join(f'<p class="mark">{escape(mark)}</p>\n' for mark in document.marks)
    return (
        f'<!doctype html>\n<html lang="{document.language}" dir="{direction(document.language)}">\n'
        f'<head>\n<meta charset="utf-8">\n<title>{escape(document.title)}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{marks}<h1>{escape(document.title)}</h1>\n"
        f"<p>{escape(document.subtitle)}</p>\n{body}\n</main>\n"
        f'<footer dir="auto"><p>{escape(document.footer)}</p></footer>\n</body>\n</html>\n'
    )


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"
    elif isinstance(block, Paragraph):
        lang = (
            f' lang="{block.language}" dir="{direction(block.language)}"' if block.language else ""
        )
        yield f"<p{lang}>{escape(block.text)}</p>"
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Drawing):
        yield f"<p>{escape(block.caption)}</p>"


def _table(table: Table) -> Iterator[str]:
    yield f"<table>\n<caption>{escape(table.caption)}</caption>"
    if any(table.head):
        heads = "".join(
            f'<th scope="col"{_end(table, n)}>{escape(cell)}</th>'
            for n, cell in enumerate(table.head)
        )
        yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for first, *rest in table.rows:
        cells = "".join(
            f"<td{_end(table, n)}>{escape(cell)}</td>" for n, cell in enumerate(rest, start=1)
        )
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody>\n</table>"
    if table.note:
        yield f'<p class="note">{escape(table.note)}</p>'


def _end(table: Table, column: int) -> str:
    return ' class="r"' if column in table.numeric else ""
