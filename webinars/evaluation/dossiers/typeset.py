"""A document as tagged PDF (PDF/UA-1): typst refuses a picture without words or a missing glyph."""

import importlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from webinars.evaluation.dossiers.blocks import Block, Document
from webinars.kernel.languages import direction

PAGE = Path(__file__).parent / "page.typ"
FONTS = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "pylopdf_fonts_zh_cn")
"""Packages that bring the fonts: nothing of the machine's own is used."""


def write_pdf(document: Document, target: Path) -> None:
    """Write `document`; the same document gives the same text on the same pages."""
    target.write_bytes(typeset(_told(document)))


def typeset(told: Mapping[str, Any], *, dots: float | None = None) -> bytes:
    """Return what `page.typ` makes of `told`: PDF, or PNG of so many dots an inch.

    Raises:
        typst.TypstError: a picture has no words, a heading skips a level, a glyph is missing.
    """
    import typst  # noqa: PLC0415  (81 MB that no web process needs)

    folders = [str(Path(str(importlib.import_module(name).__file__)).parent) for name in FONTS]
    compile_: Any = typst.compile  # whose types know no plain list of folders
    made: bytes = compile_(
        PAGE.read_bytes(),
        sys_inputs={"data": json.dumps(told, ensure_ascii=False, sort_keys=True)},
        font_paths=list(folders),
        ignore_system_fonts=True,
        format="pdf" if dots is None else "png",
        ppi=dots,
        pdf_standards="ua-1" if dots is None else None,
    )
    return made


def _told(document: Document) -> dict[str, Any]:
    told = asdict(document)
    told["blocks"] = [_block(block) for block in document.blocks]
    return {**told, "direction": direction(document.language)}


def _block(block: Block) -> dict[str, Any]:
    found = asdict(block)
    if "numeric" in found:
        found["numeric"] = sorted(found["numeric"])
    return {"kind": type(block).__name__, **found}
