"""What the Secretariat says of a file, and why something is published or taken back."""

from collections.abc import Mapping

from webinars.kernel.languages import OWN_NAMES, Language, direction
from webinars.kernel.text import N_
from webinars.recordings.models import AssetKind, Retention, Review
from webinars.recordings.operations.adding import Said
from webinars.recordings.rules import KINDS, REVIEWS
from webinars.recordings.rules.lessons import LONGEST
from webinars.web.forms import Choice, FileOne, Form, Paragraph, Pick, TextLine

HINTS = {
    AssetKind.ORIGINAL: N_("MP4, WebM, MP3 or Ogg. Film and sound stand side by side."),
    AssetKind.SLIDES: N_(
        "PDF, whose pages are shown beside the sound. PPTX and ODP are kept to download only."
    ),
    AssetKind.CAPTIONS: N_("WebVTT, or SubRip (SRT), which becomes WebVTT."),
    AssetKind.TRANSCRIPT: N_("Plain text, where it says more than the captions."),
}


class FileForm(Form):
    """One file and what it is. Nothing is asked twice: size, kind and length are in the file."""

    kind = Pick(
        N_("What is it?"),
        choices=[Choice(kind, KINDS[kind], hint=hint) for kind, hint in HINTS.items()],
        default=AssetKind.ORIGINAL.value,
    )
    file = FileOne(N_("File"), hint=N_("What it holds decides, not its name."))
    language = Pick(
        N_("Language"),
        hint=N_("Leave it open for a recording as it was spoken on the floor."),
        choices=[Choice(code, name, lang=code) for code, name in OWN_NAMES.items()],
        as_list=True,
        blank=N_("As spoken on the floor"),
        needed=False,
        conditional=True,
    )
    review = Pick(
        N_("Who has read the captions?"),
        hint=N_("Of captions only. A machine's draft never replaces what a person has checked."),
        choices=[
            Choice(Review.MACHINE, REVIEWS[Review.MACHINE], hint=N_("Nobody yet.")),
            Choice(Review.DRAFT, REVIEWS[Review.DRAFT], hint=N_("A person works on them.")),
            Choice(
                Review.VERIFIED,
                REVIEWS[Review.VERIFIED],
                hint=N_("A person has read them against the recording."),
            ),
        ],
        needed=False,
        conditional=True,
        default=Review.MACHINE.value,
    )
    reviewer = TextLine(
        N_("Checked by"),
        hint=N_("The name that the page shows beside checked captions."),
        needed=False,
        conditional=True,
    )

    def said(self) -> Said:
        """Return what the form says of the file; the review and its author for captions only."""
        kind = AssetKind(self.kind.value)
        captions = kind is AssetKind.CAPTIONS
        return Said(
            kind=kind,
            language=self.language.data or "",
            review=Review(self.review.data) if captions and self.review.data else None,
            reviewer=(self.reviewer.data or "") if captions else "",
        )


class KeepForm(Form):
    """In what state captions are that somebody has worked on."""

    review = Pick(
        N_("State of the whole file"),
        choices=[
            Choice(Review.DRAFT, REVIEWS[Review.DRAFT], hint=N_("A person works on them.")),
            Choice(
                Review.VERIFIED,
                REVIEWS[Review.VERIFIED],
                hint=N_("A person has read them against the recording, to the end."),
            ),
        ],
    )
    reviewer = TextLine(
        N_("Checked by"),
        hint=N_("The name that the page shows beside checked captions."),
        needed=False,
        conditional=True,
    )

    def said(self, language: str) -> Said:
        checked = self.reviewer.data or ""
        return Said(AssetKind.CAPTIONS, language, Review(self.review.value), checked)


class ReviewForm(Form):
    """Who checked the captions."""

    reviewer = TextLine(N_("Checked by"), hint=N_("The name that the page shows."))


class PublishForm(Form):
    """Why captions that nobody checked are published."""

    reason = TextLine(
        N_("Why no person has checked the captions"),
        hint=N_("The page shows it. Needed only where checked captions are missing."),
        longest=1000,
        needed=False,
        conditional=True,
    )
    consent = TextLine(
        N_("How they agreed, or what was cut out"),
        hint=N_("Of those named above. It is kept with the recording and not shown."),
        longest=1000,
        needed=False,
        conditional=True,
    )


class WithdrawForm(Form):
    """Why a recording is taken back, and who decided it."""

    reason = TextLine(
        N_("Reason"),
        hint=N_("It stays on the recording's page, which says what the recording was."),
        longest=1000,
    )
    authority = TextLine(
        N_("Decided by"),
        hint=N_("An office or a decision, as the page shall name it."),
        needed=False,
    )


CLASSES: Mapping[Retention, str] = {
    Retention.RECORD: N_("Record: kept for good"),
    Retention.WORKING: N_("Working: kept until it is replaced"),
    Retention.RESTRICTED: N_("Restricted: removed after 90 days unless it is published"),
}


class RetentionForm(Form):
    """How long a recording is kept."""

    retention = Pick(
        N_("Retention class"), choices=[Choice(one, label) for one, label in CLASSES.items()]
    )


class HoldForm(Form):
    """Why nothing of a recording may be removed."""

    reason = TextLine(
        N_("Reason of the legal hold"),
        hint=N_("Until it is lifted nothing of the recording is removed, whatever its class."),
        longest=1000,
    )


def _lessons_in(language: Language) -> Paragraph:
    own = {"lang": language.value, "dir": direction(language)}
    return Paragraph(
        N_("Lessons"), longest=LONGEST, rows=4, needed=False, conditional=True, attributes=own
    )


LessonsForm: type[Form] = type(
    "LessonsForm", (Form,), {code.value: _lessons_in(code) for code in OWN_NAMES}
)
"""A field for each language, called by its code."""
