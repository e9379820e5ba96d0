"""The codebook: every table of a snapshot with its columns, types, units and meaning.

Types are DuckDB's. An empty cell means: not known, or does not apply. Instants
are UTC in ISO 8601. Persons are pseudonyms under one sealed key.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    name: str
    meaning: str
    columns: tuple[Column, ...]


INSTANT, DAY, TEXT, FLAG, COUNT = "TIMESTAMP", "DATE", "VARCHAR", "BOOLEAN", "BIGINT"
PERSON = Column("person", TEXT, "Pseudonym of a person, the same in every table and snapshot")
WEBINAR = Column("webinar", TEXT, "Public id of the webinar")
SITTING = Column("sitting", TEXT, "Public id of the sitting")
STATE = Column("state", TEXT, "ISO 3166-1 alpha-3 code of the State, as declared then")
GROUP = Column("regional_group", TEXT, "Key of the regional group")

TABLES: tuple[Table, ...] = (
    Table(
        "series",
        "The series of webinars",
        (
            Column("series", TEXT, "Public id of the series"),
            Column("title", TEXT, "Title, in English where there is one"),
            Column("starts_on", DAY, "First day of the period"),
            Column("ends_on", DAY, "Last day of the period"),
            Column(
                "threshold_minutes", COUNT, "Credited time from which a person attended", "minutes"
            ),
        ),
    ),
    Table(
        "webinars",
        "One topic each; twin sittings are the same webinar",
        (
            WEBINAR,
            Column("series", TEXT, "Public id of its series"),
            Column("slug", TEXT, "Last part of its page's address"),
            Column("title", TEXT, "Title, in English where there is one"),
            Column("planned_month", DAY, "First day of the month that the series planned for it"),
            Column("cycle_theme", TEXT, "Stage of the technical-assistance cycle"),
            Column("state", TEXT, "draft, announced, open or cancelled"),
            Column("announced_at", INSTANT, "When it was announced"),
            Column("cancelled_at", INSTANT, "When it was cancelled"),
        ),
    ),
    Table(
        "sittings",
        "Holdings of the webinars: as scheduled, and as it was",
        (
            SITTING,
            WEBINAR,
            Column("starts_at", INSTANT, "Scheduled start"),
            Column("ends_at", INSTANT, "Scheduled end"),
            Column("actual_start", INSTANT, "Actual start, as last recorded"),
            Column("actual_end", INSTANT, "Actual end, as last recorded"),
            Column(
                "holding_source", TEXT, "manual, file or provider; empty: the schedule stands in"
            ),
            Column("cancelled", FLAG, "The sitting or its webinar was cancelled"),
        ),
    ),
    Table(
        "states",
        "Every State as classified on the day of each webinar's first instant",
        (
            WEBINAR,
            STATE,
            Column("m49", TEXT, "UN M49 code, three digits"),
            Column("member", FLAG, "Member on that day"),
            GROUP,
            Column("ldc", FLAG, "Least developed country on that day"),
            Column("lldc", FLAG, "Landlocked developing country on that day"),
            Column("sids", FLAG, "Small island developing State on that day"),
            Column(
                "unverified", TEXT, "Which of these no authority has confirmed, parted by spaces"
            ),
        ),
    ),
    Table(
        "registrations",
        "One person in one webinar; cancelled and registered again is a new row",
        (
            Column("registration", TEXT, "Pseudonym of the registration"),
            PERSON,
            WEBINAR,
            Column(
                "sitting",
                TEXT,
                "The sitting in which it holds or last held a place, else the first named",
            ),
            STATE,
            Column("category", TEXT, "state, observer-state, igo, ngo or other"),
            Column("language", TEXT, "In which we write"),
            Column("gender", TEXT, "As declared; empty: not asked or not said"),
            Column("sector", TEXT, "As declared; empty: not asked or not said"),
            Column("source", TEXT, "self, focal-point, secretariat or enrolment"),
            Column("referral", TEXT, "From which link the person came"),
            Column("approval", TEXT, "not-asked, pending, approved or rejected"),
            Column(
                "viewers",
                COUNT,
                "Declared persons on the connection: never added to persons",
                "persons",
            ),
            Column("registered_at", INSTANT, "When it was made"),
            Column("cancelled_at", INSTANT, "When it was cancelled"),
        ),
    ),
    Table(
        "excluded",
        "Speakers, moderators, interpreters and staff: in no population",
        (WEBINAR, PERSON),
    ),
    Table(
        "connections",
        "Join-leave intervals of signed imports and room check-ins, by person",
        (
            WEBINAR,
            SITTING,
            PERSON,
            Column("matched", FLAG, "A registered person; else a walk-in known only to this file"),
            Column("source", TEXT, "file or room"),
            Column("joined_at", INSTANT, "When the person joined"),
            Column(
                "left_at",
                INSTANT,
                "When the person left; empty: never reported, the window's end stands in",
            ),
        ),
    ),
    Table(
        "surveyed",
        "Invitations to answer, counted a webinar",
        (
            WEBINAR,
            Column("invited", COUNT, "Persons invited", "persons"),
            Column("handed_over", COUNT, "Letters that a mail server took", "persons"),
            Column(
                "invited_late", COUNT, "Of those invited, after an import's sign-off", "persons"
            ),
        ),
    ),
    Table(
        "responses",
        "Filled questionnaires under random keys; nothing leads to a person",
        (
            Column("response", TEXT, "Random key"),
            WEBINAR,
            Column("questionnaire", TEXT, "Kind and version"),
            Column("day", DAY, "Day of the answer"),
            GROUP,
            Column("category", TEXT, "As stamped on the invitation, where five share it"),
            Column("language", TEXT, "As stamped on the invitation, where five share it"),
        ),
    ),
    Table(
        "answers",
        "Items of the responses",
        (
            Column("response", TEXT, "Random key"),
            Column("question", TEXT, "Identity of the question, the same in every language"),
            Column("value", TEXT, "A number, an option, na for not applicable; texts are not here"),
        ),
    ),
)
