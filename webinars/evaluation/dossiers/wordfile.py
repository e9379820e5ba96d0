"""A document as DOCX: real headings, header rows, languages, text alternatives, right to left."""

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from webinars.evaluation.dossiers.blocks import (
    Block,
    Document,
    Drawing,
    Heading,
    NewPage,
    Paragraph,
    Table,
)
from webinars.evaluation.dossiers.typeset import SHARPNESS, as_png
from webinars.kernel.languages import direction

ALWAYS = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
STAMP = (1980, 1, 1, 0, 0, 0)
LATIN, ARABIC, CHINESE = "Noto Sans", "Noto Sans Arabic", "Noto Sans SC"
TAGS = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-CH", "ru": "ru-RU", "es": "es-ES"}


def write_docx(document: Document, target: Path) -> None:
    """Write `document`; the same document gives the same bytes."""
    import docx  # noqa: PLC0415  (half a second that no web process needs)

    made = docx.Document()
    _settle(made, document)
    writer = Writer(made, document)
    for mark in document.marks:
        writer.line(mark, at_end=True)
    writer.title()
    for block in document.blocks:
        writer.block(block)
    buffer = BytesIO()
    made.save(buffer)
    _again(buffer, target)


def _settle(made: Any, document: Document) -> None:  # noqa: ANN401  (python-docx states few types)
    """Set properties, language, fonts and the footer with the page's number."""
    core = made.core_properties
    core.title, core.author, core.language = document.title, "", TAGS[document.language]
    core.created = core.modified = ALWAYS
    core.last_modified_by, core.comments, core.revision = "", "", 1
    fonts = made.styles["Normal"].element.get_or_add_rPr()
    _child(fonts, "w:rFonts", **{f"w:{kind}": LATIN for kind in ("ascii", "hAnsi")})
    faces = fonts.find(_name("w:rFonts"))
    faces.set(_name("w:cs"), ARABIC)
    faces.set(_name("w:eastAsia"), CHINESE)
    tag = TAGS[document.language]
    _child(fonts, "w:lang", **{"w:val": tag, "w:bidi": tag, "w:eastAsia": tag})
    paragraph = made.sections[0].footer.paragraphs[0]
    paragraph.text = f"{document.footer} · "
    _field(paragraph, "PAGE")
    if direction(document.language) == "rtl":
        _turn(paragraph)


class Writer:
    """Writes blocks one after another, and counts the numbered paragraphs."""

    def __init__(self, made: Any, document: Document) -> None:  # noqa: ANN401
        self.made, self.document = made, document
        self.rtl = direction(document.language) == "rtl"
        self.number = 0
        drawings = [one for one in document.blocks if isinstance(one, Drawing)]
        drawn = as_png([one.picture for one in drawings], language=document.language)
        self.pictures = {id(one): png for one, png in zip(drawings, drawn, strict=True)}

    def title(self) -> None:
        self._turned(self.made.add_heading(self.document.title, 0))
        self.line(self.document.subtitle)

    def line(self, text: str, *, at_end: bool = False) -> None:
        paragraph = self._turned(self.made.add_paragraph(text))
        if at_end:
            _align(paragraph, "end")

    def block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._turned(self.made.add_heading(block.text, block.level))
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, NewPage):
            self.made.add_page_break()
        else:
            self._picture(block)

    def _paragraph(self, block: Paragraph) -> None:
        if block.numbered:
            self.number += 1
        text = f"{self.number}.\t{block.text}" if block.numbered else block.text
        paragraph = self.made.add_paragraph(text)
        if block.language:
            _tag(paragraph, TAGS[block.language])
        else:
            self._turned(paragraph)

    def _table(self, block: Table) -> None:
        caption = self._turned(self.made.add_paragraph(block.caption, style="Caption"))
        caption.paragraph_format.keep_with_next = True
        table = self.made.add_table(rows=0, cols=len(block.head))
        table.style = "Table Grid"
        if self.rtl:
            _child(table._tbl.tblPr, "w:bidiVisual")  # noqa: SLF001  (python-docx has no other way)
        self._row(table, block.head, block, heads=True)
        for row in block.rows:
            self._row(table, row, block, heads=False)
        if block.note:
            self.line(block.note)

    def _row(self, table: Any, cells: Iterable[str], block: Table, *, heads: bool) -> None:  # noqa: ANN401
        row = table.add_row()
        if heads:
            _child(row._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001
        for n, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = self._turned(cell.paragraphs[0])
            run = paragraph.add_run(text)
            run.bold = heads
            if self.rtl:
                _child(run._r.get_or_add_rPr(), "w:rtl")  # noqa: SLF001
            if n in block.numeric:
                _align(paragraph, "end")

    def _picture(self, block: Drawing) -> None:
        from docx.shared import Inches  # noqa: PLC0415

        png = self.pictures[id(block)]
        inches = int.from_bytes(png[16:20]) / SHARPNESS  # its width stands there
        shape = self.made.add_picture(BytesIO(png), width=Inches(inches))
        self._turned(self.made.paragraphs[-1]).paragraph_format.keep_with_next = True
        shape._inline.docPr.set("descr", block.alt)  # noqa: SLF001
        self._turned(self.made.add_paragraph(block.caption, style="Caption"))

    def _turned(self, paragraph: Any) -> Any:  # noqa: ANN401
        if self.rtl:
            _turn(paragraph)
        return paragraph


def _turn(paragraph: Any) -> None:  # noqa: ANN401
    """Let a paragraph and its text run right to left."""
    _child(paragraph._p.get_or_add_pPr(), "w:bidi")  # noqa: SLF001
    for run in paragraph.runs:
        _child(run._r.get_or_add_rPr(), "w:rtl")  # noqa: SLF001


def _align(paragraph: Any, where: str) -> None:  # noqa: ANN401
    _child(paragraph._p.get_or_add_pPr(), "w:jc", **{"w:val": where})  # noqa: SLF001


def _tag(paragraph: Any, tag: str) -> None:  # noqa: ANN401
    for run in paragraph.runs:
        _child(run._r.get_or_add_rPr(), "w:lang", **{"w:val": tag})  # noqa: SLF001


def _field(paragraph: Any, code: str) -> None:  # noqa: ANN401
    """Add a field that the word processor fills in, such as the number of the page."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()._r  # noqa: SLF001
        if kind:
            _child(run, "w:fldChar", **{"w:fldCharType": kind})
        else:
            _child(run, "w:instrText").text = text


def _child(parent: Any, name: str, **attributes: str) -> Any:  # noqa: ANN401
    """Return the child of that name, made where there was none, with the attributes given."""
    from docx.oxml import OxmlElement  # noqa: PLC0415

    found = parent.find(_name(name)) if name not in {"w:fldChar", "w:instrText"} else None
    if found is None:
        found = OxmlElement(name)
        parent.append(found)
    for key, value in attributes.items():
        found.set(_name(key), value)
    return found


def _name(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415

    return str(qn(name))


def _again(made: BytesIO, target: Path) -> None:
    """Write the package once more with one moment for every file in it."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(target, "w") as archive:
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, source.read(name))
