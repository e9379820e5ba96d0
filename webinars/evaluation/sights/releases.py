"""What leaves, in words."""

from webinars.evaluation.models import ReleaseKind
from webinars.kernel.text import N_

KIND_NAMES: dict[str, str] = {
    ReleaseKind.PACK: N_("Pack"),
    ReleaseKind.DOSSIER_DOCX: N_("Dossier, for a word processor"),
    ReleaseKind.DOSSIER_PDF: N_("Dossier, PDF"),
    ReleaseKind.REPORT_DOCX: N_("Report on the series, for a word processor"),
    ReleaseKind.REPORT_PDF: N_("Report on the series, PDF"),
}
