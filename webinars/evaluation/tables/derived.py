"""Tables that are computed from the others, by the statement of that name in `populations.sql`."""

from webinars.evaluation.tables.shape import COUNT, FLAG, PERSON, SITTING, WEBINAR, Column, Shape

ATTENDANCE = Shape(
    "attendance",
    "Credited time of every person in every sitting: the union of the intervals in the live window",
    (
        WEBINAR,
        SITTING,
        PERSON,
        Column("seconds", COUNT, "Credited time", "seconds"),
        Column("running_seconds", COUNT, "Length of the live window", "seconds"),
        Column("attended", FLAG, "Credited with the series' threshold or more"),
        Column("completed", FLAG, "Credited with 80 % of the live window or more"),
        Column("was_open", FLAG, "An interval was never closed: the window's end stands in"),
        Column("as_scheduled", FLAG, "The scheduled times stand in for the actual ones"),
    ),
    ("sitting", "person"),
)
