"""What the Secretariat answers about a sitting and its attendance files."""

from webinars.attendance.imports.records import DateOrder
from webinars.kernel.text import N_
from webinars.kernel.zones import UnknownZone, zone_names
from webinars.web.forms import (
    FileOne,
    Form,
    Paragraph,
    Pick,
    TextLine,
    Tick,
    WallDate,
    WallTime,
    WholeNumber,
    Wrong,
    choices,
)

ORDERS = choices(
    [
        (DateOrder.DAY_FIRST, N_("The day first, as in 31/12/2026")),
        (DateOrder.MONTH_FIRST, N_("The month first, as in 12/31/2026")),
    ]
)


class ZoneLine(TextLine):
    """An IANA name, written out: there are six hundred."""

    missing = N_("Write the zone as in Europe/Zurich.")

    def judge(self) -> None:
        super().judge()
        if self.value not in zone_names():
            brief = N_("this is not a time zone")
            raise Wrong(UnknownZone.message, brief, zone=self.value[:60])


class HoldingForm(Form):
    """When it really began and ended, by the clock by which it was announced."""

    started_on = WallDate(N_("Began on"))
    started = WallTime(N_("Began at"))
    ended_on = WallDate(N_("Ended on"))
    ended = WallTime(N_("Ended at"))
    reason = TextLine(
        N_("Reason"),
        needed=False,
        hint=N_("Needed where times are recorded already, or where they are far from the plan."),
    )


class UploadForm(Form):
    """One attendance file as the room gives it."""

    file = FileOne(
        N_("Attendance file"),
        hint=N_(
            "The room's attendee report as CSV or XLSX, as it was downloaded, without opening it."
        ),
        attributes={"accept": ".csv,.tsv,.txt,.json,.xlsx,text/csv"},
    )
    zone = ZoneLine(
        N_("Time zone of the room's account"),
        needed=False,
        hint=N_(
            "Files do not say it. As in Europe/Zurich; it is asked again if you leave it open."
        ),
        attributes={"dir": "ltr", "class": "short", "spellcheck": "false"},
        longest=64,
    )


class AnswersForm(Form):
    """What a file alone cannot tell."""

    zone = ZoneLine(
        N_("Time zone of the room's account"),
        hint=N_("As in Europe/Zurich."),
        attributes={"dir": "ltr", "class": "short", "spellcheck": "false"},
        longest=64,
    )
    date_order = Pick(N_("How the file writes dates"), choices=ORDERS, needed=False)


class ReportForm(Form):
    """Which other report a file is, among those that it may be."""

    report = Pick(N_("The file may also be"), choices=(), missing=N_("Choose a report."))


class OverrideForm(Form):
    """Why a file of another time belongs here."""

    reason = Paragraph(N_("Why it belongs to this sitting"), rows=2, longest=500)


class WhyForm(Form):
    """Why something is taken back."""

    reason = TextLine(N_("Reason"), hint=N_("It is kept, and shown to the Secretariat alone."))


class PresenceForm(Form):
    """Who was there, or was not, whatever the files say, by the clock of the announcement."""

    was = Pick(
        N_("What is to be recorded"),
        choices=choices(
            [
                ("there", N_("Was there, and no file says it")),
                ("away", N_("Was not there, although a file says so")),
            ]
        ),
        default="there",
    )
    address = TextLine(
        N_("Address with which they registered"),
        attributes={"dir": "ltr", "type": "email"},
        longest=254,
    )
    day = WallDate(N_("Day"))
    joined = WallTime(N_("From what time"))
    left = WallTime(N_("Until what time"))
    reason = TextLine(
        N_("Reason"), hint=N_("How it is known, as in: the telephone bridge kept no list.")
    )


class CertificateForm(Form):
    """From how many minutes of one sitting a certificate is given."""

    minutes = WholeNumber(
        N_("Minutes of one sitting"),
        least=1,
        most=1_000,
        needed=False,
        hint=N_("Left open: no certificates. It can be changed until the first sitting begins."),
    )


class AddressForm(Form):
    """Who else it is: by the address with which they registered."""

    address = TextLine(
        N_("Address with which they registered"),
        attributes={"dir": "ltr", "type": "email"},
        longest=254,
    )


class SignOffForm(Form):
    """Which files count from then on, and a box where the report shows nobody."""

    beside = Pick(
        N_("The file that counts already"),
        choices=choices(
            [
                ("replace", N_("This one replaces it")),
                ("beside", N_("Both count: another room, or another run of the same room")),
            ]
        ),
        hint=N_("Whoever is in both counts once."),
        needed=False,
    )
    nobody_came = Tick(N_("Nobody came: the report is right"))
