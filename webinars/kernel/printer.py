"""The printer, as a process: reads what a page says as JSON, writes the PDF. See `printing`.

Nobody imports it: the library is loaded only where a page is printed.
"""

import importlib.util
import sys
from pathlib import Path

import typst

PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "pylopdf_fonts_zh_cn")


def main() -> None:
    told = {"data": sys.stdin.buffer.read().decode()}
    source, fonts = sys.argv[1], _fonts()
    try:
        page = typst.compile(
            source,
            sys_inputs=told,
            font_paths=fonts,
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )
    except typst.TypstError:  # a name in a script that these fonts lack
        page = typst.compile(source, sys_inputs=told, font_paths=fonts)
    sys.stdout.buffer.write(page)


def _fonts() -> list[str]:
    """Return where the fonts of the house are, so that every machine prints alike."""
    found = filter(None, map(importlib.util.find_spec, PACKAGES))
    return [str(Path(spec.origin).parent) for spec in found if spec.origin]


if __name__ == "__main__":
    main()
