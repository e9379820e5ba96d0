"""A document as tagged PDF (PDF/UA-1): typst refuses a picture without words or a missing glyph."""

import importlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from webinars.evaluation.charts import PAINTS, Picture
from webinars.evaluation.dossiers.blocks import Block, Document
from webinars.kernel.languages import direction

PAGE = Path(__file__).parent / "page.typ"
FONTS = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "pylopdf_fonts_zh_cn")
"""Packages that bring the fonts: nothing of the machine's own is used."""


SHARPNESS = 144
"""Dots an inch of a picture for a word processor."""


def write_pdf(document: Document, target: Path) -> None:
    """Write `document`; the same document gives the same text on the same pages."""
    target.write_bytes(_compiled(_told(document), format="pdf", pdf_standards="ua-1"))


def as_png(pictures: Sequence[Picture], *, language: str) -> list[bytes]:
    """Return each picture as the pages of a document have it, all in one go."""
    if not pictures:
        return []
    told = {"pictures": [asdict(one) for one in pictures], **_looks(language)}
    made = _compiled(told, format="png", ppi=SHARPNESS)
    return made if isinstance(made, list) else [made]


def _compiled(told: Mapping[str, Any], **how: object) -> Any:  # noqa: ANN401  (bytes, or one a page)
    """Return what `page.typ` makes of `told`.

    Raises:
        typst.TypstError: a picture has no words, a heading skips a level, a glyph is missing.
    """
    import typst  # noqa: PLC0415  (81 MB that no web process needs)

    folders = [str(Path(str(importlib.import_module(name).__file__)).parent) for name in FONTS]
    compile_: Any = typst.compile  # whose types know no plain list of folders
    return compile_(
        PAGE.read_bytes(),
        sys_inputs={"data": json.dumps(told, ensure_ascii=False, sort_keys=True)},
        font_paths=list(folders),
        ignore_system_fonts=True,
        **how,
    )


def _looks(language: str) -> dict[str, Any]:
    paints = {look: asdict(paint) for look, paint in PAINTS.items()}
    return {"language": language, "direction": direction(language), "paints": paints}


def _told(document: Document) -> dict[str, Any]:
    told = asdict(document)
    told["blocks"] = [_block(block) for block in document.blocks]
    return told | _looks(document.language)


def _block(block: Block) -> dict[str, Any]:
    found = asdict(block)
    if "numeric" in found:
        found["numeric"] = sorted(found["numeric"])
    return {"kind": type(block).__name__, **found}
