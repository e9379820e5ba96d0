"""What an import tells its reader: whole sentences, English msgids, values by name."""

from webinars.kernel.text import N_

# Outcomes. Where a file is refused, %(file)s is the name under which it came.

OK = N_(
    "The report was read: %(connections)s connections of participants, %(skipped)s rows left out. "
    "Compare the totals, look at the rows left out, then sign off."
)
SIGNED = N_(
    "The report was read: %(connections)s connections of participants, %(skipped)s rows left out."
)
"""In the place of `OK` once nothing is to be done any more."""
NOBODY_CAME = N_(
    "The report is complete and shows that nobody attended: %(registered)s people are registered "
    "and none of them was connected. If somebody did come, download the report again once the "
    "room has finished it; otherwise confirm that nobody came."
)
EMPTY_FILE = N_(
    "“%(file)s” holds nothing. Download the attendee report again and choose that file."
)
TOO_MANY_BYTES = N_(
    "“%(file)s” is too big: attendance files may have up to %(limit)s MB. "
    "Check that it is the attendee report of one webinar."
)
NOT_DONE = N_(
    "“%(file)s” could not be read to its end: it took too long, or too much memory. "
    "Check that it is the attendee report of one webinar."
)
TOO_MANY_LINES = N_(
    "“%(file)s” has more than %(limit)s lines. Check that it is the attendee report of one webinar."
)
TOO_MANY_COLUMNS = N_(
    "Row %(row)s has more than %(limit)s columns. "
    "Download the report again and choose the file as it comes, without opening it."
)
CELL_TOO_LONG = N_(
    "A cell in row %(row)s has more than %(limit)s characters. "
    "Download the report again and choose the file as it comes, without opening it."
)
ENCRYPTED = N_(
    "“%(file)s” is protected by a password or encrypted, so nothing in it can be read. "
    "Choose the file as the room gives it, without protection."
)
EXCEL = N_(
    "“%(file)s” is an old Excel workbook. Save it as XLSX or as “CSV UTF-8” and choose that file."
)
NOT_A_WORKBOOK = N_(
    "“%(file)s” is damaged, or no XLSX workbook. Download the report again, as XLSX or as CSV."
)
SEVERAL_SHEETS = N_(
    "%(count)s sheets of this workbook hold a report. Save each as a file of its own: nobody can "
    "tell here which of them counts."
)
HTML = N_(
    "“%(file)s” is a web page, although it may be named as a table. "
    "Sign in to the room's website and download the attendee report as CSV."
)
COMPRESSED = N_("“%(file)s” is a compressed file. Unpack it and choose the CSV file inside.")
NOT_TEXT = N_("“%(file)s” is not a text file. Choose the attendee report in the form CSV.")
DAMAGED_TEXT = N_(
    "“%(file)s” is damaged: part of its text is missing or cannot be decoded. Download it again."
)
BAD_QUOTE = N_(
    "From row %(row)s on, the file cannot be read: a quotation mark is missing or stands in the "
    "wrong place, and people could be lost. Download the report again and choose the file as it "
    "comes, without opening it."
)
UNKNOWN_HEADER = N_(
    "“%(file)s” has no column headings that are known here, so nothing was counted. "
    "Choose the webinar's attendee report as the room gives it."
)
OTHER_DELIMITER = N_(
    "The columns of this file are separated by “%(delimiter)s”, which is not read. "
    "Download the report again, or save it with commas between the columns."
)
ROWS_IN_ONE_CELL = N_(
    "Each row of this file stands in one single cell, with “%(delimiter)s” inside it. "
    "This happens when a spreadsheet saves the report: download it again and choose the file as "
    "it comes, without opening it."
)
NO_ATTENDEE_TABLE = N_(
    "This is a webinar's attendee report, but its table of attendees is missing or has lost its "
    "headings. Download the report again; the file may have been cut off or changed."
)
NO_ROW_READ = N_(
    "The headings are right, but none of the rows below them could be read, so nothing was "
    "counted. Rows left out: %(skipped)s, each listed with its reason."
)
WHICH_DATE = N_(
    "The file does not show whether it writes the month or the day first: %(example)s may be "
    "%(month_first)s or %(day_first)s. Choose the one that is right."
)
BOTH_ORDERS = N_(
    "Some dates of this file have the month first and others the day first, for instance "
    "%(month_first)s and %(day_first)s. Download the report again and choose the file as it comes, "
    "or choose one order: the rows of the other are then left out."
)
WHICH_ZONE = N_(
    "The file does not say in which time zone its times are. "
    "Choose the zone of the account from which it was downloaded."
)
UNKNOWN_ZONE = N_(
    "“%(zone)s” is not a time zone. Choose the zone of the account, as in Africa/Nairobi."
)
OTHER_DAY = N_(
    "This file is of another session: its times, %(first)s to %(last)s, do not meet the time for "
    "which the webinar was planned, %(starts)s to %(ends)s (UTC). Choose the right file or the "
    "right zone."
)
OTHER_DAY_EITHER_WAY = N_(
    "This file is of another session: its times, such as %(example)s, are not of the day for which "
    "the webinar was planned, %(starts)s to %(ends)s (UTC). Choose the right file."
)

# Other reports, told by their headings.

ZOOM_REGISTRATION = N_(
    "This is Zoom's registration report: it says who registered, not who came. "
    "Choose the webinar's “Attendee Report”."
)
ZOOM_SURVEY = N_(
    "This is Zoom's survey report: it holds answers, not attendance. "
    "Choose the webinar's “Attendee Report”."
)
ZOOM_UNIQUE = N_(
    "This is Zoom's list of unique users: it holds totals without times, so minutes cannot be "
    "checked. Choose the webinar's “Attendee Report”."
)
ZOOM_USAGE = N_(
    "This is Zoom's usage report of many meetings. Choose the webinar's “Attendee Report”."
)
NO_ACTIVITIES = N_(
    "This is a Teams attendance report, but its third part, with each join and leave, is missing. "
    "Download it again as the organizer; the first two parts alone hold no times to count."
)
PEOPLE_WITHOUT_ACTIVITIES = N_(
    "The report lists %(people)s people, but no join and leave of any of them, so nothing was "
    "counted. Download the report again once the meeting has ended."
)
NOT_AN_ANALYTICS_FILE = N_(
    "“%(file)s” is written as JSON, but it is not the learning analytics of a BigBlueButton room."
)
WHICH_DAY = N_(
    "The file gives hours without a day. Say on which day the webinar was: "
    "nothing can be counted before."
)

# Rows. They name no cell's content: reasons are kept longer than names may be.

NO_HEADING_ABOVE = N_("No headings stand above this row, so its cells have no meaning.")
NO_PERSON = N_("The row names nobody: it has neither a name nor an address.")
NO_JOIN_TIME = N_("The row says that the person came, but not when.")
NEITHER_YES_NOR_NO = N_("The row has no times, and says neither Yes nor No under “Attended”.")
NOT_A_TIME = N_("Its join or leave time is not a date and time that can be understood.")
NO_SUCH_TIME = N_("Clocks in %(zone)s skip %(wall)s or show it twice, so the moment is not known.")
LEFT_BEFORE_JOINED = N_("The person leaves before joining.")
TOO_LONG = N_("The name or the address is too long to be one.")
MORE_CELLS = N_("The row has more cells than there are headings; the last ones were not read.")
CAME_ALTHOUGH_NO = N_("The row says No under “Attended” and yet has times; the times were taken.")
IN_WAITING_ROOM = N_("The person was in the waiting room, not in the webinar.")
BREAKOUT = N_("A breakout room: its minutes are in those of the main session already.")
NO_JOIN_BEFORE_LEAVE = N_("The person leaves, but no join stands before it.")
ANONYMOUS = N_("Anonymous answers to polls: not a person.")
FORMULA = N_("Cell %(cell)s holds a formula. Write the value itself.")
MERGED = N_("Cells are merged here. Write the value into each row.")
STOPPED = N_("%(count)s empty rows follow. What stands after them, if anything, was not read.")
UPPER_BOUND = N_(
    "The room gives the first join and the last exit only: the minutes are an upper bound."
)
HIDDEN = N_(
    "The summary counts %(said)s people and %(listed)s are listed: the room may hide those who "
    "opted out, or count somebody twice."
)
NO_LEAVE_TIME = N_("The file does not say when the person left; the end of the webinar stands in.")
STAFF = N_("A host or panelist: not counted as a participant.")
STAFF_BY_ANOTHER_NAME = N_(
    "The address of a host or panelist under another name: not counted as a participant."
)

# Why a file is taken to be what it is.

HAS_TITLE = N_("The first line is the title “Attendee Report”.")
HAS_TOTALS = N_("It has the line of totals of a Zoom webinar.")
HAS_MARKERS = N_("It has the section “Attendee Details”.")
HAS_ATTENDED = N_("Its headings have “Attended”, “Join Time” and “Leave Time”.")
HAS_WORDS = N_("Its headings have the words of this report: %(words)s.")
NOT_YET_SEEN = N_("Not yet seen on a real file: compare the totals with special care.")
HAS_PARTS = N_("It has the numbered parts of a Teams report, and joins and leaves in them.")
HAS_DASHBOARD = N_("Its rows have the twelve columns of a BigBlueButton learning dashboard.")
HAS_ANALYTICS = N_("It has the meeting and the attendees of BigBlueButton's learning analytics.")
