"""A certificate of attendance on paper: what it says in the reader's language."""

import io
from dataclasses import asdict, dataclass
from pathlib import Path

import segno

from webinars.kernel.printing import printed

SOURCE = Path(__file__).parents[2] / "templates" / "attendance" / "certificate.typ"


@dataclass(frozen=True, kw_only=True)
class Words:
    """Everything that stands on the page."""

    lang: str
    issuer: str
    title: str
    says: str
    name: str
    attended: str
    topic: str
    topic_lang: str
    held: str
    minutes: str
    check: str
    address: str
    code_label: str
    code: str
    issued: str
    qr_alt: str
    warning: str
    """Set where the certificate is none: of demonstration data."""


def pdf_of(words: Words) -> bytes:
    """Return the page as a PDF.

    Raises:
        NotPrinted: the printer failed, or took too long.
    """
    code = code_drawn(words.address, scale=4).decode()
    return printed(SOURCE, {**asdict(words), "rtl": words.lang == "ar", "qr": code})


def code_drawn(address: str, *, scale: int) -> bytes:
    """Return an address as a QR code (ISO/IEC 18004) in SVG: paths alone, no style, no script."""
    drawn = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", scale=scale, light="#fff", svgclass=None, lineclass=None)
    return drawn.getvalue()
