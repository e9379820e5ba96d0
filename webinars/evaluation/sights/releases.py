"""What leaves, in words."""

from webinars.evaluation.models import ReleaseKind
from webinars.kernel.text import N_

PICTURE, ABSENT = "picture", "absent"
"""Exports that are made while they are sent. Which picture it was is the reader's affair."""

KIND_NAMES: dict[str, str] = {
    ReleaseKind.PACK: N_("Pack"),
    ReleaseKind.DOSSIER_DOCX: N_("Dossier, for a word processor"),
    ReleaseKind.DOSSIER_PDF: N_("Dossier, PDF"),
    ReleaseKind.REPORT_DOCX: N_("Report on the series, for a word processor"),
    ReleaseKind.REPORT_PDF: N_("Report on the series, PDF"),
    PICTURE: N_("A picture"),
    ABSENT: N_("The list of members never seen"),
}
