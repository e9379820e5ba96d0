"""The tables of a pack: their variables with type, unit and codes, in the order of the columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from webinars.registrations.rules import GENDERS, SECTORS
from webinars.states.rules import GROUP_NAMES

SUPPRESSED, NOT_ASKED, SKIPPED, DECLINED = "suppressed", "not asked", "skipped", "declined"
MISSING = (SUPPRESSED, NOT_ASKED, SKIPPED, DECLINED)
"""The four codes of what is missing, in the order of Stata's `.a` to `.d` and SPSS's -91 to -94."""

NA = "n/a"
"""Does not apply, or a zero denominator."""

LONGEST_NAME = 32
"""Of a variable: what Stata takes; SPSS takes 64 bytes."""


class Type(StrEnum):
    TEXT = "text"
    CODE = "code"
    WHOLE = "integer"
    NUMBER = "number"
    FLAG = "yes/no"
    DAY = "day"
    INSTANT = "instant"


@dataclass(frozen=True)
class Variable:
    """One column."""

    name: str
    label: str
    type: Type = Type.TEXT
    unit: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Each code with its English words; a variable that has some is a number in SPSS and Stata."""
    question: str = ""
    """Identity of the question and the questionnaires that asked it."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """By language, where it was shown to respondents."""

    @property
    def is_numeric(self) -> bool:
        """Whether statistics programs take it as a number."""
        return bool(self.codes) or self.type in {Type.WHOLE, Type.NUMBER, Type.FLAG}


@dataclass(frozen=True)
class Sheet:
    """One table of a pack."""

    name: str
    title: str
    variables: tuple[Variable, ...]
    key: tuple[str, ...] = ()
    """The variables that name a row."""


def named(identity: str, taken: set[str]) -> str:
    """Return a variable's name for a question: short, unique, and no word of a program's own."""
    name = "q_" + re.sub(r"[^a-z0-9_]", "_", identity.lower())
    name = name[:LONGEST_NAME]
    while name in taken:
        name = name[: LONGEST_NAME - 2] + f"_{len(taken) % 10}"
    taken.add(name)
    return name


def flag(name: str, label: str) -> Variable:
    return Variable(name, label, Type.FLAG, codes={"0": "no", "1": "yes"})


KEY_WORDS = "Random key of this pack alone"
PERSON = Variable("person", f"Person. {KEY_WORDS}")
WEBINAR = Variable("webinar", "Public id of the webinar")
SITTING = Variable("sitting", "Public id of the sitting")
GROUP = Variable(
    "regional_group",
    "Regional group on the webinar's day (unverified)",
    Type.CODE,
    codes={str(key): name for key, name in GROUP_NAMES.items()},
)
CATEGORY = Variable(
    "category",
    "For whom the person came",
    Type.CODE,
    codes={
        "state": "member State",
        "observer-state": "observer State",
        "igo": "intergovernmental organisation",
        "ngo": "non-governmental organisation",
        "other": "other",
    },
)
LANGUAGE = Variable("language", "Language in which we write, BCP 47")

WHO = (
    Variable("state", "Member, ISO 3166-1 alpha-3, as declared then"),
    Variable("m49", "The same as UN M49 code, three digits"),
    GROUP,
    flag("ldc", "Least developed country on that day"),
    flag("lldc", "Landlocked developing country on that day"),
    flag("sids", "Small island developing State on that day"),
    CATEGORY,
    LANGUAGE,
    Variable(
        "gender", "As declared", Type.CODE, codes={k: GENDERS[k] for k in GENDERS if k != "unsaid"}
    ),
    Variable("sector", "As declared", Type.CODE, codes=dict(SECTORS)),
)
"""What could tell who a person is; generalised where fewer than k share it."""

WEBINARS = Sheet(
    "webinars",
    "One topic each; twin sittings are the same webinar",
    (
        WEBINAR,
        Variable("title", "Title, in English where there is one"),
        Variable("planned_month", "First day of the month planned for it", Type.DAY),
        Variable("status", "draft, announced, open or cancelled"),
        Variable("cycle_theme", "Stage of the technical-assistance cycle"),
        Variable("activity_types", "Kinds of technical-assistance activity, by spaces"),
        Variable("lead_state", "Lead delegation, ISO 3166-1 alpha-3"),
        Variable("announced_at", "When it was announced, UTC", Type.INSTANT),
        Variable("cancelled_at", "When it was cancelled, UTC", Type.INSTANT),
        Variable("sittings", "Sittings that stand", Type.WHOLE),
        Variable("registered", "Population Registered", Type.WHOLE, "persons"),
        Variable("expected", "Population Expected", Type.WHOLE, "persons"),
        Variable("joined", "Population Joined", Type.WHOLE, "persons"),
        Variable("attended", "Population Attended", Type.WHOLE, "persons"),
        Variable("walk_in", "Population Walk-in", Type.WHOLE, "persons"),
    ),
    ("webinar",),
)

SITTINGS = Sheet(
    "sittings",
    "Holdings of the webinars: as scheduled, and as it was",
    (
        SITTING,
        WEBINAR,
        Variable("starts_at", "Scheduled start, UTC", Type.INSTANT),
        Variable("ends_at", "Scheduled end, UTC", Type.INSTANT),
        Variable("local_start", "What clocks in the zone show at the scheduled start"),
        Variable("zone", "IANA zone in which it was announced"),
        Variable("actual_start", "Actual start, UTC; empty: the scheduled stands in", Type.INSTANT),
        Variable("actual_end", "Actual end, UTC; empty: the scheduled stands in", Type.INSTANT),
        Variable("holding_source", "manual, file or provider; empty: as scheduled"),
        flag("cancelled", "The sitting or its webinar was cancelled"),
    ),
    ("sitting",),
)

REGISTRATIONS = Sheet(
    "registrations",
    "One person in one webinar; cancelled and registered again is a new row",
    (
        Variable("registration", f"Registration. {KEY_WORDS}"),
        PERSON,
        WEBINAR,
        SITTING,
        *WHO,
        Variable("source", "self, focal-point, secretariat or enrolment"),
        Variable("referral", "From which link the person came, where k or more did"),
        Variable("approval", "not-asked, pending, approved or rejected"),
        Variable("viewers", "Declared on the connection: never added up", Type.WHOLE, "persons"),
        Variable("registered_on", "Day on which it was made, UTC", Type.DAY),
        Variable("cancelled_on", "Day on which it was cancelled, UTC", Type.DAY),
        flag("in_no_population", "A speaker, moderator, interpreter or member of the staff"),
    ),
    ("registration",),
)

ATTENDANCE = Sheet(
    "attendance",
    "Everybody in a webinar that has begun, person x webinar, with the populations",
    (
        PERSON,
        WEBINAR,
        Variable("sitting", "Where the person stayed longest, else the sitting registered for"),
        *WHO,
        flag("registered", "Population Registered"),
        flag("expected", "Population Expected"),
        flag("joined", "Population Joined"),
        flag("attended", "Population Attended"),
        flag("completed", "Population Completed"),
        flag("walk_in", "Population Walk-in"),
        Variable("credited_minutes", "Credited time in all sittings", Type.NUMBER, "minutes"),
        Variable("share", "Credited share of the better sitting, 0 to 1", Type.NUMBER),
    ),
    ("person", "webinar"),
)

SURVEY_HEAD = (
    Variable("response", f"Response. {KEY_WORDS}; it leads to no row of another table"),
    WEBINAR,
    Variable("questionnaire", "Kind and version"),
    Variable("day", "Day of the answer, UTC", Type.DAY),
    GROUP,
    CATEGORY,
    LANGUAGE,
    Variable(
        "completed",
        "Of follow-ups: stayed for 80 % of the running time or more, as known when invited",
        Type.CODE,
        codes={"no": "no", "yes": "yes"},
    ),
)

INDICATORS = Sheet(
    "indicators",
    "Every figure of every indicator",
    (
        Variable("indicator", "Number of the indicator", Type.WHOLE),
        Variable("name", "Its name"),
        Variable("version", "Version of its definition", Type.WHOLE),
        Variable("breakdown", "webinar, group, ldc …; empty: of the whole"),
        Variable("class", "The class in the breakdown"),
        Variable("measure", "What is measured"),
        Variable("n", "Numerator", Type.NUMBER),
        Variable("d", "Denominator", Type.NUMBER),
        Variable("value", "Value; n/a for a zero denominator", Type.NUMBER),
        Variable("low", "Lower end of the 95 % interval", Type.NUMBER),
        Variable("high", "Upper end of the 95 % interval", Type.NUMBER),
        flag("small", "Too small to be published: suppressed outside this pack"),
    ),
    ("indicator", "breakdown", "class", "measure"),
)
